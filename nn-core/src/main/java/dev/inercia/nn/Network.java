package dev.inercia.nn;

import dev.inercia.nn.check.CanIgnoreReturnValue;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.Weights;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Shape;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * <p>Predicting is stateless and safe from any number of threads, and parameters may be read at the same time. Only the
 * training thread writes parameters; to predict during training, use a {@link #copy()}.
 */
@SuppressWarnings("varargs") // what load gets is only read
public final class Network {

    private final Architecture architecture;
    private final Parameters parameters;
    private final Predictors predictors;

    private Network(Architecture architecture, Parameters parameters) {
        this.architecture = architecture;
        this.parameters = parameters;
        predictors = new Predictors(this);
    }

    /**
     * Starts building a network for examples of this shape: {@code input(784)} for features,
     * {@code input(28, 28, 1)} for images (height, width, channels).
     */
    public static NetworkBuilder input(int... shape) {
        return new NetworkBuilder(Shape.of(shape));
    }

    /** A network of this architecture, its parameters initialised from the seed as the layers specify. */
    public static Network of(Architecture architecture, long seed) {
        Network network = zeros(architecture);
        FirstValues.draw(network, seed);
        NetworkFile.warnIfNotSavable(architecture);
        return network;
    }

    /** A network of this architecture with all parameters 0, for the caller to fill. */
    static Network zeros(Architecture architecture) {
        return new Network(architecture, Parameters.zeros(architecture.type(), architecture.segments()));
    }

    /** The layers and shapes of the network, without its parameters. */
    public Architecture architecture() {
        return architecture;
    }

    /** The live parameters: writing to them changes the network. */
    public Parameters parameters() {
        return parameters;
    }

    /** This architecture with other parameters of the same layout, such as averaged ones; shares them, no copy. */
    @CheckReturnValue
    public Network with(Parameters others) {
        if (!others.segments().equals(parameters.segments()) || others.type() != parameters.type()) {
            throw new IllegalArgumentException("Expected parameters " + parameters.segments() + " of type "
                    + parameters.type() + ", but got " + others.segments() + " of type " + others.type());
        }
        return new Network(architecture, others);
    }

    /** A copy with its own parameters; it shares no mutable state. */
    @CheckReturnValue
    public Network copy() {
        return new Network(architecture, parameters.copy());
    }

    /**
     * Predicts a batch of examples; with a softmax output, the results are probabilities.
     *
     * @param x {@code [examples, input...]}, finite; other data types and memory layouts are converted
     * @return {@code [examples, output...]}, a new array
     * @throws IllegalArgumentException if the shape does not fit or a value is not finite
     */
    public INDArray predict(INDArray x) {
        int rows = Math.toIntExact(x.rank() == 0 ? 1 : x.size(0));
        INDArray result =
                Nd4j.create(architecture.type(), architecture.outputShape().toArrayShape(rows), 'c');
        predictors.predict(x, result);
        return result;
    }

    /**
     * Predicts one example into a given array; allocates nothing.
     *
     * @param x {@code input.size()} finite numbers, in row-major order
     * @param result {@code output.size()} numbers, overwritten
     * @throws IllegalArgumentException if a length does not fit or a value is not finite
     */
    public void predict(float[] x, float[] result) {
        predictors.predict(x, result);
    }

    /** Predicts one example, see {@link #predict(float[], float[])}; returns {@code output.size()} numbers. */
    public float[] predict(float[] x) {
        float[] result = new float[architecture.outputShape().size()];
        predict(x, result);
        return result;
    }

    /**
     * Predicts many examples, see {@link #predict(INDArray)}.
     *
     * @param x {@code [examples][input.size()]}
     * @return {@code [examples][output.size()]}
     */
    public float[][] predict(float[][] x) {
        return JavaArrays.floats(predict(JavaArrays.examples(x, architecture)), x.length);
    }

    /** See {@link #predict(float[][])}. */
    public double[][] predict(double[][] x) {
        return JavaArrays.doubles(predict(JavaArrays.examples(x, architecture)), x.length);
    }

    /**
     * Predicts all examples of a data set, in order; ignores its targets.
     *
     * @return {@code [examples, output...]}, a new array
     */
    public INDArray predict(Dataset data) {
        return predictors.predict(data);
    }

    /**
     * The class of an example: the one with the largest output, each output divided by its threshold if thresholds are
     * set. With a single output, the second class if the output is at or above the threshold.
     *
     * @param x as in {@link #predict(float[], float[])}
     * @return the name given with {@link NetworkBuilder#classes}; without names, the index as text
     * @throws IllegalStateException if the network predicts NaN
     */
    public String classify(float[] x) {
        return classify(new float[][] {x}).get(0);
    }

    /** The class of every example, in order, see {@link #classify(float[])}. */
    public List<String> classify(float[][] x) {
        return architecture.classes(predict(JavaArrays.examples(x, architecture)));
    }

    /** See {@link #classify(float[][])}. */
    public List<String> classify(double[][] x) {
        return architecture.classes(predict(JavaArrays.examples(x, architecture)));
    }

    /** See {@link #classify(float[][])}; if an output has several axes, one class per row. */
    public List<String> classify(INDArray x) {
        return architecture.classes(predict(x));
    }

    /** See {@link #classify(float[][])}. */
    public List<String> classify(Dataset data) {
        return architecture.classes(predict(data));
    }

    /** The labels of every example, any number each: those with an output at or above the threshold. */
    public List<List<String>> labels(double[][] x) {
        return architecture.labels(predict(JavaArrays.examples(x, architecture)));
    }

    /** See {@link #labels(double[][])}. */
    public List<List<String>> labels(float[][] x) {
        return architecture.labels(predict(JavaArrays.examples(x, architecture)));
    }

    /** See {@link #labels(double[][])}. */
    public List<List<String>> labels(Dataset data) {
        return architecture.labels(predict(data));
    }

    /**
     * This network with other thresholds, sharing its parameters: {@code network.thresholds(0.2)} predicts yes at a
     * probability of 0.2 or more. {@link #save} stores thresholds, and {@link #evaluate} applies them.
     *
     * @param values one per output, in (0, 1); none for the default: yes at 0.5 or more, and the class with the largest
     *     output
     */
    @CheckReturnValue
    public Network thresholds(double... values) {
        return new Network(architecture.withThresholds(values), parameters);
    }

    /**
     * Measures the predictions for a data set.
     *
     * @return the same metric, updated with all of the data
     */
    public <M extends Metric> M evaluate(Dataset data, M metric) {
        new Evaluator(this, data).run(metric);
        return metric;
    }

    /**
     * Checks that a loss suits this network: it is fused with no other output activation, and applies to the outputs.
     *
     * @throws IllegalArgumentException naming both sides
     */
    public void requireFits(Loss loss) {
        Requirements.require(architecture, loss);
    }

    /**
     * Checks that data fits the network.
     *
     * @param what the data's name in the message, such as "training data"
     * @throws IllegalArgumentException naming both sides and the layer
     */
    public void requireFits(Dataset data, String what) {
        Requirements.require(architecture, data, what);
    }

    /** As {@link #requireFits(Dataset, String)}; also checks that all targets are in the loss's domain. */
    public void requireFits(Dataset data, Loss loss, String what) {
        requireFits(data, what);
        Requirements.requireTargets(architecture, loss, data, what);
    }

    /** A table of layers, output shapes, parameter counts and sizes, and the memory per example that training needs. */
    public String summary() {
        return Summary.of(this);
    }

    /**
     * Saves the configuration and all parameters to one safetensors file. Atomic: on failure the old file stays.
     *
     * @throws IllegalArgumentException if a layer, activation or initialiser is not a record
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public void save(Path file) {
        save(file, Map.of());
    }

    /** As {@link #save(Path)}, with custom entries that {@code Weights.read(file).metadata()} returns. */
    public void save(Path file, Map<String, String> metadata) {
        NetworkFile.save(this, file, metadata);
    }

    /**
     * Loads a network, bit for bit as it was saved. Logs a warning if another tool rewrote the file, because its
     * content is then not verified.
     *
     * @param file written by {@link #save}
     * @param custom your own layers, activations and initialisers that the file may contain; no other class is
     *     instantiated
     * @throws java.io.UncheckedIOException if the file cannot be read, has another format, was truncated or altered, or
     *     names an unknown layer; the message says which
     */
    @SafeVarargs
    public static Network load(Path file, Class<? extends Record>... custom) {
        return NetworkFile.load(file, List.of(custom));
    }

    /** As {@link #load(Path, Class...)}, such as from a jar resource. Reads to the end; does not close the stream. */
    @SafeVarargs
    public static Network load(InputStream in, Class<? extends Record>... custom) {
        return NetworkFile.load(in, List.of(custom));
    }

    /**
     * Loads another tool's weights into this network, with PyTorch's names and layouts; see the README. All or nothing.
     *
     * @return the layers and weights that matched, and those that did not
     * @throws IllegalArgumentException if only some of them fit, unless the mapping is {@link WeightMapping#partial}
     */
    @CanIgnoreReturnValue
    public WeightReport load(Weights weights, WeightMapping mapping) {
        return new WeightLoader(this, weights).load(mapping);
    }

    @Override
    public String toString() {
        return architecture.toString();
    }
}
