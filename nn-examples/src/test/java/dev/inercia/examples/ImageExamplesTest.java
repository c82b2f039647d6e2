package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.image.Images;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples with images, run small. */
class ImageExamplesTest {

    @TempDir
    private Path directory;

    private static String printed(Runnable example) {
        PrintStream out = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } finally {
            System.setOut(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static Dataset digits() {
        return SyntheticDigits.generate(600, 1).images();
    }

    @Test
    void aFolderOfPicturesIsLearned() throws IOException {
        DrawnPictures.draw(directory, 240, 1);
        Dataset data = Images.folder(directory, 32, 32).dataset();
        assertThat(data).hasToString("240 examples [32, 32, 3], 4 classes [circle, cross, square, triangle]");
        Path picture = directory.resolve("square/3.jpg");
        String text = printed(() -> PictureFolder.run(directory, picture));
        assertThat(text)
                .containsPattern("\\d+ / 48 correct, accuracy 0\\.\\d{4}")
                .containsPattern("3\\.jpg: (circle|cross|square|triangle)\\R$");
        // A guess is right once in four; so few pictures do not teach more.
        int correct = Integer.parseInt(text.replaceAll("(?s).*\\n(\\d+) / 48 correct.*", "$1"));
        assertThat(correct).isGreaterThan(18);
    }

    @Test
    void leNetLearnsAndIsDrawn() throws IOException {
        Dataset digits = digits();
        Network network = LeNet.network(1);
        LeNet.train(LeNet.trainer(network, 3, 1), digits, 1);
        assertThat(network.evaluate(digits, new Accuracy()).value()).isGreaterThan(0.5);
        LeNet.draw(network, digits, directory.resolve("pictures"));
        BufferedImage filters =
                ImageIO.read(directory.resolve("pictures/filters.png").toFile());
        assertThat(filters.getWidth()).isEqualTo(6 + 6 * 90);
        assertThat(filters.getHeight()).isEqualTo(6 + 90);
        BufferedImage maps = ImageIO.read(directory.resolve("pictures/maps.png").toFile());
        assertThat(maps.getWidth()).isEqualTo(6 + 16 * 90);
        assertThat(maps.getHeight()).isEqualTo(6 + 3 * 90);
        assertThat(maps.getRGB(6, 6)).isEqualTo(0xffffffff); // the digit's background: 0
    }

    /** Running statistics take longer than these few steps, so only the loss tells. */
    @Test
    void theResidualNetworkLearns() {
        Network network = ResidualFashion.network(1);
        History history = ResidualFashion.train(ResidualFashion.trainer(network, 3, 1), digits().subset(0, 300), 1);
        assertThat(history.epochs().get(2).loss())
                .isLessThan(0.8 * history.epochs().get(0).loss());
    }

    @Test
    void drawnPicturesOfASeedAreTheSame() throws IOException {
        DrawnPictures.draw(directory.resolve("a"), 8, 5);
        DrawnPictures.draw(directory.resolve("b"), 8, 5);
        Path file = Path.of("cross", "1.jpg");
        assertThat(directory.resolve("a").resolve(file))
                .hasSameBinaryContentAs(directory.resolve("b").resolve(file));
        assertThat(directory.resolve("a/circle").toFile().list()).hasSize(2);
    }
}
