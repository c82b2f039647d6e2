package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What is refused at the door, and how that is said. */
class HyperparameterTest {

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                refused(() -> new Momentum(0.1, 1), "Momentum: momentum must be in [0, 1), but is 1.0"),
                refused(() -> new Momentum(0.1, -0.1), "Momentum: momentum must be in [0, 1), but is -0.1"),
                refused(() -> new Nesterov(0.1, Double.NaN), "Nesterov: momentum must be in [0, 1), but is NaN"),
                refused(() -> new RmsProp(0.1, 1.5), "RmsProp: decay must be in [0, 1), but is 1.5"),
                refused(() -> new RmsProp(0.1, 0.9, 0), "RmsProp: epsilon must be finite and above 0, but is 0.0"),
                refused(() -> new Adam(0.1, -1, 0.9, 1e-8), "Adam: beta1 must be in [0, 1), but is -1.0"),
                refused(() -> new Adam(0.1, 0.9, 1, 1e-8), "Adam: beta2 must be in [0, 1), but is 1.0"),
                refused(() -> new Adam(0.1, 0.9, 0.9, -1), "Adam: epsilon must be finite and above 0, but is -1.0"),
                refused(() -> new Lookahead(new Sgd(1), 0, 0.5), "Lookahead: k must be at least 1, but is 0"),
                refused(() -> new Lookahead(new Sgd(1), 5, 1.5), "Lookahead: alpha must be in (0, 1], but is 1.5"),
                refused(
                        () -> new StochasticWeightAveraging(new Sgd(1), 0, 1),
                        "StochasticWeightAveraging: from must be at least 1, but is 0"),
                refused(() -> new Muon(-1), "Muon: learningRate must be finite and at least 0, but is -1.0"),
                refused(() -> new Rates(-1), "Rates: learningRate must be finite and at least 0, but is -1.0"));
    }

    @ParameterizedTest
    @MethodSource
    void outOfRange(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void defaultsAreThePapers() {
        assertThat(new Adam()).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-8));
        assertThat(new RmsProp(0.01)).isEqualTo(new RmsProp(0.01, 0.9, 1e-8));
        assertThat(new Momentum(0.07)).isEqualTo(new Momentum(0.07, 0.9));
    }

    @Test
    void aStateOfAnotherOptimizerIsRefused() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        State state = new Adam().start(p);
        assertThatThrownBy(() -> new Momentum(0.1).step(p, p.zeros(), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The state belongs to the optimizer Adam with [firstMoment, secondMoment], but was given to"
                        + " Momentum[learningRate=0.1, momentum=0.9]: begin with its own start(...)");
    }

    @Test
    void aStateOfAnotherNetworkIsRefused() {
        State state = new Adam().start(OptimizerContractTest.parameters(DataType.FLOAT, 1, 2));
        Parameters other = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2, 3);
        assertThatThrownBy(() -> new Adam().step(other, other.zeros(), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The state belongs to a network with parameters [0.weight[2, 1]], but was given a network"
                        + " with [0.weight[3, 1]]");
    }

    @Test
    void gradientsOfAnotherNetworkOrTypeAreRefused() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        State state = new Adam().start(p);
        assertThatThrownBy(() -> new Adam().step(p, OptimizerContractTest.parameters(DataType.FLOAT, 1), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The state belongs to a network with parameters [0.weight[2, 1]], but was given gradients with"
                                + " [0.weight[1, 1]]");
        assertThatThrownBy(() -> new Adam().step(p, OptimizerContractTest.parameters(DataType.DOUBLE, 1, 2), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The state belongs to a network of type FLOAT, but was given gradients of type DOUBLE");
        assertThat(state.step()).isZero();
    }

    /** Finite gradients, but squares or products that no float holds. */
    @Test
    void aStepThatWouldOverflowIsNotTaken() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        Parameters large = OptimizerContractTest.parameters(DataType.FLOAT, 1e22, 1);
        Adam adam = new Adam();
        State state = adam.start(p);
        adam.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 1, 1), state);
        float[] before = p.flat().toFloatVector();
        float[] moments = state.get("secondMoment").toFloatVector();
        assertThatThrownBy(() -> adam.step(p, large, state))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("Step 2 was not taken: the optimizer's state would overflow");
        assertThat(p.flat().toFloatVector()).containsExactly(before);
        assertThat(state.get("secondMoment").toFloatVector()).containsExactly(moments);
        assertThat(state.step()).isEqualTo(1);

        Sgd sgd = new Sgd(1e37);
        State sgdState = sgd.start(p);
        assertThatThrownBy(() -> sgd.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 100, 1), sgdState))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("Step 1 was not taken: the parameters would overflow");
        assertThat(p.flat().toFloatVector()).containsExactly(before);
        sgd.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 1e-37, 0), sgdState);
        assertThat(p.flat().getFloat(0)).isCloseTo(before[0] - 1, within(1e-5f));
    }

    /** A velocity that is large already overflows though the gradient is 0. */
    @Test
    void aStateThatWouldOverflowTheParametersIsNoticed() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 0);
        Momentum momentum = new Momentum(1);
        State state = momentum.start(p);
        momentum.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 2.5e38), state);
        assertThatThrownBy(() -> momentum.step(p, p.zeros(), state))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("Step 2 was not taken: the parameters would overflow");
        assertThat(p.flat().toFloatVector()).containsExactly(-2.5e38f);
    }

    @Test
    void aTinyEpsilonDoesNotRoundToZero() {
        for (Optimizer optimizer : List.of(new Adam(0.01, 0.9, 0.999, 1e-50), new RmsProp(0.01, 0.9, 1e-50))) {
            Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
            optimizer.step(p, p.zeros(), optimizer.start(p));
            assertThat(p.flat().toFloatVector()).containsExactly(1, 2);
        }
    }

    @Test
    void aStateVectorMustBeKnownAndAsLong() {
        State state = new Adam().start(OptimizerContractTest.parameters(DataType.FLOAT, 1, 2));
        assertThatThrownBy(() -> state.get("velocity"))
                .hasMessage("There is no vector 'velocity'; there are [firstMoment, secondMoment]");
        assertThatThrownBy(() -> state.get("velocity", Nd4j.zeros(DataType.FLOAT, 2)))
                .hasMessage("There is no vector 'velocity'; there are [firstMoment, secondMoment]");
        assertThatThrownBy(() -> state.get("firstMoment", Nd4j.zeros(DataType.FLOAT, 3)))
                .hasMessage("Expected an array of 2 numbers of type FLOAT for 'firstMoment', but got 3 of type FLOAT");
        assertThatThrownBy(() -> state.get("firstMoment", Nd4j.zeros(DataType.DOUBLE, 2)))
                .hasMessageEndingWith("but got 2 of type DOUBLE");
        assertThatThrownBy(() -> state.set("firstMoment", Nd4j.zeros(3)))
                .hasMessage("Expected 2 values for 'firstMoment', but got 3");
        assertThatThrownBy(() -> state.set("firstMoment", Nd4j.createFromArray(1f, Float.NaN)))
                .hasMessage("Expected finite values for 'firstMoment', but index 1 is not");
        assertThatThrownBy(() -> state.setStep(-1)).hasMessage("The number of steps must be at least 0, but is -1");
    }

    @Test
    void nothingToTrainIsRefused() {
        Segment buffer = new Segment(0, "0.mean", Shape.of(2), 'c', Role.BUFFER, 0, 2);
        Parameters none = Parameters.zeros(DataType.FLOAT, List.of(buffer));
        assertThatThrownBy(() -> new Sgd(0.1).start(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is nothing to train: the network has no parameters");
    }

    @Test
    void aStateHandsOutCopies() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        Momentum momentum = new Momentum(0.1);
        State state = momentum.start(p);
        momentum.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 3, 4), state);
        state.get("velocity").assign(0);
        assertThat(state.get("velocity").toFloatVector()).containsExactly(3, 4);
    }

    /** Velocities that decay for ever must not stay denormal; the sweep sets them to 0. */
    @Test
    void velocitiesDoNotStayDenormal() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        Momentum momentum = new Momentum(0.1);
        State state = momentum.start(p);
        momentum.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 1e-10, 1), state);
        for (int i = 0; i < 1000; i++) {
            momentum.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 0, 1), state);
        }
        assertThat(state.get("velocity").getFloat(0)).isZero();
        assertThat(state.get("velocity").getFloat(1)).isCloseTo(10, within(1e-4f));
    }

    @Test
    void aStateOfAnotherOptimizerInsideIsRefused() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        State state = new Lookahead(new Adam()).start(p);
        assertThatThrownBy(() -> new Lookahead(new AdaBelief()).step(p, p.zeros(), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The state belongs to the optimizer Adam with [firstMoment, secondMoment], but was"
                                + " given to AdaBelief[");
        assertThat(state.step()).isZero();
        assertThat(state.inner().step()).isZero();
    }

    @Test
    void anOptimizerAroundItsLikeIsRefused() {
        Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, 1, 2);
        Optimizer nested = new Lookahead(new Lookahead(new Sgd(0.1)));
        assertThatThrownBy(() -> nested.start(p))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(nested
                        + ": two vectors of its state have the same name, in [slowWeights, slowWeights]: do not nest"
                        + " it in its like");
    }
}
