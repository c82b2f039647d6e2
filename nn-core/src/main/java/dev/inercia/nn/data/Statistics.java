package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Memory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Mean, spread and range of each column of a data set's features or targets. Columns are the last axis: a feature, or the
 * channel of an image, over all examples and all other axes. Weights are not heeded.
 */
public final class Statistics {

    private final double[] mean;
    private final double[] squares;
    private final double[] least;
    private final double[] most;
    private long count;

    private Statistics(int columns) {
        mean = new double[columns];
        squares = new double[columns];
        least = new double[columns];
        most = new double[columns];
    }

    /** Those of the features. */
    public static Statistics ofFeatures(Dataset data) {
        Statistics statistics =
                new Statistics(data.features().dimension(data.features().rank() - 1));
        for (Batch batch : data.batches(Checks.batchSize(data), DataType.DOUBLE)) {
            double[] rows = new double[batch.rows() * data.features().size()];
            Memory.of(batch.features()).get(0, rows, 0, rows.length);
            statistics.add(rows);
        }
        return statistics;
    }

    /**
     * Those of the targets.
     *
     * @throws IllegalArgumentException if they are class indices
     */
    public static Statistics ofTargets(Dataset data) {
        if (data.classes() > 0) {
            throw new IllegalArgumentException("Expected targets that are values, but they are indices of "
                    + data.classes() + " classes, which have no mean");
        }
        Statistics statistics = new Statistics(
                data.targets().rank() == 0
                        ? 1
                        : data.targets().dimension(data.targets().rank() - 1));
        data.forEachTarget((target, example) -> statistics.add(target));
        return statistics;
    }

    /** Adds rows: running means and sums of squared differences from them, which large values with a small spread survive. */
    private void add(double[] rows) {
        for (int from = 0; from < rows.length; from += mean.length) {
            double share = 1.0 / ++count;
            for (int j = 0; j < mean.length; j++) {
                double x = rows[from + j];
                double difference = x - mean[j];
                mean[j] += difference * share;
                squares[j] += difference * (x - mean[j]);
                least[j] = count == 1 ? x : Math.min(least[j], x);
                most[j] = count == 1 ? x : Math.max(most[j], x);
            }
        }
    }

    /** The mean of each column. */
    public double[] mean() {
        return mean.clone();
    }

    /** The standard deviation of each column, from squares divided by their number; exactly 0 for a constant one. */
    public double[] deviation() {
        double[] deviation = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            deviation[j] = least[j] == most[j] ? 0 : Math.sqrt(squares[j] / count);
        }
        return deviation;
    }

    /** The least value of each column. */
    public double[] least() {
        return least.clone();
    }

    /** The greatest value of each column. */
    public double[] most() {
        return most.clone();
    }
}
