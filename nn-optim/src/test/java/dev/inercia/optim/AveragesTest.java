package dev.inercia.optim;

import static dev.inercia.optim.OptimizerContractTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Averages of weights: of huge ones, and where a training ends between two steps of the average. */
class AveragesTest {

    /** Puts the gradient in the parameter's place. */
    private record Jump(double learningRate) implements ElementWise {

        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public Rule rule(Rates rates, long step) {
            return (p, g, state, from, to) -> System.arraycopy(g, from, p, from, to - from);
        }
    }

    private static final Jump JUMP = new Jump(1);

    private static double largest(DataType type) {
        return type == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    }

    /** What is kept after weights of these sizes, in parts of the largest number, from minus the largest on. */
    private static double kept(DataType type, Optimizer optimizer, double... weights) {
        double largest = largest(type);
        Parameters p = parameters(type, -largest);
        State state = optimizer.start(p);
        Parameters average = p.zeros();
        for (double weight : weights) {
            optimizer.step(p, parameters(type, weight * largest), state);
            optimizer.average(p, state, average);
            assertThat(average.flat().getDouble(0)).isFinite();
        }
        return average.flat().getDouble(0) / largest;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void doNotOverflowWhereWeightsDoNot(DataType type) {
        assertThat(kept(type, new ExponentialMovingAverage(JUMP, 0.5), 1, -1, 1, 1))
                .isEqualTo((1 - 2 + 4 + 8) / 15.0, within(1e-6));
        assertThat(kept(type, new ExponentialMovingAverage(JUMP, 0), 1, -1, 1)).isEqualTo(1, within(1e-6));
        assertThat(kept(type, new StochasticWeightAveraging(JUMP, 1, 1), 1, -1, 1, 1))
                .isEqualTo(0.5, within(1e-6));
        assertThat(kept(type, new Lookahead(JUMP, 2, 0.5), 1, 1, -1, -1)).isEqualTo(-0.5, within(1e-6));
        assertThat(kept(type, new Lookahead(JUMP, 2, 1), 1, 1, -1, 1)).isEqualTo(1, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void ofScheduleFreeStepsDoNotOverflowEither(DataType type) {
        double largest = largest(type);
        Parameters p = parameters(type, 0.99 * largest);
        Optimizer optimizer = new ScheduleFreeAdamW(0.001 * largest);
        State state = optimizer.start(p);
        Parameters average = p.zeros();
        for (int i = 0; i < 100; i++) {
            optimizer.step(p, parameters(type, 1), state);
            optimizer.average(p, state, average);
            assertThat(average.flat().getDouble(0)).isFinite();
        }
        // The mean of 100 steps of about one rate, weighted by the root's correction: later ones weigh more.
        assertThat(average.flat().getDouble(0) / largest).isBetween(0.90, 0.96);
    }

    /** Weights that do not move have an average that does not. */
    @Test
    void ofEqualWeightsAreTheSame() {
        for (double weight : new double[] {1e-30, 0.1, 1.0 / 3, 3e38}) {
            Parameters p = parameters(DataType.FLOAT, weight);
            float exact = p.flat().getFloat(0);
            for (Optimizer optimizer : List.of(
                    new ExponentialMovingAverage(JUMP, 0.9),
                    new StochasticWeightAveraging(JUMP, 1, 1),
                    new Lookahead(JUMP, 3, 0.3))) {
                State state = optimizer.start(p);
                Parameters average = p.zeros();
                for (int i = 0; i < 20; i++) {
                    optimizer.step(p, parameters(DataType.FLOAT, weight), state);
                    optimizer.average(p, state, average);
                    assertThat(average.flat().getFloat(0)).as("%s", optimizer).isEqualTo(exact);
                }
            }
        }
    }

    /** To look changes nothing, and after the k-th step nothing is left to take in. */
    @Test
    void lookaheadTakesInTheStepsSinceTheLastSynchronisation() {
        Optimizer optimizer = new Lookahead(new Sgd(1), 3, 0.5);
        Parameters p = parameters(DataType.FLOAT, 0);
        State state = optimizer.start(p);
        Parameters average = p.zeros();
        double[] trained = {1, 2, 1.5, 2.5, 3.5, 3};
        double[] kept = {0.5, 1, 1.5, 2, 2.5, 3};
        for (int i = 0; i < trained.length; i++) {
            optimizer.step(p, parameters(DataType.FLOAT, -1), state);
            optimizer.average(p, state, average);
            assertThat(p.flat().getDouble(0)).as("trained, step %d", i + 1).isEqualTo(trained[i]);
            assertThat(average.flat().getDouble(0)).as("kept, step %d", i + 1).isEqualTo(kept[i]);
            assertThat(state.get("slowWeights").getDouble(0)).isEqualTo(i < 2 ? 0 : i < 5 ? 1.5 : 3);
        }
    }
}
