package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;

/** Builds a {@link Network}; start with {@link Network#input}. */
public final class NetworkBuilder {

    private final Shape input;
    private final List<Layer> layers = new ArrayList<>();
    private Activation output = new Identity();
    private DataType type = DataType.FLOAT;
    private Labels labels = Labels.NONE;
    private long seed;
    private boolean isChannelsLast;

    NetworkBuilder(Shape input) {
        this.input = input;
    }

    /** Appends a layer. */
    public NetworkBuilder layer(Layer layer) {
        layers.add(Objects.requireNonNull(layer, "layer"));
        return this;
    }

    /** Sets the output activation (default identity); {@code new Softmax()} for a classifier. */
    public NetworkBuilder output(Activation activation) {
        output = Objects.requireNonNull(activation, "activation");
        return this;
    }

    /**
     * Sets the class names (default none), as in {@code .classes(training.classNames())}: one per output, or two (no,
     * yes) for a single output. The network then classifies by name, and rejects data with other names.
     */
    public NetworkBuilder classes(List<String> names) {
        labels = new Labels(names, labels.thresholds());
        return this;
    }

    /** See {@link #classes(List)}. */
    public NetworkBuilder classes(String... names) {
        return classes(List.of(names));
    }

    /** Sets the data type: FLOAT (default) or DOUBLE. */
    public NetworkBuilder type(DataType dataType) {
        type = Objects.requireNonNull(dataType, "dataType");
        return this;
    }

    /** Sets the seed for the initial parameters (default 0). */
    public NetworkBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** Confirms that images are channels last, for an input shape that looks like channels first. */
    public NetworkBuilder channelsLast() {
        isChannelsLast = true;
        return this;
    }

    /**
     * Checks the shapes and creates the network.
     *
     * @throws IllegalArgumentException if a layer does not fit the previous one, or if images seem to be channels first
     */
    public Network build() {
        Architecture architecture = new Architecture(input, layers, output, type).with(labels);
        if (!isChannelsLast) {
            Requirements.requireChannelsLast(architecture);
        }
        return Network.of(architecture, seed);
    }
}
