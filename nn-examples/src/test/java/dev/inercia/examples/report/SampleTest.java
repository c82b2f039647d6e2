package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void hasMeanMedianExtremesAndDeviation() {
        Sample sample = new Sample(3, 1, 2, 6);
        assertThat(sample.mean()).isEqualTo(3);
        assertThat(sample.median()).isEqualTo(2.5);
        assertThat(sample.min()).isEqualTo(1);
        assertThat(sample.max()).isEqualTo(6);
        assertThat(sample.deviation()).isCloseTo(Math.sqrt(14 / 3.0), within(1e-12));
        assertThat(new Sample(5).deviation()).isZero();
    }
}
