package dev.inercia.mnist.synthetic;

import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.image.DigitImage;
import dev.inercia.mnist.synthetic.PaperDigits.Picture;
import dev.inercia.mnist.synthetic.PaperDigits.Style;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * How many of a thousand pictures a network trained on MNIST reads, by style: {@code PaperDigitsReport [pictures a
 * style, by default 50] [seed, by default 1] [directory, for the pictures misread]}.
 */
public final class PaperDigitsReport {

    private PaperDigitsReport() {}

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Mnist mnist = Mnist.load();
        Network network = network(mnist);
        System.out.printf(Locale.ROOT, "| style | plain resizing | DigitImage | refused |%n|---|--:|--:|--:|%n");
        PaperDigits paper = new PaperDigits(seed);
        Path file = Files.createTempFile("digit", "");
        int[] sum = new int[3];
        for (Style style : Style.values()) {
            int[] right = new int[3];
            for (Picture picture : paper.make(style, count)) {
                Files.write(file, picture.file());
                right[0] += predicted(network, resized(picture.file())) == picture.digit() ? 1 : 0;
                int seen = -1;
                try {
                    seen = predicted(network, DigitImage.read(file));
                } catch (IllegalArgumentException e) {
                    right[2]++;
                }
                right[1] += seen == picture.digit() ? 1 : 0;
                if (seen != picture.digit() && args.length > 2) {
                    String name = style + "-" + picture.digit() + "-as-" + seen + "-" + System.nanoTime();
                    Files.write(Path.of(args[2]).resolve(name), picture.file());
                }
            }
            row(style.name().toLowerCase(Locale.ROOT).replace('_', ' '), right);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += right[i];
            }
        }
        row("all", sum);
        Files.delete(file);
    }

    private static void row(String name, int[] right) {
        System.out.printf(Locale.ROOT, "| %s | %d | %d | %d |%n", name, right[0], right[1], right[2]);
    }

    private static Network network(Mnist mnist) {
        Network network = Network.input(784)
                .layer(new Dense(100, new Relu()))
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(1)
                .build();
        var history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .batchSize(32)
                .epochs(10)
                .seed(1)
                .validation(mnist.test())
                .train(mnist.train());
        System.out.println(history.last().orElseThrow());
        return network;
    }

    private static int predicted(Network network, float[] digit) {
        float[] probabilities = network.predict(digit);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** What one does first: grey, 28 x 28, ink bright. */
    private static float[] resized(byte[] file) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
        BufferedImage small = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture.getScaledInstance(28, 28, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        float[] grey = new float[784];
        float sum = 0;
        for (int i = 0; i < 784; i++) {
            int rgb = small.getRGB(i % 28, i / 28);
            grey[i] = (0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff)) / 255;
            sum += grey[i];
        }
        for (int i = 0; i < 784 && sum > 392; i++) {
            grey[i] = 1 - grey[i];
        }
        return grey;
    }
}
