package dev.inercia.examples.report.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 1,000 simulated reports with known truth for each kind of claim, each looked at whenever the plan says so. */
class CalibrationTest {

    private static final int REPORTS = 1000;
    private static final int MOST_FALSE = 50;

    private static final int SEEDS = 20;

    /** How the values of one quantity scatter over seeds, with a standard deviation of about 1. */
    private enum Scatter {
        NORMAL(Random::nextGaussian),
        /** Student's t with 4 degrees of freedom. */
        HEAVY_TAILS(random -> {
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                squares += Math.pow(random.nextGaussian(), 2);
            }
            return random.nextGaussian() / Math.sqrt(squares / 4) / Math.sqrt(2);
        }),
        /** One seed in ten is three times as far off. */
        CONTAMINATED(random -> random.nextGaussian() * (random.nextInt(10) == 0 ? 3 : 1) / Math.sqrt(1.8)),
        /** Whole test images: equal values are common. */
        COARSE(random -> Math.rint(random.nextGaussian()));

        private final ToDoubleFunction<Random> draw;

        Scatter(ToDoubleFunction<Random> draw) {
            this.draw = draw;
        }
    }

    /** A kind of claim and the true means, in standard deviations, under which it is tried. */
    private record Kind(Threshold threshold, double... means) {}

    /** Arms that are equal, and differences just below, at and above each threshold. */
    private static final List<Kind> KINDS = List.of(
            new Kind(Threshold.atLeast(0), -1, -0.05, 0, 0.05, 1),
            new Kind(Threshold.atMost(2), 0, 1.95, 2, 2.05, 4),
            new Kind(Threshold.within(2), 0, -1.95, 1.95, -2, 2, 2.05, -2.05, 5),
            new Kind(Threshold.sizeBetween(2, 4), 0, 1.95, 2, -2.05, 3, 3.95, 4, -4, 4.05, 8));

    @ParameterizedTest
    @EnumSource
    void atMostFivePercentOfVerdictsAreFalse(Scatter scatter) {
        for (Kind kind : KINDS) {
            for (double mean : kind.means()) {
                Looks looks = new Looks(kind.threshold(), false, scatter == Scatter.COARSE ? 0.5 : 0, 1);
                Verdict truth = kind.threshold().of(mean, mean);
                int wrong = 0;
                Random random = new Random(1);
                for (int report = 0; report < REPORTS; report++) {
                    Verdict verdict = Looks.verdict(looks.at(values(scatter, mean, random)));
                    wrong += verdict != Verdict.UNDECIDED && verdict != truth ? 1 : 0;
                }
                assertThat(wrong).as("%s, mean %s", kind.threshold(), mean).isLessThanOrEqualTo(MOST_FALSE);
            }
        }
    }

    /** Three quantities of one claim, of which one decides about the truth. */
    @ParameterizedTest
    @EnumSource
    void atMostFivePercentForClaimsOfSeveralQuantities(Combination combination) {
        double[][] truths = {{0, 0, 0}, {0.05, 0.05, 0.05}, {-0.05, 0.05, 0.05}, {-0.05, -0.05, -0.05}, {-0.05, 3, 3}};
        Threshold above = Threshold.atLeast(0);
        Looks looks = new Looks(above, false, 0, combination.shares(3));
        for (double[] means : truths) {
            List<Verdict> truth =
                    Arrays.stream(means).mapToObj(mean -> above.of(mean, mean)).toList();
            int wrong = 0;
            Random random = new Random(2);
            for (int report = 0; report < REPORTS; report++) {
                List<Verdict> verdicts = new ArrayList<>();
                for (double mean : means) {
                    verdicts.add(Looks.verdict(looks.at(values(Scatter.NORMAL, mean, random))));
                }
                Verdict verdict = combination.of(verdicts);
                // of several readings, the first is the one that was meant
                Verdict right = combination == Combination.EVERY_READING ? truth.get(0) : combination.of(truth);
                wrong += verdict != Verdict.UNDECIDED && verdict != right ? 1 : 0;
            }
            assertThat(wrong).as(Arrays.toString(means)).isLessThanOrEqualTo(MOST_FALSE);
        }
    }

    /** A rule that forgets how often it looked fails this test. */
    @ParameterizedTest
    @EnumSource(names = "NORMAL")
    void withoutItsShareARuleWouldBeFound(Scatter scatter) {
        int wrong = 0;
        Random random = new Random(1);
        for (int report = 0; report < REPORTS; report++) {
            double[] values = values(scatter, 0, random);
            boolean excluded = false;
            for (int seeds : Looks.PLAN) {
                double[] some = Arrays.copyOf(values, seeds);
                double mean = Arrays.stream(some).average().orElseThrow();
                double squares = Arrays.stream(some)
                        .map(value -> Math.pow(value - mean, 2))
                        .sum();
                double error = Math.sqrt(squares / (seeds - 1) / seeds);
                excluded |= Math.abs(mean) > StudentT.exceededBy(0.05, seeds - 1) * error;
            }
            wrong += excluded ? 1 : 0;
        }
        assertThat(wrong).isGreaterThan(2 * MOST_FALSE);
    }

    private static double[] values(Scatter scatter, double mean, Random random) {
        double[] values = new double[SEEDS];
        for (int i = 0; i < SEEDS; i++) {
            values[i] = mean + scatter.draw.applyAsDouble(random);
        }
        return values;
    }
}
