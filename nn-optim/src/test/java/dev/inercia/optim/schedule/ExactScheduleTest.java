package dev.inercia.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every schedule has the value of its formula, to four units in the last place, and jumps at exactly its step. Looks at
 * some steps of each; at so many as the system property {@code inercia.test.steps} says, if it is set: 10000 are all.
 */
class ExactScheduleTest {

    private static final double ULPS = 4;
    private static final int MOST_STEPS = Integer.getInteger("inercia.test.steps", 40);

    /** Lengths in epochs, whole and fractional. */
    static double[] lengths() {
        return new double[] {1, 2, 5, 0.1, 0.5, 0.7, 1.1, 2.3, 3.75, 1 / 3.0, 0.123};
    }

    private static void assertExact(Exact exact, int stepsPerEpoch, double epochs) {
        BigDecimal n = BigDecimal.valueOf(stepsPerEpoch);
        int steps = (int) Math.ceil(epochs * stepsPerEpoch) + 2;
        int every = Math.max(1, steps / MOST_STEPS);
        for (int step = 0; step < steps; step++) {
            if (step % every == 0) {
                BigDecimal expected = exact.factor().at(BigDecimal.valueOf(step), n, false);
                double value = exact.schedule().factor(Time.of(step, stepsPerEpoch));
                assertThat(Exact.ulps(value, expected))
                        .as(
                                "%s at step %d of %d an epoch: %s, expected %s",
                                exact, step, stepsPerEpoch, value, expected)
                        .isLessThanOrEqualTo(ULPS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 12, 60, 100, 469, 782, 1000})
    void alone(int stepsPerEpoch) {
        for (double length : lengths()) {
            Exact.all(length).forEach(exact -> assertExact(exact, stepsPerEpoch, 4 * length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 60, 469, 1000})
    void behindAWarmUp(int stepsPerEpoch) {
        for (double length : lengths()) {
            Exact.all(length).forEach(exact -> {
                assertExact(exact.warmUp(0.3, 0), stepsPerEpoch, 0.3 + 3 * length);
                assertExact(exact.warmUp(length, 0.25), stepsPerEpoch, 4 * length);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 60, 469, 1000})
    void inASequence(int stepsPerEpoch) {
        for (double length : lengths()) {
            List<Exact> all = Exact.all(length).toList();
            assertExact(Exact.sequence(length, all), stepsPerEpoch, (all.size() + 1) * length);
            List<Exact> nested = new ArrayList<>();
            all.forEach(exact -> nested.add(Exact.sequence(0.1, List.of(exact, Exact.stepDecay(0.1, 0.5)))
                    .warmUp(0.2, 0)));
            assertExact(Exact.sequence(0.7, nested), stepsPerEpoch, 0.7 * nested.size());
        }
    }

    /** At each step of three epochs, to the step: nothing is left out here. */
    @ParameterizedTest
    @MethodSource("jumps")
    void jumpsFallOnTheirStep(Exact exact) {
        for (int n = 1; n <= 1000; n++) {
            for (int step = 0; step <= Math.min(3 * n, 100); step++) {
                double value = exact.schedule().factor(Time.of(step, n));
                double expected = exact.factor()
                        .at(BigDecimal.valueOf(step), BigDecimal.valueOf(n), false)
                        .doubleValue();
                assertThat(value).as("step %d of %d an epoch", step, n).isCloseTo(expected, within(expected * 1e-15));
            }
        }
    }

    static Stream<Exact> jumps() {
        return Stream.of(
                Exact.stepDecay(0.1, 0.5),
                Exact.stepDecay(0.7, 0.5),
                Exact.multiStep(0.1, 0.3, 0.7, 1.1, 2.3),
                Exact.stepDecay(0.1, 0.5).warmUp(0.3, 1),
                Exact.sequence(0.7, List.of(Exact.constant(1), Exact.stepDecay(0.2, 0.5), Exact.stepDecay(0.7, 0.5))));
    }

    /** At ten steps an epoch it falls tenfold at every step. */
    @Test
    void aTenthOfAnEpochIsAStepOfTen() {
        Schedule schedule = new StepDecay(0.1);
        for (int step = 0; step <= 30; step++) {
            assertThat(schedule.factor(Time.of(step, 10))).isEqualTo(Math.pow(0.1, step));
        }
    }

    /** Restarts whose runs grow by so little that there are thousands are found without counting them. */
    @Test
    void manyRunsAreFoundAtOnce() {
        Exact exact = Exact.restarts(0.001, 1.001);
        assertThat(Exact.ulps(
                        exact.schedule().factor(Time.of(700, 100)),
                        exact.factor().at(BigDecimal.valueOf(700), BigDecimal.valueOf(100), false)))
                .isLessThan(ULPS);
    }

    /** One of a user's own knows numbers only: the nearest, and the one before where it is just before a moment. */
    @Test
    void aLambdaIsAskedForTheNearestNumber() {
        Schedule own = time -> time;
        assertThat(own.factor(Time.of(7, 3))).isEqualTo(7 / 3.0);
        assertThat(own.momentum(Time.of(7, 3))).isNaN();
        Sequence sequence = Sequence.of(own, 0.1).then(own, 0.7);
        assertThat(sequence.factor(Time.of(3, 10))).isEqualTo(0.2);
        assertThat(sequence.factor(Time.of(8, 10))).isEqualTo(Math.nextDown(0.7));
        assertThat(new WarmUp(0.1, 0, own).factor(Time.of(3, 10))).isEqualTo(0.2);
    }

    @Test
    void aNumberIsTheDecimalThatItPrintsAs() {
        assertThat(new StepDecay(0.1, 0.5).factor(0.3)).isEqualTo(0.125);
        assertThat(new StepDecay(0.1, 0.5).factor(0.1 * 3))
                .as("0.30000000000000004")
                .isEqualTo(0.125);
        assertThat(new StepDecay(0.1, 0.5).factor(Math.nextDown(0.3))).isEqualTo(0.25);
        assertThat(Time.of(7, 2)).hasToString("3.5");
    }

    @Test
    void timesBeforeTheBeginningAreRefused() {
        assertThatThrownBy(() -> Time.of(-1, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Time: step must be at least 0, but is -1");
        assertThatThrownBy(() -> Time.of(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Time: stepsPerUnit must be at least 1, but is 0");
        assertThatThrownBy(() -> new Cosine(1).factor(-0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Schedule: time must be finite and at least 0, but is -0.5");
    }
}
