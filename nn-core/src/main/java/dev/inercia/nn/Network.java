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
 * <p>Predicting is stateless: any number of threads may. Parameters may be read while others predict; only the thread
 * that trains writes them, and whoever predicts meanwhile does so on a {@link #copy()}.
 */
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
     * Begins a network whose examples have this shape: {@code input(784)} for features, {@code input(28, 28, 1)} for
     * images, height, width, channels.
     */
    public static NetworkBuilder input(int... shape) {
        return new NetworkBuilder(Shape.of(shape));
    }

    /** A network of this architecture whose parameters start as its layers say, drawn from the seed. */
    public static Network of(Architecture architecture, long seed) {
        Network network = zeros(architecture);
        FirstValues.draw(network, seed);
        NetworkFile.warnIfNotSavable(architecture);
        return network;
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
        int rows = Math.toIntExact(x.rank() == 0 ? 1 : x.size(0));
        INDArray result =
                Nd4j.create(architecture.type(), architecture.outputShape().toArrayShape(rows), 'c');
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
     * Predicts all examples of a data set, in order. Its targets are not read.
     *
     * @return {@code [examples, output...]}, a new array
     */
    public INDArray predict(Dataset data) {
        return predictors.predict(data);
    }

    /**
     * The class of an example: that of the largest output, divided by its threshold if there are thresholds; with a single
     * output, the second class at the threshold or above.
     *
     * @param x as in {@link #predict(float[], float[])}
     * @return the name given with {@link NetworkBuilder#classes}, or the index as text without names
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

    /** See {@link #classify(float[][])}; if an output has several axes, one class for each of its rows. */
    public List<String> classify(INDArray x) {
        return architecture.classes(predict(x));
    }

    /** See {@link #classify(float[][])}. */
    public List<String> classify(Dataset data) {
        return architecture.classes(predict(data));
    }

    /** The labels of every example, if it may have any number: those whose output is at the threshold or above. */
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
     * The same network on the same parameters, shared, with other thresholds: {@code network.thresholds(0.2)} says yes
     * from a probability of 0.2 on. They are saved with the network, and {@link #evaluate} measures by them.
     *
     * @param values one per output, in (0, 1); none for the default: 0.5 for yes, and the largest output for a class
     */
    @CheckReturnValue
    public Network thresholds(double... values) {
        return new Network(architecture.withThresholds(values), parameters);
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

    /** See {@link #requireFits(Dataset, String)}; refuses targets outside the loss's domain too, naming the example. */
    public void requireFits(Dataset data, Loss loss, String what) {
        Requirements.require(architecture, data, what);
        Requirements.requireTargets(architecture, loss, data, what);
    }

    /** A table of layers, output shapes, parameters and their memory, and the memory that training needs for an example. */
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
        save(file, Map.of());
    }

    /** See {@link #save(Path)}; with entries of your own, which {@code Weights.read(file).metadata()} gives back. */
    public void save(Path file, Map<String, String> metadata) {
        NetworkFile.save(this, file, metadata, Map.of());
    }

    /**
     * Loads a network, bit for bit as it was saved. Where another tool has read the file and written it again, logs that
     * its content is not verified.
     *
     * @param file written by {@link #save}
     * @param custom the layers, activations and initialisers of one's own that may occur in it; no other class is made
     * @throws java.io.UncheckedIOException if the file cannot be read, is no such file, was truncated or altered, or
     *     names a layer that is not known; the message says which
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static Network load(Path file, Class<? extends Record>... custom) {
        return NetworkFile.load(file, List.of(custom));
    }

    /** See {@link #load(Path, Class...)}: a model within a jar, for example. Reads to the end; does not close it. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static Network load(InputStream in, Class<? extends Record>... custom) {
        return NetworkFile.load(in, List.of(custom));
    }

    /**
     * Loads weights of another tool into this network, PyTorch's names and layouts; see the README. All or nothing.
     *
     * @return what matched
     * @throws IllegalArgumentException if they fit in part only, unless the mapping is {@link WeightMapping#partial}
     */
    @CanIgnoreReturnValue
    public WeightReport load(Weights weights, WeightMapping mapping) {
        return new WeightLoader(this, weights).load(mapping);
    }

    /** What the network is, without its numbers, on one line. */
    @Override
    public String toString() {
        return architecture.toString();
    }
}
