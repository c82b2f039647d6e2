package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.R2;
import dev.inercia.nn.tensor.Shape;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    /** Arrays that the library hands out stay its own: closing one, as try-with-resources does, changes nothing. */
    @Test
    void whatIsHandedOutCannotBeClosed() {
        Network network = network();
        Network same = network();
        Dataset data = Dataset.of(new float[][] {{1, 2, 3}, {4, 5, 6}}, new int[] {0, 1});
        Pass pass = Pass.training(network, 2, new SoftmaxCrossEntropy(), 0);
        Pass alone = Pass.training(same, 2, new SoftmaxCrossEntropy(), 0);
        Batches batches = data.batches(2);
        Batch batch = batches.get(0);
        for (int i = 0; i < 3; i++) {
            double loss = pass.loss(batch);
            pass.backward();
            for (INDArray handedOut : List.of(
                    batch.features(),
                    batch.targets(),
                    pass.outputs(),
                    pass.output(0),
                    pass.output("1"),
                    pass.logits(batch.features()),
                    pass.predict(batch.features()),
                    pass.gradients().flat(),
                    pass.gradients().get("0.weight"),
                    network.parameters().flat(),
                    network.parameters().get("1.bias"),
                    network.parameters().get("0.weight").reshape(12))) {
                handedOut.close();
            }
            List<INDArray> others = stuff();
            assertThat(pass.loss(batches.get(0))).isEqualTo(loss);
            pass.backward();
            alone.loss(data.batches(2).get(0));
            alone.backward();
            assertThat(pass.gradients().flat().toFloatVector())
                    .isEqualTo(alone.gradients().flat().toFloatVector());
            others.forEach(other -> assertThat(other.toFloatVector()).containsOnly(7));
        }
    }

    /** Arrays that would lie where freed ones were. */
    private static List<INDArray> stuff() {
        List<INDArray> others = new ArrayList<>();
        for (int size : new int[] {1, 2, 4, 6, 8, 10, 12, 22}) {
            for (int i = 0; i < 20; i++) {
                others.add(Nd4j.valueArrayOf(new long[] {size}, 7f, DataType.FLOAT));
            }
        }
        return others;
    }

    /** What a layer of a user's own sees and hands on, closed at any time. */
    private record Closing(String what) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray own = Nd4j.ones(binding.type(), binding.rows(), 4);
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    x.close();
                    if (what.equals("output before")) {
                        own.close();
                    }
                    return own;
                }

                @Override
                public INDArray backward(INDArray dy) {
                    dy.close();
                    INDArray dx = dy.dup();
                    if (what.equals("gradient")) {
                        dx.close();
                    }
                    if (what.equals("output")) {
                        own.close();
                    }
                    return dx;
                }
            };
        }
    }

    private static Pass closing(String what) {
        Network network = Network.input(3)
                .layer(new Dense(4))
                .layer(new Closing(what))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        return Pass.training(network, 5, new SoftmaxCrossEntropy(), 0);
    }

    @Test
    void whatALayerClosesIsRefusedOrHarmless() {
        INDArray x = Nd4j.ones(DataType.FLOAT, 5, 3);
        INDArray y = Nd4j.zeros(DataType.FLOAT, 5);
        Pass harmless = closing("nothing of its own");
        for (int i = 0; i < 2; i++) {
            harmless.loss(x, y);
            harmless.backward();
        }
        assertThatThrownBy(() -> closing("output before").loss(x, y)).hasMessage(CLOSED);
        Pass gradient = closing("gradient");
        gradient.loss(x, y);
        assertThatThrownBy(gradient::backward).hasMessage(CLOSED);
        Pass output = closing("output");
        output.loss(x, y);
        output.backward();
        assertThatThrownBy(() -> output.loss(x, y)).hasMessage(CLOSED);
    }

    @Test
    void closedArraysAreRefusedAtEveryDoor() {
        INDArray x = Nd4j.ones(DataType.FLOAT, 5, 3);
        INDArray y = Nd4j.zeros(DataType.FLOAT, 5);
        INDArray values = Nd4j.ones(DataType.FLOAT, 5, 2);
        Pass pass = Pass.training(network(), 5, new SoftmaxCrossEntropy(), 0);
        Pass other = Pass.training(network(), 5, new SoftmaxCrossEntropy(), 0);
        pass.loss(x, y);
        other.loss(x, values);
        INDArray open = x.dup();
        INDArray probabilities = Nd4j.valueArrayOf(new long[] {5, 2}, 0.5f, DataType.FLOAT);
        for (INDArray array : new INDArray[] {x, y, values}) {
            array.close();
        }
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> pass.loss(x, y),
                () -> pass.loss(open, y),
                () -> other.loss(open, values),
                () -> pass.predict(x),
                () -> pass.logits(x),
                () -> network().predict(x),
                () -> new Accuracy().add(values, y, null),
                () -> new Accuracy().add(probabilities, y, null),
                () -> new R2().add(values, probabilities, null),
                () -> Dataset.of(x, Nd4j.zeros(5)),
                () -> Dataset.of(open, y),
                () -> Dataset.of(open, values),
                () -> Dataset.ofOneHot(open, values),
                () -> Dataset.ofLabels(open, values, 2))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(CLOSED);
        }
    }

    @Test
    @SuppressWarnings("try") // being open is all that the workspace is for
    void anArrayWhoseWorkspaceHasEndedIsRefused() {
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        Pass pass = Pass.predicting(network(), 5);
        INDArray x;
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "ended")) {
            x = Nd4j.ones(DataType.FLOAT, 5, 3);
            pass.predict(x);
        }
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> pass.predict(x), () -> network().predict(x))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected an array whose workspace is open, but its scope has ended: copy what is used"
                            + " longer with detach()");
        }
    }

    /** What has to be converted is copied: the copy must not end with a workspace, for the way back reads it. */
    @Test
    @SuppressWarnings("try") // being open is all that the workspace is for
    void aCopyOfTheInputOutlivesTheWorkspace() {
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        Pass pass = Pass.training(network(), 5, new SoftmaxCrossEntropy(), 0);
        Pass expected = Pass.training(network(), 5, new SoftmaxCrossEntropy(), 0);
        INDArray x = Nd4j.linspace(DataType.FLOAT, 1, 0.1, 15).reshape('c', 5, 3);
        INDArray y = Nd4j.zeros(DataType.FLOAT, 5);
        expected.loss(x, y);
        expected.backward();
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "copy")) {
            pass.loss(x.dup('f'), y);
        }
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "copy")) {
            Nd4j.valueArrayOf(new long[] {1000}, 7f, DataType.FLOAT);
        }
        pass.backward();
        assertThat(pass.gradients().flat()).isEqualTo(expected.gradients().flat());
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
