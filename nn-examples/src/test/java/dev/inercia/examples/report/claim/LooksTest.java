package dev.inercia.examples.report.claim;

import static dev.inercia.examples.report.claim.Verdict.CONFIRMED;
import static dev.inercia.examples.report.claim.Verdict.NOT_CONFIRMED;
import static dev.inercia.examples.report.claim.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final Looks ABOVE = new Looks(Threshold.atLeast(0), false, 0, 1);

    @Test
    void studentsTIsThatOfTheTables() {
        assertThat(StudentT.exceededBy(0.05, 1)).isCloseTo(12.7062, within(1e-4));
        assertThat(StudentT.exceededBy(0.05, 2)).isCloseTo(4.30265, within(1e-5));
        assertThat(StudentT.exceededBy(0.01, 3)).isCloseTo(5.84091, within(1e-5));
        assertThat(StudentT.exceededBy(0.01, 4)).isCloseTo(4.60409, within(1e-5));
        assertThat(StudentT.exceededBy(0.05, 24)).isCloseTo(2.06390, within(1e-5));
        assertThat(StudentT.exceededBy(0.001, 9)).isCloseTo(4.78091, within(1e-5));
    }

    @Test
    void anIntervalIsHeldAgainstWhatTheClaimAllows() {
        assertThat(Threshold.atMost(0.81).of(0.7, 0.8)).isEqualTo(CONFIRMED);
        assertThat(Threshold.atMost(0.81).of(0.8, 0.82)).isEqualTo(UNDECIDED);
        assertThat(Threshold.atMost(0.81).of(0.94, 1.16)).isEqualTo(NOT_CONFIRMED);
        assertThat(Threshold.within(1).of(-0.9, 0.9)).isEqualTo(CONFIRMED);
        assertThat(Threshold.within(1).of(-1.1, 0.9)).isEqualTo(UNDECIDED);
        assertThat(Threshold.within(1).of(1.1, 3)).isEqualTo(NOT_CONFIRMED);
        Threshold between = Threshold.sizeBetween(0.5, 1);
        assertThat(between.of(0.6, 0.9)).isEqualTo(CONFIRMED);
        assertThat(between.of(-0.9, -0.6)).isEqualTo(CONFIRMED);
        assertThat(between.of(-0.4, 0.4)).isEqualTo(NOT_CONFIRMED);
        assertThat(between.of(1.1, 2)).isEqualTo(NOT_CONFIRMED);
        assertThat(between.of(-0.6, 0.6)).isEqualTo(UNDECIDED);
        assertThat(between.edges()).containsExactly(-1.0, -0.5, 0.5, 1.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.within(-1))
                .withMessage("A claim allows values from low to high, and sizes from 0 on, but got 1.0 to -1.0");
    }

    @Test
    void looksArePlannedAndEndWithTheFirstThatDecides() {
        assertThat(ABOVE.at(1, 2)).isEmpty();
        assertThat(Looks.verdict(ABOVE.at(1, 2))).isEqualTo(UNDECIDED);
        // 3 and 4 seeds leave it open, 6 decide; later ones could not take that back
        List<Look> looks = ABOVE.at(1, 2, 3, 1, 2, 3, -50, -50, -50, -50);
        assertThat(looks).extracting(Look::seeds).containsExactly(3, 4, 6);
        assertThat(looks).extracting(Look::verdict).containsExactly(UNDECIDED, UNDECIDED, CONFIRMED);
        // differences 1, 2, 3: mean 2, deviation 1; t(2) exceeds 6.965 with a probability of 0.05 / 5
        assertThat(looks.get(0).mean()).isEqualTo(2);
        assertThat(looks.get(0).high() - 2).isCloseTo(6.965 / Math.sqrt(3), within(1e-3));
        // with two limits half of that on each side: 9.925
        Look two = new Looks(Threshold.within(1), false, 0, 1).at(1, 2, 3).get(0);
        assertThat(two.high() - 2).isCloseTo(9.925 / Math.sqrt(3), within(1e-3));
    }

    @Test
    void ratiosGoByTheirLogarithms() {
        Look look = new Looks(Threshold.atMost(0.81), true, 0, 1).at(0.5, 1, 2).get(0);
        assertThat(look.mean()).isCloseTo(1, within(1e-12));
        assertThat(look.low() * look.high()).isCloseTo(1, within(1e-9));
    }

    @Test
    void equalValuesProveLessThanTheirResolution() {
        assertThat(ABOVE.at(1, 1, 1).get(0).low()).isEqualTo(1);
        Looks coarse = new Looks(Threshold.atLeast(0), false, 0.5, 1);
        assertThat(coarse.at(1, 1, 1).get(0).verdict()).isEqualTo(UNDECIDED);
    }

    @Test
    void theErrorIsSharedAmongLooksAndQuantities() {
        assertThat(ABOVE.missPerLook() * Looks.PLAN.size()).isCloseTo(0.1, within(1e-12));
        int shares = Combination.ALL.shares(4);
        assertThat(new Looks(Threshold.within(1), false, 0, shares).missPerLook() * 4 * Looks.PLAN.size())
                .isCloseTo(0.05, within(1e-12));
        assertThat(Combination.EVERY_READING.shares(4)).isEqualTo(1);
    }

    @Test
    void theForecastIsTheFirstLookThatWouldDecide() {
        Looks coarse = new Looks(Threshold.atLeast(0), false, 0.01, 1); // one value: a deviation of 0.4 is guessed
        assertThat(coarse.forecast(2)).hasValue(3);
        assertThat(coarse.forecast(1)).hasValue(4);
        assertThat(coarse.forecast(0.1)).isEmpty();
        assertThat(ABOVE.forecast(1, 2, 3)).hasValue(6); // 4.54 / sqrt(4) > 2 > 3.36 / sqrt(6)
        assertThat(ABOVE.forecast(-1, 1, 0.1)).isEmpty();
        assertThat(ABOVE.tendency(-1, 1, 0.1)).isEqualTo(CONFIRMED);
        assertThat(ABOVE.tendency(-1, 1, -0.1)).isEqualTo(NOT_CONFIRMED);
    }

    @Test
    void claimsOfSeveralQuantities() {
        assertThat(Combination.ALL.of(List.of(CONFIRMED, CONFIRMED))).isEqualTo(CONFIRMED);
        assertThat(Combination.ALL.of(List.of(CONFIRMED, UNDECIDED))).isEqualTo(UNDECIDED);
        assertThat(Combination.ALL.of(List.of(UNDECIDED, NOT_CONFIRMED))).isEqualTo(NOT_CONFIRMED);
        assertThat(Combination.ANY.of(List.of(UNDECIDED, CONFIRMED))).isEqualTo(CONFIRMED);
        assertThat(Combination.ANY.of(List.of(UNDECIDED, NOT_CONFIRMED))).isEqualTo(UNDECIDED);
        assertThat(Combination.ANY.of(List.of(NOT_CONFIRMED, NOT_CONFIRMED))).isEqualTo(NOT_CONFIRMED);
        assertThat(Combination.EVERY_READING.of(List.of(CONFIRMED, NOT_CONFIRMED)))
                .isEqualTo(UNDECIDED);
        assertThat(Combination.EVERY_READING.of(List.of(NOT_CONFIRMED, NOT_CONFIRMED)))
                .isEqualTo(NOT_CONFIRMED);
    }
}
