package dev.inercia.nn.loss;

import dev.inercia.nn.check.Probabilities;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies predictions and targets to the heap, applies a {@link RowLoss}, and copies the gradient back. */
final class BoundRowLoss implements Loss.Bound {

    private final RowLoss loss;
    private final int examples;
    private final Shape outputs;
    private final DataType type;
    /** All axes of the prediction but the last. */
    private final int rows;

    private final int columns;
    private final Memory predictions = Memory.create();
    private final Memory targets = Memory.create();
    private final Memory gradients = Memory.create();
    private final Tile p;
    private final Tile t;
    private final Tile g;
    private final Tile labels;
    private final WeightedRows weighted;
    private INDArray knownTarget;
    private boolean isLabels;

    BoundRowLoss(RowLoss loss, int examples, Shape outputs, DataType type) {
        this.loss = loss;
        this.examples = examples;
        this.outputs = outputs;
        this.type = type;
        columns = outputs.rank() == 0 ? 1 : outputs.dimension(outputs.rank() - 1);
        rows = Math.multiplyExact(examples, outputs.size() / columns);
        p = new Tile(type, rows, columns);
        t = new Tile(type, rows, columns);
        g = new Tile(type, rows, columns);
        labels = new Tile(type, rows, 1);
        weighted = new WeightedRows(loss, type, columns);
    }

    /** Refuses outputs with fewer than two classes. */
    static void requireClasses(Loss loss, Shape outputs) {
        if (outputs.rank() < 1 || outputs.dimension(outputs.rank() - 1) < 2) {
            throw new IllegalArgumentException(loss + " needs a network with outputs [classes], at least two, but got "
                    + outputs + ": for a single output use Sigmoid and SigmoidBinaryCrossEntropy");
        }
    }

    /** Refuses rows that are not probabilities. */
    static void requireProbabilities(Loss loss, double[] row) {
        if (!Probabilities.isDistribution(row, 0, row.length)) {
            throw new IllegalArgumentException(
                    loss + " needs targets that are probabilities, at least 0 and summing to 1,"
                            + " but got " + Arrays.toString(row)
                            + ": give class indices, or, for several labels per example, use"
                            + " Sigmoid and SigmoidBinaryCrossEntropy");
        }
    }

    @Override
    public double apply(INDArray prediction, INDArray target, double[] weights, INDArray gradient) {
        checkTarget(target);
        if (weights != null && weights.length != rows) {
            throw new IllegalArgumentException(loss + ": expected a weight for each of " + rows
                    + " rows of the prediction, but got " + weights.length);
        }
        p.load(predictions.at(prediction), 0, rows);
        targets.at(Layout.rowMajor(target, type));
        if (isLabels) {
            labels.load(targets, 0, rows);
            toOneHot();
        } else {
            t.load(targets, 0, rows);
        }
        double value = weights != null ? weighted.apply(p, t, g, weights) : unweighted();
        g.store(gradients.at(gradient), 0);
        return value;
    }

    private double unweighted() {
        return p.isFloat()
                ? loss.apply(p.floats(), t.floats(), g.floats(), rows, columns)
                : loss.apply(p.doubles(), t.doubles(), g.doubles(), rows, columns);
    }

    private void checkTarget(INDArray target) {
        if (target == knownTarget) {
            return;
        }
        isLabels = matchesLabels(target);
        if (target.dataType() != type || !(isLabels || outputs.matches(target, examples))) {
            long[] values = outputs.toArrayShape(examples);
            throw new IllegalArgumentException(loss + ": expected targets as " + type + " class indices "
                    + Arrays.toString(Arrays.copyOf(values, Math.max(1, values.length - 1))) + " or values "
                    + Arrays.toString(values) + ", but got " + target.dataType() + " "
                    + Arrays.toString(target.shape()) + ": convert them with castTo, or reshape them");
        }
        knownTarget = target;
    }

    /** True if the targets are shaped like the predictions without their last axis. */
    private boolean matchesLabels(INDArray target) {
        if (outputs.rank() == 0 || target.rank() != outputs.rank() || target.size(0) != examples) {
            return false;
        }
        for (int i = 1; i < target.rank(); i++) {
            if (target.size(i) != outputs.dimension(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** With one output there are two classes, and the target is the class index itself. */
    private void toOneHot() {
        t.clear();
        int classes = Math.max(2, columns);
        for (int i = 0; i < rows; i++) {
            double label = t.isFloat() ? labels.floats()[i] : labels.doubles()[i];
            if (!(label >= 0 && label < classes && label == (int) label)) {
                throw new IllegalArgumentException(loss + ": class index " + label + " of row " + i
                        + " is out of range: with " + columns + (columns == 1 ? " output" : " outputs")
                        + " expected 0 to " + (classes - 1));
            }
            int index = columns == 1 ? i : i * columns + (int) label;
            double value = columns == 1 ? label : 1;
            if (t.isFloat()) {
                t.floats()[index] = (float) value;
            } else {
                t.doubles()[index] = value;
            }
        }
    }
}
