package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.RowLoss;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Compares the gradients of a layer, activation or loss with central differences, in DOUBLE: its input gradient and
 * those of all parameters. Tests a custom layer in one line:
 *
 * <pre>{@code
 * GradientCheck.of(new Gate(), 3).verify();
 * }</pre>
 *
 * <p>For a layer, the number to differentiate is the sum of its outputs, weighted with fixed random factors. Inputs are
 * uniform in [-2, 2]; parameters are their initial values, moved by up to 0.25. Every run gives the same numbers. If
 * one of them lies next to a kink, such as 0 for a rectifier, choose another seed. Layers run in training mode: their
 * random draws are the same for all differences, and the running statistics do not change.
 */
@CheckReturnValue
public final class GradientCheck {

    private static final int ROWS = 4;
    /** Largest distance of parameters from their initial values, which may all be 0. */
    private static final double MOVED = 0.25;

    private final String what;
    private final Layer layer;
    private final Loss loss;
    private final Shape shape;
    private final double from;
    private final double to;
    private final double tolerance;
    private final long seed;

    private GradientCheck(
            String what, Layer layer, Loss loss, Shape shape, double from, double to, double tolerance, long seed) {
        this.what = what;
        this.layer = layer;
        this.loss = loss;
        this.shape = shape;
        this.from = from;
        this.to = to;
        this.tolerance = tolerance;
        this.seed = seed;
    }

    private static GradientCheck of(Object what, Layer layer, Loss loss, int[] shape) {
        return new GradientCheck(what.toString(), layer, loss, Shape.of(shape), -2, 2, 1e-7, 0);
    }

    /**
     * Checks a layer.
     *
     * @param input the shape of one example's input, without the batch
     */
    public static GradientCheck of(Layer layer, int... input) {
        return of(layer, layer, new WeightedSum(), input);
    }

    /**
     * Checks an activation.
     *
     * @param input the shape of one example, without the batch
     */
    public static GradientCheck of(Activation activation, int... input) {
        return of(activation, new Activate(activation), new WeightedSum(), input);
    }

    /**
     * Checks a loss: its gradient with respect to the predictions, or to the logits if it is fused with an activation.
     * Targets are values that sum to 1 in each row, and class indices if the loss accepts them.
     *
     * @param outputs the shape of one example's prediction, without the batch
     */
    public static GradientCheck of(Loss loss, int... outputs) {
        return of(loss, null, loss, outputs);
    }

    /** A copy with inputs or predictions in this range, for functions not defined everywhere. */
    public GradientCheck inputs(double least, double most) {
        Range.aboveZero("GradientCheck", "most - least", most - least);
        return new GradientCheck(what, layer, loss, shape, least, most, tolerance, seed);
    }

    /** A copy that allows {@code |gradient - difference| <= tolerance * max(1, |difference|)} (default 1e-7). */
    public GradientCheck tolerance(double value) {
        Range.aboveZero("GradientCheck", "tolerance", value);
        return new GradientCheck(what, layer, loss, shape, from, to, value, seed);
    }

    /** A copy with other random numbers (default seed 0). */
    public GradientCheck seed(long value) {
        return new GradientCheck(what, layer, loss, shape, from, to, tolerance, value);
    }

    /**
     * Runs the check.
     *
     * @throws AssertionError naming the gradient with the largest error, its position, and the expected value
     * @throws IllegalArgumentException if the input does not fit
     */
    public void verify() {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = network(random);
        long[] outputs = network.architecture().outputShape().toArrayShape(ROWS);
        if (layer != null) {
            new CentralDifferences(what, network, loss, tolerance).compare(uniform(random, -1, 1, outputs));
            return;
        }
        INDArray values = uniform(random, 0.1, 1, outputs);
        boolean takesValues = compareIfTaken(network, values.div(values.sum(true, -1)));
        // A loss written in ND4J calls may silently broadcast class indices that it does not support.
        if (!takesValues || loss instanceof RowLoss) {
            int classes = Math.max(2, (int) outputs[outputs.length - 1]);
            INDArray labels = uniform(random, 0, classes, Arrays.copyOf(outputs, outputs.length - 1));
            if (!compareIfTaken(network, Transforms.floor(labels)) && !takesValues) {
                throw new IllegalArgumentException("GradientCheck of " + what
                        + ": it takes neither class indices nor values as targets for outputs of shape " + shape);
            }
        }
    }

    private Network network(SplittableRandom random) {
        Layer input = new CheckedInput(ROWS);
        Sequential layers = layer == null ? new Sequential(input) : new Sequential(input, layer);
        Activation output = loss.fusedWith().orElse(new Identity());
        Network network = Network.of(new Architecture(shape, layers, output, DataType.DOUBLE), seed);
        for (Segment segment : network.parameters().segments()) {
            if (segment.isTrained()) {
                INDArray values = network.parameters().get(segment.name());
                boolean isInput = segment.layer() == 0;
                values.addi(uniform(random, isInput ? from : -MOVED, isInput ? to : MOVED, values.shape()));
            }
        }
        return network;
    }

    private boolean compareIfTaken(Network network, INDArray targets) {
        try {
            Pass.evaluating(network, ROWS, loss).loss(CentralDifferences.noInput(network, ROWS), targets);
        } catch (RuntimeException e) {
            return false; // a custom loss may reject such targets with any exception
        }
        new CentralDifferences(what, network, loss, tolerance).compare(targets);
        return true;
    }

    private static INDArray uniform(SplittableRandom random, double least, double most, long... shape) {
        double[] values = random.doubles(Arrays.stream(shape).reduce(1, (a, b) -> a * b), least, most)
                .toArray();
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    /** Feeds a parameter as the input, so that the input is differentiated like any parameter. */
    private record CheckedInput(int rows) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            int[] one = input.dimensions();
            int[] all = new int[one.length + 1];
            all[0] = rows;
            System.arraycopy(one, 0, all, 1, one.length);
            return List.of(Parameter.weight("input", Shape.of(all), new Fans(1, 1), new Zeros()));
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray values = binding.parameter("input");
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return values;
                }

                @Override
                public INDArray backward(INDArray dy) {
                    binding.gradient("input").assign(dy);
                    return null;
                }
            };
        }
    }

    /** The outputs, each multiplied by its target, and summed: depends on every output. */
    private record WeightedSum() implements Loss {

        @Override
        public Bound bind(int rows, Shape outputs, DataType type) {
            return (prediction, factors, weights, gradient) -> {
                gradient.assign(factors);
                return prediction.mul(factors).sumNumber().doubleValue();
            };
        }
    }
}
