package dev.inercia.nn.metric;

import dev.inercia.nn.check.Probabilities;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads predictions and targets as scores and classes. The predicted class has the largest score of its row; with a
 * single score, 0.5 and above is class 1. NaN ranks below every number.
 */
final class Classes {

    /** No class: all scores of the row are NaN. */
    static final int NONE = -1;

    private final Pairs pairs = new Pairs();
    /** One per score; null for the default. */
    private double[] thresholds;

    /** Receives those of the network; null for the default. */
    void thresholds(double[] values) {
        thresholds = values;
    }

    void read(INDArray predictions, INDArray targets, double[] weights) {
        pairs.read(predictions, targets, weights, "classes");
        for (int row = 0; row < rows(); row++) {
            if (weight(row) > 0) {
                requireClass(row);
            }
        }
    }

    /** Refuses problems without classes. */
    static void requireClasses(String metric, Problem problem) {
        if (problem == Problem.MULTI_LABEL) {
            throw new IllegalArgumentException(
                    metric + " measures classes, but several sigmoids over values that are not"
                            + " declared are a multi-label problem: if every example has exactly one class, give the data as class"
                            + " indices or with Dataset.ofOneHot; otherwise use MultiLabel");
        }
        if (problem == Problem.REGRESSION) {
            throw new IllegalArgumentException(metric + " measures classes, but these targets are values: if they are"
                    + " classes, give them as class indices or with Dataset.ofOneHot; otherwise use R2 or Rmse");
        }
    }

    private void requireClass(int row) {
        double[] targets = pairs.targets();
        if (columns() == 1) {
            double target = targets[row];
            if (target != 0 && target != 1) {
                throw new IllegalArgumentException("Expected targets of 0 or 1 for a single output, but that of row "
                        + row + " is " + target + ": accuracy is defined for classes only");
            }
        } else if (pairs.isLabels()) {
            double target = targets[row];
            if (!(target >= 0 && target < count() && target == (int) target)) {
                throw new IllegalArgumentException("Expected class indices from 0 to " + (count() - 1)
                        + ", but the target of row " + row + " is " + target);
            }
        } else {
            requireProbabilities(row);
        }
    }

    private void requireProbabilities(int row) {
        int from = row * columns();
        if (!Probabilities.isDistribution(pairs.targets(), from, from + columns())) {
            throw new IllegalArgumentException(
                    "Expected class indices, one-hot rows or probabilities that sum to 1, but"
                            + " the targets of row " + row + " are "
                            + Arrays.toString(Arrays.copyOfRange(pairs.targets(), from, from + columns()))
                            + ": classes are declared by class indices or Dataset.ofOneHot; for several labels per example use"
                            + " MultiLabel");
        }
    }

    int rows() {
        return pairs.rows();
    }

    private int columns() {
        return pairs.columns();
    }

    double weight(int row) {
        return pairs.weight(row);
    }

    /** The number of classes: one per score, two for a single score. */
    int count() {
        return Math.max(2, columns());
    }

    /** The class with the highest score, or {@link #NONE} if all scores are NaN. */
    int predicted(int row) {
        return largest(pairs.predictions(), row, thresholds);
    }

    int actual(int row) {
        return pairs.isLabels() ? (int) pairs.targets()[row] : largest(pairs.targets(), row, null);
    }

    /** The number of classes that rank above this one; ties go to the lower index, NaN ranks lowest. */
    int rank(int row, int actual) {
        int rank = 0;
        double score = pairs.prediction(row, actual);
        if (Double.isNaN(score)) {
            return columns();
        }
        for (int j = 0; j < columns(); j++) {
            double other = pairs.prediction(row, j);
            if (other > score || (other == score && j < actual)) {
                rank++;
            }
        }
        return rank;
    }

    /** In relation to their thresholds, if there are any. */
    private int largest(double[] values, int row, double[] by) {
        int from = row * columns();
        if (columns() == 1) {
            return Double.isNaN(values[from]) ? NONE : values[from] >= (by == null ? 0.5 : by[0]) ? 1 : 0;
        }
        int best = NONE;
        double largest = Double.NaN;
        for (int j = 0; j < columns(); j++) {
            double value = by == null ? values[from + j] : values[from + j] / by[j];
            if (best == NONE ? !Double.isNaN(value) : value > largest) {
                best = j;
                largest = value;
            }
        }
        return best;
    }
}
