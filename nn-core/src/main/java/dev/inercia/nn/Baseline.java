package dev.inercia.nn;

import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of guessing: the loss of the best constant output, the same for every example. For a cross-entropy that
 * output is the base rate of each class, for a squared error the mean of the targets. A network whose loss is no lower
 * has learned nothing from its features.
 *
 * <p>Uses at most {@value #SAMPLE} evenly spaced examples, or all of them if the targets are class indices without
 * weights.
 *
 * @param guess the loss of the best constant output; found by gradient descent, so never below the true minimum
 * @param perfect the loss of outputs equal to the targets
 * @param scale the unit for comparing losses, above 0: {@code guess - perfect}; if all targets are alike, a fraction of
 *     the loss of an output of 0
 */
public record Baseline(double guess, double perfect, double scale) {

    private static final int SAMPLE = 2000;
    private static final int DESCENT_STEPS = 40;
    /** Guessing counts as perfect up to this fraction of the loss of an output of 0. */
    private static final double NEGLIGIBLE = 1e-7;

    private static final double ALL_ALIKE = 0.1;
    /** Stands in for a probability of 0, whose logarithm is infinite. */
    private static final double NEXT_TO_ZERO = 1e-30;

    /**
     * Computes the losses of guessing and of perfect outputs for this data.
     *
     * @throws IllegalArgumentException if data or loss do not fit the network
     */
    public static Baseline of(Network network, Loss loss, Dataset data) {
        network.requireFits(data, "data");
        Shape output = network.architecture().outputShape();
        DataType type = network.architecture().type();
        int columns = output.rank() == 0 ? 1 : output.dimension(output.rank() - 1);
        Examples examples = examples(data, output, type);
        double[] values = values(data, examples.targets, columns);
        double perfect = perfect(loss, examples, values, output, type, columns);
        Constant constant = new Constant(network, loss, examples, output, columns);
        double guess = constant.lowest(candidates(values, examples, columns));
        double nothing = constant.loss(new double[columns]);
        boolean isMuchToLearn = guess - perfect > NEGLIGIBLE * (nothing - perfect);
        double scale = isMuchToLearn ? guess - perfect : ALL_ALIKE * (nothing - perfect);
        return new Baseline(guess, perfect, Math.max(scale, Float.MIN_NORMAL + Math.ulp((float) guess)));
    }

    /** The fraction learned at this loss: 0 for guessing, 1 for perfect outputs. */
    public double learned(double loss) {
        return (perfect + scale - loss) / scale;
    }

    /**
     * Targets and their weights.
     *
     * @param weights one per row of the output; null if unweighted
     */
    private record Examples(INDArray targets, double[] weights, int count) {}

    private static Examples examples(Dataset data, Shape output, DataType type) {
        int[] rows = IntStream.range(0, Math.min(SAMPLE, data.size()))
                .map(i -> (int) ((long) i * data.size() / Math.min(SAMPLE, data.size())))
                .toArray();
        Batch batch = data.batch(rows.length, type);
        batch.gather(rows, 0);
        double[] weights = new RowWeights(rows.length, output).of(batch);
        if (weights == null && data.classes() > 0 && data.targets().rank() == 0) {
            double[] counts = new double[data.classes()];
            data.forEachTarget((label, example) -> counts[(int) label[0]]++);
            double[] labels = IntStream.range(0, counts.length).asDoubleStream().toArray();
            return new Examples(array(labels, type, counts.length), counts, counts.length);
        }
        return new Examples(batch.targets(), weights == null ? null : weights.clone(), rows.length);
    }

    private static INDArray array(double[] values, DataType type, long... shape) {
        INDArray array = Memory.zeros(type, shape).array();
        array.assign(org.nd4j.linalg.factory.Nd4j.createFromArray(values)
                .castTo(type)
                .reshape(shape));
        return array;
    }

    /** The targets as values; class indices become one-hot rows. */
    private static double[] values(Dataset data, INDArray targets, int columns) {
        double[] given = targets.dup('c').data().asDouble();
        if (data.classes() == 0 || columns == 1) {
            return given;
        }
        double[] oneHot = new double[given.length * columns];
        for (int i = 0; i < given.length; i++) {
            oneHot[i * columns + (int) given[i]] = 1;
        }
        return oneHot;
    }

    private static double perfect(
            Loss loss, Examples examples, double[] values, Shape output, DataType type, int columns) {
        boolean isFused = loss.fusedWith().isPresent();
        boolean isSoftmax = loss.fusedWith().filter(Softmax.class::isInstance).isPresent();
        double[] outputs = !isFused ? values : logits(values, isSoftmax);
        long[] shape = output.toArrayShape(examples.count);
        INDArray gradient = Memory.zeros(type, shape).array();
        return loss.bind(examples.count, output, type)
                .apply(array(outputs, type, shape), examples.targets, examples.weights, gradient);
    }

    private static double[] logits(double[] probabilities, boolean isSoftmax) {
        return Arrays.stream(probabilities)
                .map(p ->
                        Math.log(Math.max(p, NEXT_TO_ZERO)) - (isSoftmax ? 0 : Math.log(Math.max(1 - p, NEXT_TO_ZERO))))
                .toArray();
    }

    /** Starting points for the descent: zeros, means, medians, and the base rates as logits. */
    private static List<double[]> candidates(double[] values, Examples examples, int columns) {
        double[] mean = new double[columns];
        double[] median = new double[columns];
        double total = 0;
        int rows = values.length / columns;
        for (int i = 0; i < rows; i++) {
            double weight = examples.weights == null ? 1 : examples.weights[i];
            total += weight;
            for (int j = 0; j < columns; j++) {
                mean[j] += weight * values[i * columns + j];
            }
        }
        for (int j = 0; j < columns; j++) {
            mean[j] /= total == 0 ? 1 : total;
            int column = j;
            median[j] = IntStream.range(0, rows)
                    .mapToDouble(i -> values[i * columns + column])
                    .sorted()
                    .toArray()[rows / 2];
        }
        return List.of(new double[columns], mean, median, logits(mean, true), logits(mean, false));
    }

    /** A constant in place of a network's logits, the input of its output activation. */
    private static final class Constant {

        private final Head head;
        private final Examples examples;
        private final INDArray logits;
        private final double[] row;
        private final double[] all;

        Constant(Network network, Loss loss, Examples examples, Shape output, int columns) {
            this.examples = examples;
            DataType type = network.architecture().type();
            head = new Head(network, examples.count, loss, true);
            logits = Memory.zeros(type, output.toArrayShape(examples.count)).array();
            row = new double[columns];
            all = new double[(int) logits.length()];
        }

        private double loss(double[] constant) {
            for (int i = 0; i < all.length; i++) {
                all[i] = constant[i % constant.length];
            }
            logits.assign(array(all, logits.dataType(), logits.shape()));
            head.at(logits);
            return head.loss(examples.targets, examples.weights);
        }

        /** The gradient of the last loss, summed over rows. */
        private double[] gradient() {
            double[] each = head.backward().dup('c').data().asDouble();
            double[] sum = new double[row.length];
            for (int i = 0; i < each.length; i++) {
                sum[i % sum.length] += each[i];
            }
            return sum;
        }

        /** Descends from the best candidate; the step size doubles when the loss falls, and is quartered if not. */
        double lowest(List<double[]> candidates) {
            double[] best = candidates.get(0);
            double lowest = Double.POSITIVE_INFINITY;
            for (double[] candidate : candidates) {
                double loss = loss(candidate);
                if (loss < lowest) {
                    lowest = loss;
                    best = candidate;
                }
            }
            double size = 1;
            double[] gradient = null;
            for (int step = 0; step < DESCENT_STEPS && Double.isFinite(lowest); step++) {
                if (gradient == null) {
                    loss(best);
                    gradient = gradient();
                }
                double[] next = best.clone();
                for (int j = 0; j < next.length; j++) {
                    next[j] -= size * gradient[j];
                }
                double loss = loss(next);
                if (loss < lowest) {
                    lowest = loss;
                    best = next;
                    gradient = null;
                    size *= 2;
                } else {
                    size /= 4;
                }
            }
            return lowest;
        }
    }
}
