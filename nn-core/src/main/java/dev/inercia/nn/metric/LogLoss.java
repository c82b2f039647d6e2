package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Probabilities;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean negative logarithm of the probability of the right class: the cross-entropy of activated outputs. Clips
 * probabilities to 2^-52 away from 0 and 1, and divides each row by its sum. Targets may be probabilities.
 */
public final class LogLoss implements Metric {

    /** The machine epsilon of a double. */
    private static final double LEAST = 0x1p-52;

    private final Pairs pairs = new Pairs();
    private double sum;
    private double weight;
    private int rows;

    @Override
    public String name() {
        return "log loss";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    @CheckReturnValue
    public LogLoss fresh() {
        return new LogLoss();
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("LogLoss", problem);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        pairs.read(predictions, targets, weights, "classes");
        for (int row = 0; row < pairs.rows(); row++) {
            if (pairs.weight(row) > 0) {
                sum += pairs.weight(row) * (pairs.columns() == 1 ? ofOne(row) : ofClasses(row));
                weight += pairs.weight(row);
                rows++;
            }
        }
    }

    private double ofOne(int row) {
        double target = pairs.targets()[row];
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException(
                    "LogLoss: expected targets from 0 to 1 for a single output, but row " + row + " has " + target);
        }
        double p = probability(row, 0);
        return -(target * Math.log(p) + (1 - target) * Math.log(1 - p));
    }

    private double ofClasses(int row) {
        int columns = pairs.columns();
        double label = pairs.isLabels() ? pairs.targets()[row] : -1;
        boolean isRight = pairs.isLabels()
                ? label >= 0 && label < columns && label == (int) label
                : Probabilities.isDistribution(pairs.targets(), row * columns, (row + 1) * columns);
        if (!isRight) {
            throw new IllegalArgumentException("LogLoss: expected class indices from 0 to " + (columns - 1)
                    + ", one-hot rows or probabilities that sum to 1, but the target of row " + row + " is "
                    + (pairs.isLabels() ? label : "not"));
        }
        double total = 0;
        double loss = 0;
        for (int j = 0; j < columns; j++) {
            double p = probability(row, j);
            double target = pairs.isLabels() ? (j == label ? 1 : 0) : pairs.target(row, j);
            total += p;
            loss -= target == 0 ? 0 : target * Math.log(p);
        }
        return loss + Math.log(total);
    }

    private double probability(int row, int column) {
        double p = pairs.prediction(row, column);
        if (p < 0 || p > 1) {
            throw new IllegalArgumentException("LogLoss: expected probabilities, but the prediction of row " + row
                    + " is " + p + ": build the network with .output(new Softmax()) or, for a single output, Sigmoid");
        }
        return Math.max(LEAST, Math.min(1 - LEAST, p));
    }

    @Override
    public double value() {
        Share.requireRows(this, rows);
        return sum / weight;
    }

    /** For example {@code log loss 0.3123}. */
    @Override
    public String toString() {
        return Text.of(this, rows);
    }
}
