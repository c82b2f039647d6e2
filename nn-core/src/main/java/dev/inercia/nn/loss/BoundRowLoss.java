package dev.inercia.nn.loss;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Brings predictions and targets to the heap, where a {@link RowLoss} computes, and the gradient back. */
final class BoundRowLoss implements Loss.Bound {

    private final RowLoss loss;
    private final int rows;
    private final Shape outputs;
    private final DataType type;
    private final Memory predictions = Memory.create();
    private final Memory targets = Memory.create();
    private final Memory gradients = Memory.create();
    private final Tile p;
    private final Tile t;
    private final Tile g;
    private final Tile labels;
    private INDArray knownTarget;
    private boolean isLabels;

    BoundRowLoss(RowLoss loss, int rows, Shape outputs, DataType type) {
        this.loss = loss;
        this.rows = rows;
        this.outputs = outputs;
        this.type = type;
        p = new Tile(type, rows, outputs.size());
        t = new Tile(type, rows, outputs.size());
        g = new Tile(type, rows, outputs.size());
        labels = new Tile(type, rows, 1);
    }

    /** Refuses outputs that are not one row of classes. */
    static void requireClasses(Loss loss, Shape outputs) {
        if (outputs.rank() != 1 || outputs.size() < 2) {
            throw new IllegalArgumentException(loss + " needs a network with outputs [classes], at least two, but got "
                    + outputs + ": for a single output use Sigmoid and SigmoidBinaryCrossEntropy");
        }
    }

    @Override
    public double apply(INDArray prediction, INDArray target, INDArray gradient) {
        checkTarget(target);
        p.load(predictions.at(prediction), 0, rows);
        targets.at(Layout.rowMajor(target, type));
        if (isLabels) {
            labels.load(targets, 0, rows);
            toOneHot();
        } else {
            t.load(targets, 0, rows);
        }
        int columns = outputs.size();
        double value = p.isFloat()
                ? loss.apply(p.floats(), t.floats(), g.floats(), rows, columns)
                : loss.apply(p.doubles(), t.doubles(), g.doubles(), rows, columns);
        g.store(gradients.at(gradient), 0);
        return value;
    }

    private void checkTarget(INDArray target) {
        if (target == knownTarget) {
            return;
        }
        isLabels = outputs.rank() > 0 && target.rank() == 1 && target.size(0) == rows;
        if (target.dataType() != type || !(isLabels || outputs.matches(target, rows))) {
            throw new IllegalArgumentException(loss + ": expected targets as " + type + " class indices [" + rows
                    + "] or values " + Arrays.toString(outputs.toArrayShape(rows)) + ", but got " + target.dataType()
                    + " "
                    + Arrays.toString(target.shape()) + ": convert them with castTo, or reshape them");
        }
        knownTarget = target;
    }

    /** One output tells two classes apart: its target is the class index itself. */
    private void toOneHot() {
        t.clear();
        int columns = outputs.size();
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
