package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Parameters;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What every optimizer refuses: the other half of {@link OptimizerContractTest}, on the same rows. */
class OptimizerRefusalTest {

    static Stream<OptimizerRow> rows() {
        return OptimizerRow.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesANegativeLearningRate(OptimizerRow row) {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> row.make().apply(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("learningRate must be finite and at least 0, but is " + bad);
        }
    }

    /** Every number of the record, by reflection, so that none is forgotten. */
    @ParameterizedTest
    @MethodSource("rows")
    void holdsEveryHyperparameterToItsRange(OptimizerRow row) throws ReflectiveOperationException {
        Optimizer optimizer = row.make().apply(0.1);
        for (RecordComponent component : optimizer.getClass().getRecordComponents()) {
            if (component.getType() == double.class) {
                String message = "";
                for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.5}) {
                    message = messageFor(optimizer, component, bad);
                    assertThat(message)
                            .matches(optimizer.getClass().getSimpleName() + ": " + component.getName()
                                    + " must be (finite and (at least|above) 0|in [\\[(]0, 1[)\\]]), but is " + bad);
                }
                if (message.contains("1), ")) {
                    assertThat(messageFor(optimizer, component, 1.0)).endsWith("1), but is 1.0");
                }
                if (message.contains("above 0") || message.contains("(0")) {
                    assertThat(messageFor(optimizer, component, 0.0)).endsWith("but is 0.0");
                }
            } else if (component.getType().isPrimitive()) {
                Object bad = component.getType() == int.class ? (Object) (-1) : (Object) (-1L);
                assertThat(messageFor(optimizer, component, bad))
                        .matches(optimizer.getClass().getSimpleName() + ": " + component.getName()
                                + " must be at least [01], but is -1");
            }
        }
    }

    /** What the constructor says if one component is bad and the others as they are. */
    private static String messageFor(Optimizer optimizer, RecordComponent changed, Object bad)
            throws ReflectiveOperationException {
        RecordComponent[] components = optimizer.getClass().getRecordComponents();
        Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            arguments[i] = components[i].getName().equals(changed.getName())
                    ? bad
                    : components[i].getAccessor().invoke(optimizer);
        }
        Constructor<?> constructor = optimizer.getClass().getDeclaredConstructor(types);
        try {
            return "not refused: " + constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
            return e.getCause().getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesTheStateOfAnotherOptimizer(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0.1);
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        rows().map(other -> other.make().apply(0.1))
                .filter(other -> other.getClass() != optimizer.getClass())
                .forEach(other -> {
                    State state = other.start(p);
                    other.step(p, OptimizerContractTest.gradient(1, 0), state); // which may have a workspace by now
                    float[] before = p.flat().toFloatVector();
                    assertThatThrownBy(() -> optimizer.step(p, OptimizerContractTest.gradient(1, 0), state))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("The state belongs to the optimizer "
                                    + other.getClass().getSimpleName() + " with " + state.names()
                                    + ", but was given to " + optimizer + ": begin with its own start(...)");
                    assertThat(p.flat().toFloatVector()).containsExactly(before);
                    assertThat(state.step()).isEqualTo(1);
                });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesTheStateOfAnotherNetwork(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0.1);
        State state = optimizer.start(OptimizerContractTest.parameters(DataType.FLOAT, 1, 2));
        Parameters other = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2, 3);
        assertThatThrownBy(() -> optimizer.step(other, other.zeros(), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The state belongs to a network with parameters [0.weight[2, 1]], but was given a network"
                        + " with [0.weight[3, 1]]");
        assertThat(state.step()).isZero();
    }
}
