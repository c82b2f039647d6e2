package dev.inercia.optim;

import static dev.inercia.optim.Numbers.array;
import static dev.inercia.optim.Numbers.rounded;
import static dev.inercia.optim.Numbers.uniform;
import static dev.inercia.optim.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.tensor.Memory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SweepTest {

    private static final int LENGTH = 2_500;
    /** Enough for several cores. */
    private static final int LONG = 150_001;

    /** Counts its visits in the state and adds twice the gradient, and the count so far, to the parameters. */
    private static final class Counting implements Rule {

        private final AtomicInteger visited = new AtomicInteger();

        @Override
        public void apply(float[] p, float[] g, float[][] state, int from, int to) {
            for (int i = from; i < to; i++) {
                p[i] += 2 * g[i] + state[1][i];
                state[1][i]++;
            }
            visited.addAndGet(to - from);
        }

        @Override
        public void apply(double[] p, double[] g, double[][] state, int from, int to) {
            for (int i = from; i < to; i++) {
                p[i] += 2 * g[i] + state[1][i];
                state[1][i]++;
            }
            visited.addAndGet(to - from);
        }
    }

    /** Leaves everything alone. */
    private static final Rule NOTHING = new Rule() {

        @Override
        public void apply(float[] p, float[] g, float[][] state, int from, int to) {
            // nothing
        }

        @Override
        public void apply(double[] p, double[] g, double[][] state, int from, int to) {
            // nothing
        }
    };

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void everyElementIsVisitedOnce(DataType type) {
        double[] p = rounded(uniform(LENGTH, -1, 1, 1), type);
        double[] g = rounded(uniform(LENGTH, -1, 1, 2), type);
        INDArray parameters = array(type, p, LENGTH);
        INDArray gradients = array(type, g, LENGTH);
        Vectors state = new Vectors(List.of("untouched", "count"), type, LENGTH);
        Counting rule = new Counting();
        Sweep sweep = new Sweep(type);

        sweep.run(rule, Memory.of(parameters), Memory.of(gradients), state, 0, LENGTH, false);

        double[] expected = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            expected[i] = type == DataType.FLOAT ? (float) p[i] + 2 * (float) g[i] : p[i] + 2 * g[i];
        }
        assertThat(rule.visited.get()).isEqualTo(LENGTH);
        assertThat(values(parameters)).isEqualTo(expected);
        assertThat(values(gradients)).as("gradients, read").isEqualTo(g);
        assertThat(values(state.get("count"))).containsOnly(1).hasSize(LENGTH);
        assertThat(values(state.get("untouched"))).containsOnly(0);

        sweep.run(rule, Memory.of(parameters), Memory.of(gradients), state, 0, LENGTH, false);
        assertThat(rule.visited.get()).isEqualTo(2 * LENGTH);
        assertThat(values(state.get("count"))).containsOnly(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void longOnesAreSweptInPartsAndOnlyWhereTold(DataType type) {
        INDArray parameters = Memory.zeros(type, LONG).array();
        INDArray gradients = array(type, uniform(LONG, -1, 1, 2), LONG);
        Vectors state = new Vectors(List.of("untouched", "count"), type, LONG);
        Counting rule = new Counting();
        int from = 1_500;
        int to = LONG - 700;

        new Sweep(type).run(rule, Memory.of(parameters), Memory.of(gradients), state, from, to, false);

        assertThat(rule.visited.get()).isEqualTo(to - from);
        double[] count = values(state.get("count"));
        double[] p = values(parameters);
        double[] g = values(gradients);
        for (int i = 0; i < LONG; i++) {
            boolean isSwept = i >= from && i < to;
            assertThat(count[i]).as("count %d", i).isEqualTo(isSwept ? 1 : 0);
            assertThat(p[i]).as("parameter %d", i).isEqualTo(isSwept ? 2 * g[i] : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void floatsTooSmallToBeFastAreFlushed(boolean flush) {
        double[] v = uniform(LENGTH, -1, 1, 3);
        for (int i = 0; i < LENGTH; i += 3) {
            v[i] = (i % 2 == 0 ? 1 : -1) * Float.MIN_NORMAL * uniform(1, 0, 1, i)[0];
            v[i + 1 < LENGTH ? i + 1 : i] = Math.scalb(1 + uniform(1, 0, 1, i)[0], -38); // 3.6e-12 and above
        }
        check(DataType.FLOAT, rounded(v, DataType.FLOAT), Float.MIN_NORMAL, flush);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doublesTooSmallToBeFastAreFlushed(boolean flush) {
        double[] v = uniform(LENGTH, -1, 1, 3);
        for (int i = 0; i < LENGTH; i += 3) {
            v[i] = (i % 2 == 0 ? 1 : -1) * Double.MIN_NORMAL * uniform(1, 0, 1, i)[0];
            v[i + 1 < LENGTH ? i + 1 : i] = Math.scalb(1 + uniform(1, 0, 1, i)[0], -600); // 2.4e-181 and above
        }
        check(DataType.DOUBLE, v, Double.MIN_NORMAL, flush);
    }

    private static void check(DataType type, double[] v, double smallestNormal, boolean flush) {
        Vectors state = new Vectors(List.of("velocity", "zero"), type, LENGTH);
        state.set("velocity", array(type, v, LENGTH));
        INDArray parameters = array(type, v, LENGTH);
        INDArray gradients = array(type, v, LENGTH);

        new Sweep(type).run(NOTHING, Memory.of(parameters), Memory.of(gradients), state, 0, LENGTH, flush);

        double[] expected = v.clone();
        int denormals = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (Math.abs(v[i]) < smallestNormal) {
                expected[i] = flush ? 0 : v[i];
                denormals++;
            }
        }
        assertThat(denormals).as("denormals among the numbers").isGreaterThan(LENGTH / 4);
        assertThat(values(state.get("velocity")))
                .usingComparatorWithPrecision(0.0)
                .containsExactly(expected);
        assertThat(values(state.get("zero"))).containsOnly(0);
        assertThat(values(parameters)).as("parameters are not flushed").isEqualTo(v);
        assertThat(values(gradients)).as("nor are gradients").isEqualTo(v);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void infinityAndNaNSurviveTheFlush(DataType type) {
        double[] v = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
        Vectors state = new Vectors(List.of("velocity"), type, 4);
        state.set("velocity", array(type, v, 4));
        INDArray zeros = array(type, new double[4], 4);
        new Sweep(type).run(NOTHING, Memory.of(zeros), Memory.of(zeros), state, 0, 4, true);
        assertThat(values(state.get("velocity")))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
    }
}
