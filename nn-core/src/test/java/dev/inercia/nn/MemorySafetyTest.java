package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What must never happen to memory that others own: reading it after it was given back, or keeping it. */
class MemorySafetyTest {

    private static final String CLOSED =
            "Expected an open array, but it was closed: close arrays only when nobody uses them any more";

    private static Network network() {
        return Network.input(3)
                .layer(new Dense(4))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
    }

    @Test
    void aClosedArrayIsRefused() {
        Network network = network();
        INDArray x = Nd4j.ones(DataType.FLOAT, 5, 3);
        network.predict(x);
        x.close();
        assertThatThrownBy(() -> network.predict(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(CLOSED);
    }

    @Test
    void anInputClosedBeforeTheWayBackIsRefused() {
        Pass pass = Pass.training(network(), 5, new SoftmaxCrossEntropy(), 0);
        INDArray x = Nd4j.ones(DataType.FLOAT, 5, 3);
        pass.loss(x, Nd4j.zeros(DataType.FLOAT, 5));
        x.close();
        assertThatThrownBy(pass::backward)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(CLOSED);
    }

    @Test
    void closedParametersAreRefused() {
        Network network = network();
        Pass pass = Pass.predicting(network, 1);
        INDArray x = Nd4j.ones(DataType.FLOAT, 1, 3);
        pass.predict(x);
        network.parameters().flat().close();
        assertThatThrownBy(() -> pass.predict(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(CLOSED);
    }

    /** Buffers made while a workspace is open must not lie in it: they are used again when it is not. */
    @Test
    @SuppressWarnings("try") // being open is all that the workspaces are for
    void anOpenWorkspaceHoldsNothingOfOurs() {
        WorkspaceConfiguration configuration = WorkspaceConfiguration.builder()
                .initialSize(1 << 20)
                .policyLearning(LearningPolicy.NONE)
                .build();
        INDArray x = Nd4j.ones(DataType.FLOAT, 4, 3);
        float[][] expected = network().predict(x).toFloatMatrix();
        Network network;
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "user")) {
            network = network();
            network.predict(x);
            assertThat(network.parameters().flat().isAttached()).isFalse();
        }
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "user")) {
            INDArray theirs = Nd4j.valueArrayOf(new long[] {1000}, 7f, DataType.FLOAT);
            assertThat(network.predict(x).toFloatMatrix()).isDeepEqualTo(expected);
            assertThat(theirs.toFloatVector()).containsOnly(7f);
        }
    }

    /** Predicting keeps no caller's array alive: native memory would grow with every size of input. */
    @Test
    void predictingKeepsNoArray() {
        Network network = network();
        WeakReference<INDArray> x = predictOnce(network);
        for (int i = 0; i < 50 && x.get() != null; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(x.get()).isNull();
        assertThat(network.predict(Nd4j.ones(DataType.FLOAT, 1, 3)).shape()).containsExactly(1, 2);
    }

    private static WeakReference<INDArray> predictOnce(Network network) {
        INDArray x = Nd4j.ones(DataType.FLOAT, 64, 3);
        network.predict(x);
        return new WeakReference<>(x);
    }

    @Test
    void aPassThatHasSeenNothingSaysSo() {
        Pass pass = Pass.training(network(), 1, new SoftmaxCrossEntropy(), 0);
        String message = "This pass has seen no batch yet: call loss(x, targets) first";
        assertThatThrownBy(pass::outputs)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(pass::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }
}
