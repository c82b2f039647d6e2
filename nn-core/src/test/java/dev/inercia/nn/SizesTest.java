package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What no array can hold is refused when network, pass or data set is made, before anything is computed. */
class SizesTest {

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aBatchThatALayerCannotHold() {
        Network network = Network.input(1)
                .layer(new Dense(1))
                .layer(new Dense(1 << 20))
                .layer(new Dense(1))
                .build();
        refused(
                () -> Pass.predicting(network, 4096),
                "Expected at most 2147418112 elements in one array, but the output of layer 1 (Dense) of shape"
                        + " [1048576] would need 4294967296 for 4096 examples: use at most 2047 at once");
    }

    /** A layer that needs so much scratch for each example. */
    private record Wasteful(int each) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray scratch = binding.scratch(binding.rows(), each, 2);
            throw new IllegalStateException("has " + scratch);
        }
    }

    @Test
    void scratchThatNoArrayCanHold() {
        Network network = Network.input(1).layer(new Wasteful(1 << 30)).build();
        refused(
                () -> Pass.predicting(network, 7),
                "Expected at most 2147418112 elements in one array, but layer 0 (Wasteful) needs scratch of shape [7,"
                        + " 1073741824, 2] for 7 examples: use smaller batches");
    }

    @Test
    void examplesThatNoArrayCanHold() {
        float[] row = new float[1 << 16];
        float[][] rows = new float[40_000][];
        Arrays.fill(rows, row); // 40,000 times the same
        refused(
                () -> Dataset.of(rows, new int[rows.length]),
                "Expected at most 2147418112 elements in one array, but all features of shape [65536] would need 2621440000"
                        + " for 40000 examples: use at most 32767 at once");
    }

    @Test
    void aBatchOfExamplesThatNoArrayCanHold() {
        Dataset data = Dataset.of(new float[][] {new float[1 << 16]}, new int[1]);
        assertThat(data.size()).isOne();
        refused(
                () -> data.batch(40_000, DataType.FLOAT),
                "Expected at most 2147418112 elements in one array, but the features of a batch of shape [65536] would"
                        + " need 2621440000 for 40000 examples: use at most 32767 at once");
    }
}
