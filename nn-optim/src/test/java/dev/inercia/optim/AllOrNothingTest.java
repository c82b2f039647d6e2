package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A first step that fails half way, by a rule that throws or for want of memory, changed nothing. */
class AllOrNothingTest {

    /** Fails in the third tile, once. */
    private static final class Failing implements ElementWise {

        private final Throwable failure;
        private int calls;

        Failing(String kind) {
            failure = kind.equals("memory") ? new OutOfMemoryError("no heap") : new ArithmeticException("rule");
        }

        @Override
        public List<String> slots() {
            return List.of("velocity");
        }

        @Override
        public double learningRate() {
            return 0.1;
        }

        @Override
        public Rule rule(Rates rates, long step) {
            return (p, g, state, from, to) -> {
                calls++;
                if (calls == 3 && failure instanceof Error error) {
                    throw error;
                }
                if (calls == 3) {
                    throw (RuntimeException) failure;
                }
                for (int i = from; i < to; i++) {
                    state[0][i] += g[i];
                    p[i] -= 0.1 * state[0][i];
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rule", "memory"})
    void aFailingFirstStepChangesNothing(String kind) {
        Network network =
                Network.input(50).layer(new Dense(100)).type(DataType.DOUBLE).build();
        Parameters parameters = network.parameters();
        Parameters gradients = parameters.zeros();
        gradients.flat().addi(1);
        double[] before = parameters.flat().toDoubleVector();
        Failing optimizer = new Failing(kind);
        State state = optimizer.start(parameters, ParameterGroups.defaults());
        assertThatThrownBy(() -> optimizer.step(parameters, gradients, state, new Rates(0.1)))
                .isSameAs(optimizer.failure);
        assertThat(parameters.flat().toDoubleVector()).isEqualTo(before);
        assertThat(state.get("velocity").toDoubleVector()).containsOnly(0);
        assertThat(state.step()).isZero();
        optimizer.step(parameters, gradients, state, new Rates(0.1));
        assertThat(parameters.flat().getDouble(0)).isEqualTo(before[0] - 0.1);
        assertThat(state.get("velocity").toDoubleVector()).containsOnly(1);
    }
}
