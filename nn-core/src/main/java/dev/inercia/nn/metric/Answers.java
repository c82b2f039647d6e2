package dev.inercia.nn.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads predictions and targets as yes or no, one per output. */
final class Answers {

    private final Pairs pairs = new Pairs();
    private final String metric;
    /** NaN for the network's, or the default. */
    private final double threshold;
    /** One per output; null for the default. */
    private double[] thresholds;

    /** Uses the thresholds of the network, or the default. */
    Answers(String metric) {
        this(metric, Double.NaN);
    }

    /** Uses this threshold, whatever the network's. */
    Answers(String metric, double threshold) {
        this.metric = metric;
        this.threshold = threshold;
    }

    /** Receives those of the network; null for the default. */
    void thresholds(double[] values) {
        thresholds = values;
    }

    private double threshold(int column) {
        if (!Double.isNaN(threshold)) {
            return threshold;
        }
        return thresholds == null ? BinaryAccuracy.THRESHOLD : thresholds[column];
    }

    void read(INDArray predictions, INDArray targets, double[] weights) {
        pairs.read(predictions, targets, weights, "outputs");
        if (pairs.isLabels() && pairs.columns() > 1) {
            throw new IllegalArgumentException(
                    metric + ": expected a target for each of " + pairs.columns() + " outputs, but got one per row");
        }
        for (int row = 0; row < rows(); row++) {
            for (int j = 0; weight(row) > 0 && j < columns(); j++) {
                double target = pairs.target(row, j);
                if (!(target >= 0 && target <= 1)) {
                    throw new IllegalArgumentException(metric + ": expected targets from 0 (no) to 1 (yes), but row "
                            + row + " has " + target + ": for values use R2 or Rmse");
                }
            }
        }
    }

    int rows() {
        return pairs.rows();
    }

    int columns() {
        return pairs.columns();
    }

    double weight(int row) {
        return pairs.weight(row);
    }

    /** True if the prediction is yes; false if it is NaN. */
    boolean predicted(int row, int column) {
        return pairs.prediction(row, column) >= threshold(column);
    }

    boolean actual(int row, int column) {
        return pairs.target(row, column) >= 0.5;
    }
}
