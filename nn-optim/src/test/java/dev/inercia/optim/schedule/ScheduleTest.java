package dev.inercia.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is special about single schedules, and what they refuse. */
class ScheduleTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    static Stream<Arguments> outOfRange() {
        String aboveZero = " must be finite and above 0, but is ";
        return Stream.of(
                refused(() -> new ConstantRate(-1), "ConstantRate: factor must be finite and at least 0, but is -1.0"),
                refused(
                        () -> new ConstantRate(INFINITY),
                        "ConstantRate: factor must be finite and at least 0, but is Infinity"),
                refused(() -> new StepDecay(0), "StepDecay: every" + aboveZero + "0.0"),
                refused(() -> new StepDecay(1, 0), "StepDecay: decay must be in (0, 1], but is 0.0"),
                refused(() -> new StepDecay(1, 1.1), "StepDecay: decay must be in (0, 1], but is 1.1"),
                refused(() -> MultiStep.at(), "MultiStep: times must be at least one, but there is none"),
                refused(() -> MultiStep.at(0, 1), "MultiStep: each of the times" + aboveZero + "0.0"),
                refused(() -> MultiStep.at(1, NAN), "MultiStep: each of the times" + aboveZero + "NaN"),
                refused(() -> MultiStep.at(3, 3), "MultiStep: times must ascend, but are [3.0, 3.0]"),
                refused(() -> new MultiStep(List.of(1.0), -0.5), "MultiStep: decay must be in (0, 1], but is -0.5"),
                refused(() -> new Exponential(0), "Exponential: decay must be in (0, 1], but is 0.0"),
                refused(() -> new Exponential(NAN), "Exponential: decay must be in (0, 1], but is NaN"),
                refused(() -> new Polynomial(-1), "Polynomial: length" + aboveZero + "-1.0"),
                refused(() -> new Polynomial(1, 0, 0), "Polynomial: power" + aboveZero + "0.0"),
                refused(() -> new Polynomial(1, 1, 2), "Polynomial: end must be in [0, 1], but is 2.0"),
                refused(() -> new InverseSquareRoot(0), "InverseSquareRoot: scale" + aboveZero + "0.0"),
                refused(() -> new Cosine(INFINITY), "Cosine: length" + aboveZero + "Infinity"),
                refused(() -> new Cosine(1, -0.1), "Cosine: end must be in [0, 1], but is -0.1"),
                refused(() -> new CosineRestarts(0), "CosineRestarts: length" + aboveZero + "0.0"),
                refused(
                        () -> new CosineRestarts(1, 0.5),
                        "CosineRestarts: growth must be finite and at least 1, but is 0.5"),
                refused(() -> new CosineRestarts(1, 1, NAN), "CosineRestarts: end must be in [0, 1], but is NaN"),
                refused(() -> new OneCycle(0), "OneCycle: length" + aboveZero + "0.0"),
                refused(() -> new OneCycle(1, 0), "OneCycle: rise must be in (0, 1), but is 0.0"),
                refused(() -> new OneCycle(1, 1), "OneCycle: rise must be in (0, 1), but is 1.0"),
                refused(() -> new OneCycle(1, 0.3, 2, 0, 0.8, 0.9), "OneCycle: start must be in [0, 1], but is 2.0"),
                refused(() -> new OneCycle(1, 0.3, 0, -1, 0.8, 0.9), "OneCycle: end must be in [0, 1], but is -1.0"),
                refused(
                        () -> new OneCycle(1, 0.3, 0, 0, -1, 0.9),
                        "OneCycle: lowMomentum must be in [0, 1), but is -1.0"),
                refused(
                        () -> new OneCycle(1, 0.3, 0, 0, 0.8, 1),
                        "OneCycle: highMomentum must be in [0, 1), but is 1.0"),
                refused(() -> new Cosine(1).warmUp(0), "WarmUp: length" + aboveZero + "0.0"),
                refused(() -> new WarmUp(1, 1.5, new ConstantRate(1)), "WarmUp: start must be in [0, 1], but is 1.5"),
                refused(() -> new Sequence(List.of()), "Sequence: parts must be at least one, but there is none"),
                refused(
                        () -> Sequence.of(new ConstantRate(1), 0),
                        "Sequence: length of ConstantRate[factor=1.0]" + aboveZero + "0.0"),
                refused(
                        () -> new ConstantRate(1).factors(-1, 2),
                        "Schedule: until must be finite and at least 0, but is -1.0"),
                refused(() -> new ConstantRate(1).factors(1, 0), "Schedule: points must be at least 1, but is 0"));
    }

    @ParameterizedTest
    @MethodSource
    void outOfRange(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void defaultsAreTheFields() {
        assertThat(new StepDecay(30)).isEqualTo(new StepDecay(30, 0.1));
        assertThat(MultiStep.at(1, 2)).isEqualTo(new MultiStep(List.of(1.0, 2.0), 0.1));
        assertThat(new Polynomial(5)).isEqualTo(new Polynomial(5, 1, 0));
        assertThat(new Cosine(5)).isEqualTo(new Cosine(5, 0));
        assertThat(new CosineRestarts(5)).isEqualTo(new CosineRestarts(5, 1, 0));
        assertThat(new OneCycle(5)).isEqualTo(new OneCycle(5, 0.3, 1 / 25.0, 1 / 25.0 / 1e4, 0.85, 0.95));
        assertThat(new Cosine(5).warmUp(1)).isEqualTo(new WarmUp(1, 0, new Cosine(5)));
    }

    /** PyTorch 1.13.1: OneCycleLR(1, total_steps=11, pct_start=4/11), after 0, 1, ... 10 steps. */
    @Test
    void oneCyclesMomentumGoesTheOtherWay() {
        assertThat(new OneCycle(10).momenta(10, 11))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(
                        0.95,
                        0.925,
                        0.875,
                        0.85,
                        0.854951556604879,
                        0.8688255099070633,
                        0.8888739533021842,
                        0.9111260466978157,
                        0.9311744900929366,
                        0.945048443395121,
                        0.95);
        assertThat(new OneCycle(10).momentum(1e6)).isEqualTo(0.95);
    }

    @Test
    void momentumIsTheOptimizersOwnUnlessAScheduleSaysOtherwise() {
        Schedule sequence = Sequence.of(new OneCycle(10), 10).then(new ConstantRate(0.1), 5);
        assertThat(sequence.momentum(3)).isEqualTo(0.85);
        assertThat(sequence.momentum(10)).isNaN();
        assertThat(sequence.momentum(20)).isNaN();
        assertThat(new OneCycle(10).warmUp(2).momentum(1)).isEqualTo(0.95);
        assertThat(new OneCycle(10).warmUp(2).momentum(5)).isEqualTo(0.85);
        assertThat(new Cosine(3).momenta(3, 4)).containsOnly(NAN);
    }

    /** Vaswani et al. 2017, equation 3: min(step^-0.5, step warmup^-1.5), here relative to its peak, warmup^-0.5. */
    @Test
    void inverseSquareRootBehindAWarmUpIsTheTransformers() {
        double warmup = 40;
        Schedule schedule = new InverseSquareRoot(warmup).warmUp(warmup);
        for (int step = 1; step < 1000; step++) {
            double paper = Math.min(Math.pow(step, -0.5), step * Math.pow(warmup, -1.5));
            assertThat(schedule.factor(step)).isCloseTo(paper / Math.pow(warmup, -0.5), within(1e-12));
        }
    }

    /** Runs of 2, 3, 4.5 and 6.75 start at 0, 2, 5 and 9.5: 1 there, and next to nothing just before. */
    @Test
    void cosineRestartsAfterEverLongerRuns() {
        Schedule schedule = new CosineRestarts(2, 1.5);
        for (double restart : new double[] {2, 5, 9.5, 16.25}) {
            assertThat(schedule.factor(restart)).isEqualTo(1);
            assertThat(schedule.factor(restart - 1e-6)).isLessThan(1e-9);
        }
        assertThat(schedule.factor(3.5)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void schedulesNest() {
        Schedule inner = new Cosine(4).warmUp(1);
        Schedule schedule = Sequence.of(inner, 5).then(inner, 5);
        assertThat(schedule.factor(5)).isZero();
        assertThat(schedule.factor(8)).isEqualTo(inner.factor(3));
        assertThat(schedule.factor(11)).isEqualTo(inner.factor(5));
    }

    @Test
    void isDrawnAtEvenlySpacedTimesBothEndsIncluded() {
        Schedule time = t -> t;
        assertThat(time.factors(3, 7)).containsExactly(0, 0.5, 1, 1.5, 2, 2.5, 3);
        assertThat(time.factors(3, 1)).containsExactly(0);
        assertThat(time.factors(0.7, 8)[7]).isEqualTo(0.7);
    }

    @Test
    void aSequenceStaysAtWhatItsLastPartEndsWithRatherThanBeginAnew() {
        Schedule schedule = Sequence.of(new ConstantRate(1), 5).then(new CosineRestarts(10), 20);
        assertThat(schedule.factor(25)).isCloseTo(0, within(1e-12));
        assertThat(schedule.factor(1000)).isCloseTo(0, within(1e-12));
    }
}
