package dev.inercia.examples.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.examples.pad.Answer.Maps;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.train.Listener;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DigitReaderTest {

    private static final SyntheticDigits DIGITS = SyntheticDigits.generate(1_000, 1);

    private static Network network;
    private static DigitReader reader;

    /** Trained, so that normalisations have running averages. */
    @BeforeAll
    static void train() {
        Recipe recipe = new Recipe(4, 6, 8, 2, 0.015, 1);
        network = recipe.network();
        recipe.train(network, DIGITS.dataset(), new Listener() {});
        reader = new DigitReader(network, 7);
    }

    private static byte[] pixels(int digit) {
        return Arrays.copyOfRange(DIGITS.pixels(), 784 * digit, 784 * (digit + 1));
    }

    private static float[] values(byte[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = (pixels[i] & 255) / 255f;
        }
        return values;
    }

    @Test
    void readsAsTheNetworkPredicts() {
        for (int i = 0; i < 20; i++) {
            Answer answer = reader.read(pixels(i), null);
            assertThat(answer.probabilities()).containsExactly(network.predict(values(pixels(i))), within(1e-6f));
            assertThat(answer.digit()).isEqualTo(Integer.parseInt(network.classify(values(pixels(i)))));
            assertThat(answer.about()).isEqualTo(answer.digit());
            assertThat(answer.version()).isEqualTo(7);
            assertThat(answer.pixels()).isEqualTo(pixels(i));
        }
    }

    /** The strongest evidence against central differences of the logit. */
    @Test
    void evidenceIsTheGradientTimesThePixel() {
        byte[] pixels = pixels(3);
        float[] values = values(pixels);
        for (int about : List.of(0, 3, 8)) {
            byte[] evidence = reader.read(pixels, about).evidence();
            double[] expected = new double[784];
            for (int i = 0; i < 784; i++) {
                expected[i] = values[i] == 0 ? 0 : values[i] * slope(values, i, about);
            }
            double most = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertThat(most).isPositive();
            // Kinks of ReLU and pooling lie within a step here and there.
            List<Integer> strongest = IntStream.range(0, 784)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -Math.abs(expected[i])))
                    .limit(40)
                    .toList();
            double off = 0;
            for (int i : strongest) {
                off += Math.abs(evidence[i] - 127 * expected[i] / most) / 40;
            }
            assertThat(off).as("mean difference, of 127, about " + about).isLessThan(5);
            for (int i = 0; i < 784; i++) {
                assertThat(values[i] == 0 && evidence[i] != 0).isFalse();
            }
        }
    }

    private static double slope(float[] values, int i, int about) {
        float step = 0.005f;
        double[] logits = new double[2];
        Pass pass = Pass.predicting(network, 1);
        for (int side = 0; side < 2; side++) {
            float[] near = values.clone();
            near[i] += side == 0 ? -step : step;
            logits[side] =
                    pass.logits(Nd4j.createFromArray(new float[][] {near})).getDouble(0, about);
        }
        return (logits[1] - logits[0]) / (2 * step);
    }

    @Test
    void mapsAreWhatLayersGive() {
        Pass pass = Pass.inspecting(network, 1);
        pass.predict(Nd4j.createFromArray(new float[][] {values(pixels(5))}));
        List<Maps> maps = reader.read(pixels(5), null).maps();
        assertThat(maps)
                .extracting(Maps::title)
                .containsExactly("Layer 1, 4 maps of 12 × 12", "Layer 2, 6 maps of 10 × 10");
        INDArray first = pass.output(1);
        double most = first.maxNumber().doubleValue();
        Maps shown = maps.get(0);
        assertThat(shown.values()).hasSize(4 * 12 * 12);
        for (int[] at : new int[][] {{0, 0, 0}, {5, 7, 1}, {11, 11, 3}, {6, 6, 2}}) {
            int value = shown.values()[at[2] * 144 + at[0] * 12 + at[1]] & 255;
            assertThat((double) value).isCloseTo(255 * first.getDouble(0, at[0], at[1], at[2]) / most, within(0.51));
        }
    }

    @Test
    void aNetworkWithoutImagesHasNoMaps() {
        Network dense =
                Network.input(784).layer(new Dense(10)).output(new Softmax()).build();
        Answer answer = new DigitReader(dense, 1).read(pixels(0), 4);
        assertThat(answer.maps()).isEmpty();
        assertThat(answer.about()).isEqualTo(4);
        INDArray weight = dense.parameters().get("0.weight");
        int most = IntStream.range(0, 784)
                .boxed()
                .max(Comparator.comparingDouble(i -> Math.abs(weight.getDouble(i, 4) * (pixels(0)[i] & 255))))
                .orElseThrow();
        assertThat((int) answer.evidence()[most]).isEqualTo(weight.getDouble(most, 4) > 0 ? 127 : -127);
    }

    @Test
    void nothingIsReadOutOfNothing() {
        Answer blank = reader.read(new byte[784], null);
        assertThat(blank.evidence()).containsOnly((byte) 0);
    }
}
