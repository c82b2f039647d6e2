package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void pairsGoByStudentsT() {
        // differences 1, 2, 3: mean 2, deviation 1; t(2) = 4.303
        Comparison comparison = Comparison.ofPairs(new double[] {2, 4, 6}, new double[] {1, 2, 3});
        assertThat(comparison.difference()).isEqualTo(2);
        assertThat(comparison.margin()).isCloseTo(4.303 / Math.sqrt(3), within(1e-12));
        assertThat(comparison.isAbove()).isFalse();
        assertThat(comparison.isBelow()).isFalse();
    }

    @Test
    void manyPairsComeNearTheNormalDistribution() {
        double[] first = new double[101];
        for (int i = 0; i < first.length; i++) {
            first[i] = i % 2;
        }
        double margin = Comparison.ofPairs(first, new double[101]).margin();
        double standardError = new Sample(first).deviation() / Math.sqrt(101);
        assertThat(margin / standardError).isCloseTo(1.984, within(0.002)); // t(100)
    }

    @Test
    void sharesGoByTheirNumberOfImages() {
        Comparison comparison = Comparison.ofShares(0.95, 0.94, 10_000);
        assertThat(comparison.difference()).isCloseTo(0.01, within(1e-12));
        assertThat(comparison.margin()).isCloseTo(0.00632, within(1e-5));
        assertThat(comparison.isAbove()).isTrue();
        assertThat(comparison.reversed().isBelow()).isTrue();
    }

    @Test
    void aSampleHasMeanMedianAndDeviation() {
        Sample sample = new Sample(3, 1, 2, 6);
        assertThat(sample.mean()).isEqualTo(3);
        assertThat(sample.median()).isEqualTo(2.5);
        assertThat(sample.deviation()).isCloseTo(Math.sqrt(14 / 3.0), within(1e-12));
        assertThat(new Sample(5).deviation()).isZero();
    }
}
