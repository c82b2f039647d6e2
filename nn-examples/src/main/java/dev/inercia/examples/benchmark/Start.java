package dev.inercia.examples.benchmark;

import dev.inercia.nn.Network;
import dev.inercia.nn.tensor.Segment;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes the first parameters of our network for the contestants that start from them: {@code start.bin}, big-endian
 * 32-bit floats, in the order of the layers, weight before bias, in PyTorch's layout.
 */
final class Start {

    private Start() {}

    static void write(Path directory, Task task) {
        Network network = Ours.network(task);
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(directory.resolve(Inputs.START))))) {
            int channels = 0;
            boolean isFlattened = false;
            for (Segment segment : network.parameters().segments()) {
                if (!segment.isTrained()) {
                    continue; // running statistics start at 0 and 1 everywhere
                }
                INDArray values = network.parameters().get(segment.name());
                if (values.rank() == 4) {
                    channels = (int) values.size(3);
                    values = values.permute(3, 2, 0, 1);
                } else if (values.rank() == 2) {
                    boolean isBehindImage = task.layers().contains("flatten") && !isFlattened;
                    values = isBehindImage ? channelsFirst(values, channels) : values.transpose();
                    isFlattened |= isBehindImage;
                }
                for (float value : values.dup('c').data().asFloat()) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From {@code [places * channels, units]} to {@code [units, channels, places]}. */
    private static INDArray channelsFirst(INDArray weight, int channels) {
        long units = weight.size(1);
        return weight.dup('c')
                .reshape('c', weight.size(0) / channels, channels, units)
                .permute(2, 1, 0);
    }
}
