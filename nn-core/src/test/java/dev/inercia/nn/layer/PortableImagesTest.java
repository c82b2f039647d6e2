package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** A JVM whose ground floor is the portable one computes the same with all layers for images. */
class PortableImagesTest {

    /** Prints outputs and gradients of a network of them. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            System.out.println("RESULT " + Arrays.toString(compute(DataType.FLOAT)) + ";"
                    + Arrays.toString(compute(DataType.DOUBLE)));
        }
    }

    private static double[] compute(DataType type) {
        Shape input = Shape.of(7, 6, 4);
        Layer layer = new Sequential(
                new Conv2d(4, 3, new Relu()).padding(Padding.SAME),
                new Residual(new Sequential(
                        new Conv2d(4, 3).groups(4).padding(1).withoutBias(),
                        new BatchNorm(),
                        new Activate(new Tanh()),
                        new ChannelDropout(0.2))),
                new MaxPool(2),
                new Conv2d(4, 2).groups(2).dilation(2).stride(1),
                new GroupNorm(2),
                new AveragePool(1),
                new Flatten(),
                new LayerNorm(),
                new Dropout(0.3),
                new Reshape(1, 4),
                new Conv1d(3, 3).padding(Padding.SAME));
        Network network = LayerRig.network(layer, type, input);
        LayerRig bound = LayerRig.training(network, 3);
        double[] x = rounded(uniform(3 * input.size(), -1, 1, 1), DataType.FLOAT);
        double[] y = values(bound.forward(array(type, x, input.toArrayShape(3))));
        double[] dy = rounded(uniform(y.length, -1, 1, 2), DataType.FLOAT);
        double[] dx = values(bound.backward(array(type, dy, layer.output(input).toArrayShape(3))));
        return Stream.of(y, dx, bound.gradients())
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @Test
    void computesTheSame() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dinercia.portable=true");
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        String[] results = printed.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow()
                .substring(7)
                .split(";");
        assertThat(results).hasSize(2);
        assertClose(numbers(results[0]), compute(DataType.FLOAT), 1e-5, "FLOAT");
        assertClose(numbers(results[1]), compute(DataType.DOUBLE), 1e-12, "DOUBLE");
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.substring(1, text.length() - 1).split(", "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
