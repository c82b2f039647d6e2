package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A file of format 1, which the version wrote whose networks were flat lists of layers: kept as it was written. */
class FlatNetworkFileTest {

    @TempDir
    private Path directory;

    /** The layer in the file: in its time its parameters were declared by itself, under the names they have now. */
    record Pair(Dense first, Dense second) implements Layer {

        @Override
        public List<Child> children(Shape input) {
            return List.of(new Child("first", first, input), new Child("second", second, first.output(input)));
        }

        @Override
        public Shape output(Shape input) {
            return second.output(first.output(input));
        }

        @Override
        public Bound bind(Binding binding) {
            return binding.chain("first", "second");
        }
    }

    private Path file() throws IOException {
        Path file = directory.resolve("network-format-1.bin");
        try (InputStream resource = getClass().getResourceAsStream("network-format-1.bin")) {
            Files.copy(resource, file);
        }
        return file;
    }

    @Test
    void isStillRead() throws IOException {
        Network network = Network.load(file(), Pair.class, RunningMean.class);
        assertThat(network.parameters().segments())
                .extracting(segment -> segment.name() + segment.shape())
                .containsExactly(
                        "0.first.weight[3, 4]",
                        "0.first.bias[4]",
                        "0.second.weight[4, 2]",
                        "0.second.bias[2]",
                        "1.mean[2]",
                        "3.weight[2, 2]",
                        "3.bias[2]");
        assertThat(network.parameters().get("1.mean").toFloatVector()).containsExactly(0.25f, -0.5f);
        assertThat(network.parameters().get("0.second.weight").getFloat(0, 0)).isEqualTo(1.1936097f);
        INDArray x = Nd4j.createFromArray(new float[][] {{0.3f, -1.2f, 0.8f}, {1.5f, 0.1f, -0.4f}});
        assertThat(network.predict(x).ravel().toDoubleVector())
                .as("what it predicted then")
                .containsExactly(new double[] {0.5689463, 0.43105367, 0.6938954, 0.30610457}, within(1e-6));
    }

    @Test
    void isWrittenAsTheFormatOfToday() throws IOException {
        Network network = Network.load(file(), Pair.class, RunningMean.class);
        Path today = directory.resolve("today");
        network.save(today);
        Network again = Network.load(today, Pair.class, RunningMean.class);
        assertThat(again.architecture()).isEqualTo(network.architecture());
        assertThat(again.parameters().flat().toFloatVector())
                .isEqualTo(network.parameters().flat().toFloatVector());
        assertThat(again.parameters().buffers().toFloatVector())
                .isEqualTo(network.parameters().buffers().toFloatVector());
    }
}
