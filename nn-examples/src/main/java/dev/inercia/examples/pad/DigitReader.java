package dev.inercia.examples.pad;

import dev.inercia.examples.pad.Answer.Maps;
import dev.inercia.nn.Architecture;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads digits with a network that does not change, and explains what it reads. Thread-safe. */
final class DigitReader {

    private static final String ZEROS = "0." + Probe.ZEROS;
    /** Layers whose maps are shown. */
    private static final int MOST_LAYERS = 2;

    private final Network network;
    private final long version;
    private final Pass looking;
    private final Pass explaining;
    private final INDArray input;
    private final INDArray target = Nd4j.createFromArray(new float[1]);

    /**
     * A reader.
     *
     * @param network of 784 inputs and ten classes; nobody changes it later
     * @param version given with every answer
     */
    DigitReader(Network network, long version) {
        this.network = network;
        this.version = version;
        input = Nd4j.create(network.architecture().type(), 1, 784);
        looking = Pass.inspecting(network, 1);
        // Only the probe is trained, so normalisations use what they use when predicting.
        explaining = Pass.training(probed(network), 1, new Score(), 0, ZEROS::equals);
    }

    /** The same network behind a probe. */
    private static Network probed(Network network) {
        Architecture plain = network.architecture();
        Architecture architecture = new Architecture(
                plain.input(), new Sequential(new Probe(), plain.root()), plain.output(), plain.type());
        Network probed = Network.of(architecture, 0);
        for (Segment segment : network.parameters().segments()) {
            probed.parameters()
                    .get("1." + segment.name())
                    .assign(network.parameters().get(segment.name()));
        }
        return probed;
    }

    Network network() {
        return network;
    }

    long version() {
        return version;
    }

    /**
     * Reads a digit.
     *
     * @param pixels 784 unsigned bytes, 255 for ink
     * @param about the digit that the evidence is about; null for the one that is read
     */
    synchronized Answer read(byte[] pixels, Integer about) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 255) / 255f;
        }
        input.assign(Nd4j.createFromArray(values).reshape(1, values.length));
        float[] probabilities = looking.predict(input).ravel().toFloatVector();
        int digit = 0;
        for (int i = 1; i < probabilities.length; i++) {
            digit = probabilities[i] > probabilities[digit] ? i : digit;
        }
        List<Maps> maps = maps();
        int explained = about == null ? digit : about;
        return new Answer(
                digit, probabilities, pixels.clone(), explained, bytes(evidence(values, explained)), maps, version, 0);
    }

    /** For each pixel, how much it raises the logit of a digit: the gradient times the pixel. */
    private float[] evidence(float[] values, int about) {
        target.assign(about);
        explaining.loss(input, target);
        explaining.backward();
        float[] evidence = explaining.gradients().get(ZEROS).ravel().toFloatVector();
        for (int i = 0; i < evidence.length; i++) {
            evidence[i] *= values[i];
        }
        return evidence;
    }

    private static byte[] bytes(float[] signed) {
        float most = 0;
        for (float value : signed) {
            most = Math.max(most, Math.abs(value));
        }
        byte[] bytes = new byte[signed.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(most == 0 ? 0 : 127 * signed[i] / most);
        }
        return bytes;
    }

    private List<Maps> maps() {
        List<Maps> all = new ArrayList<>();
        List<Shape> shapes = network.architecture().shapes();
        // The first layer only makes an image of the pixels.
        for (int layer = 1; layer + 1 < shapes.size() && all.size() < MOST_LAYERS; layer++) {
            Shape shape = shapes.get(layer + 1);
            if (shape.rank() == 3) {
                all.add(maps("Layer " + (all.size() + 1), shape, looking.output(layer)));
            }
        }
        return all;
    }

    private static Maps maps(String title, Shape shape, INDArray output) {
        int height = shape.dimension(0);
        int width = shape.dimension(1);
        int channels = shape.dimension(2);
        float[] values = output.ravel().toFloatVector();
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        byte[] bytes = new byte[values.length];
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = channel; i < values.length; i += channels) {
                bytes[at++] = (byte) Math.round(most == 0 ? 0 : 255 * Math.max(0, values[i]) / most);
            }
        }
        return new Maps(title + ", " + channels + " maps of " + height + " × " + width, height, width, bytes);
    }
}
