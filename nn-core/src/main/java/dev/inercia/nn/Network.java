package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network: layers whose shapes fit, and their parameters.
 *
 * <pre>{@code
 * Network network = Network.input(784)
 *         .layer(new Dense(30, new Sigmoid()))
 *         .layer(new Dense(10))
 *         .output(new Softmax())
 *         .seed(1)
 *         .build();
 * }</pre>
 *
 * <p>Predicting is stateless: any number of threads may. Parameters may be read while others predict; only the thread
 * that trains writes them, and whoever predicts meanwhile does so on a {@link #copy()}.
 */
public final class Network {

    private final Architecture architecture;
    private final Parameters parameters;
    private final Predictors predictors = new Predictors(this);

    private Network(Architecture architecture, Parameters parameters) {
        this.architecture = architecture;
        this.parameters = parameters;
    }

    /**
     * Begins a network whose examples have this shape: {@code input(784)} for features, {@code input(28, 28, 1)} for
     * images, height, width, channels.
     */
    public static Builder input(int... shape) {
        return new Builder(Shape.of(shape));
    }

    /** A network of this architecture whose parameters start as its layers say, drawn from the seed. */
    public static Network of(Architecture architecture, long seed) {
        Network network = zeros(architecture);
        int index = 0;
        for (LayerTree node : architecture.tree().all().toList()) {
            for (Parameter p : node.parameters()) {
                double[] values =
                        p.initializer().values(p.shape(), p.fans(), Seeds.INITIALIZATION.generator(seed, index++));
                if (values.length != p.shape().size() || !isFinite(values, architecture.type())) {
                    throw new IllegalArgumentException(node.name() + ": initialiser " + p.initializer()
                            + " of parameter '" + p.name() + "' must give "
                            + p.shape().size()
                            + " finite values, but gave " + values.length
                            + (values.length == p.shape().size() ? ", some not finite" : ""));
                }
                INDArray rowByRow = Nd4j.createFromArray(values)
                        .castTo(architecture.type())
                        .reshape('c', p.shape().toArrayShape());
                network.parameters.get(node.path(p.name())).assign(rowByRow);
            }
        }
        NetworkFile.warnIfNotSavable(architecture);
        return network;
    }

    private static boolean isFinite(double[] values, DataType type) {
        return Arrays.stream(values)
                .allMatch(value -> type == DataType.FLOAT ? Float.isFinite((float) value) : Double.isFinite(value));
    }

    /** A network of this architecture whose parameters are all 0, to be filled. */
    static Network zeros(Architecture architecture) {
        return new Network(architecture, Parameters.zeros(architecture.type(), architecture.segments()));
    }

    /** What the network is, without its numbers. */
    public Architecture architecture() {
        return architecture;
    }

    /** The parameters themselves; writing to them changes the network. */
    public Parameters parameters() {
        return parameters;
    }

    /** The same network on other parameters of the same layout, shared: averaged ones, for example. */
    @CheckReturnValue
    public Network with(Parameters others) {
        if (!others.segments().equals(parameters.segments()) || others.type() != parameters.type()) {
            throw new IllegalArgumentException("Expected parameters " + parameters.segments() + " of type "
                    + parameters.type() + ", but got " + others.segments() + " of type " + others.type());
        }
        return new Network(architecture, others);
    }

    /** A copy that shares nothing that changes. */
    @CheckReturnValue
    public Network copy() {
        return new Network(architecture, parameters.copy());
    }

    /**
     * Predictions for many examples: probabilities, where the output activation is a softmax.
     *
     * @param x {@code [examples, input...]}, finite; another data type or memory layout is converted
     * @return {@code [examples, output...]}, a new array
     * @throws IllegalArgumentException if the shape does not fit or a value is not finite
     */
    public INDArray predict(INDArray x) {
        INDArray result = Nd4j.create(
                architecture.type(),
                architecture.outputShape().toArrayShape(Math.toIntExact(x.rank() == 0 ? 1 : x.size(0))));
        predictors.predict(x, result);
        return result;
    }

    /**
     * Predicts one example into a ready result; makes no arrays.
     *
     * @param x {@code input.size()} finite numbers, row by row
     * @param result {@code output.size()} numbers, overwritten
     * @throws IllegalArgumentException if a length does not fit or a value is not finite
     */
    public void predict(float[] x, float[] result) {
        predictors.predict(x, result);
    }

    /**
     * Measures the predictions for a data set.
     *
     * @return the metric, with all of the data taken up
     */
    public <M extends Metric> M evaluate(Dataset data, M metric) {
        new Evaluator(this, data).run(metric);
        return metric;
    }

    /**
     * Refuses a loss that is fused with another output activation than the network's, or does not apply to its outputs.
     *
     * @throws IllegalArgumentException naming both sides
     */
    public void requireFits(Loss loss) {
        Requirements.require(architecture, loss);
    }

    /**
     * Refuses data that does not fit the network.
     *
     * @param what how the message calls it, as in "training data"
     * @throws IllegalArgumentException naming both sides and the layer
     */
    public void requireFits(Dataset data, String what) {
        Requirements.require(architecture, data, what);
    }

    /**
     * Refuses data that does not fit the network, or whose targets are outside the loss's domain.
     *
     * @param what how the message calls it, as in "training data"
     * @throws IllegalArgumentException naming the example
     */
    public void requireFits(Dataset data, Loss loss, String what) {
        Requirements.require(architecture, data, what);
        Requirements.requireTargets(architecture, loss, data, what);
    }

    /** A table of layers, output shapes, parameters and their memory. */
    public String summary() {
        return Summary.of(this);
    }

    /**
     * Saves the network, its configuration and all its numbers, to one file, in the safetensors format. Atomic: a
     * failure leaves what was there.
     *
     * @throws IllegalArgumentException if a layer, activation or initialiser is not a record
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public void save(Path file) {
        NetworkFile.save(this, file);
    }

    /**
     * Loads a network, bit for bit as it was saved.
     *
     * @param file written by {@link #save}
     * @param custom the layers, activations and initialisers of one's own that may occur in it; no other class is made
     * @throws java.io.UncheckedIOException if the file cannot be read, is no such file, was truncated or altered, or
     *     names a layer that is not known; the message says which
     */
    @SafeVarargs
    public static Network load(Path file, Class<? extends Record>... custom) {
        List<Class<? extends Record>> records = new ArrayList<>();
        for (Class<? extends Record> record : custom) {
            records.add(record);
        }
        return NetworkFile.load(file, records);
    }

    /** What the network is, without its numbers, on one line. */
    @Override
    public String toString() {
        return architecture.toString();
    }

    /** Puts a network together. */
    public static final class Builder {

        private final Shape input;
        private final List<Layer> layers = new ArrayList<>();
        private Activation output = new Identity();
        private DataType type = DataType.FLOAT;
        private long seed;
        private boolean isChannelsLast;

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds a layer on top of those before. */
        public Builder layer(Layer layer) {
            layers.add(Objects.requireNonNull(layer, "layer"));
            return this;
        }

        /** The output activation, by default the identity; {@code new Softmax()} for a classifier. */
        public Builder output(Activation activation) {
            output = Objects.requireNonNull(activation, "activation");
            return this;
        }

        /** The data type: FLOAT, the default, or DOUBLE. */
        public Builder type(DataType dataType) {
            type = Objects.requireNonNull(dataType, "dataType");
            return this;
        }

        /** The seed that the first parameters are drawn from, by default 0. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Confirms that images are channels last, where the input looks as if they were channels first. */
        public Builder channelsLast() {
            isChannelsLast = true;
            return this;
        }

        /**
         * The network.
         *
         * @throws IllegalArgumentException if a layer does not fit on the one before, or if images seem to be channels
         *     first
         */
        public Network build() {
            Architecture architecture = new Architecture(input, layers, output, type);
            if (!isChannelsLast) {
                Requirements.requireChannelsLast(architecture);
            }
            return Network.of(architecture, seed);
        }
    }
}
