package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ParameterGroupsTest {

    /** All 1. */
    private static Parameters ones() {
        Parameters parameters = Parameters.zeros(
                DataType.FLOAT,
                List.of(
                        new Segment(0, "0.weight", Shape.of(2), 'c', Role.WEIGHT, 0, 2),
                        new Segment(0, "0.bias", Shape.of(1), 'c', Role.BIAS, 2, 3),
                        new Segment(1, "1.scale", Shape.of(1), 'c', Role.NORM, 3, 4),
                        new Segment(1, "1.weight", Shape.of(1), 'c', Role.WEIGHT, 4, 5)));
        parameters.flat().assign(1);
        return parameters;
    }

    /** The parameters after a step of this optimizer from 1, with gradients of 1. */
    private static float[] step(Optimizer optimizer, ParameterGroups groups) {
        Parameters p = ones();
        optimizer.step(p, ones(), optimizer.start(p, groups));
        return p.flat().toFloatVector();
    }

    /** What AdamW's weight decay of 0.5 leaves at a learning rate of 0.5, without a gradient. */
    private static float[] decayed(ParameterGroups groups) {
        Parameters p = ones();
        AdamW decaying = new AdamW(0.5, 0.9, 0.999, 1e-8, 0.5);
        decaying.step(p, p.zeros(), decaying.start(p, groups));
        return p.flat().toFloatVector();
    }

    @Test
    void weightDecaySparesBiasesAndNormalisation() {
        assertThat(decayed(ParameterGroups.defaults())).containsExactly(0.75f, 0.75f, 1, 1, 0.75f);
    }

    @Test
    void weightDecayIsSetByName() {
        assertThat(decayed(ParameterGroups.defaults().weightDecay("*.bias", 1).weightDecay("1.*", 2)))
                .containsExactly(0.75f, 0.75f, 0.75f, 0.5f, 0.5f);
        assertThat(decayed(ParameterGroups.defaults().weightDecay("*", 0))).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void groupsHaveTheirOwnLearningRate() {
        ParameterGroups groups =
                ParameterGroups.defaults().learningRate("0.*", 0.5).learningRate("1.weight", 2);
        assertThat(step(new Sgd(0.25), groups)).containsExactly(0.875f, 0.875f, 0.875f, 0.75f, 0.5f);
    }

    @Test
    void theLastSettingCounts() {
        ParameterGroups groups = ParameterGroups.defaults()
                .learningRate("*", 0.5)
                .learningRate("0.bias", 2)
                .frozen("1.*");
        assertThat(step(new Sgd(0.25), groups)).containsExactly(0.875f, 0.875f, 0.5f, 1, 1);
    }

    /** A dot in a name is a dot, and no name is matched in part. */
    @Test
    void namesAreTakenLiterallyButForStars() {
        assertThat(step(new Sgd(0.25), ParameterGroups.defaults().frozen("0.w*")))
                .containsExactly(1, 1, 0.75f, 0.75f, 0.75f);
        assertThatThrownBy(() -> step(new Sgd(0.25), ParameterGroups.defaults().frozen("0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Parameter groups: there is no parameter '0'; there are [0.weight, 0.bias, 1.scale, 1.weight]");
    }

    @Test
    void aNetworkFrozenAllOverIsRefused() {
        assertThatThrownBy(() ->
                        new Sgd(0.25).start(ones(), ParameterGroups.defaults().frozen("*")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is nothing to train: [* frozen] freezes all of"
                        + " [0.weight, 0.bias, 1.scale, 1.weight]");
    }

    @Test
    void aFactorOutOfRangeIsRefused() {
        assertThatThrownBy(() -> ParameterGroups.defaults().learningRate("0.*", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameter group 0.*: learning_rate must be finite and at least 0, but is -1.0");
        assertThatThrownBy(() -> ParameterGroups.defaults().weightDecay("0.*", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameter group 0.*: weight_decay must be finite and at least 0, but is NaN");
    }
}
