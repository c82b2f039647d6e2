package dev.inercia.nn.metric;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The predictions and targets of a batch, copied to the heap row by row. */
final class Pairs {

    private final Memory memory = Memory.create();
    private double[] predictions = {};
    private double[] targets = {};
    private double[] weights;
    private float[] floats = {};
    private int rows;
    private int columns;
    private boolean isLabels;

    /**
     * Reads a batch.
     *
     * @param outputs the name of the last axis of the predictions, for messages
     */
    void read(INDArray predictionArray, INDArray targetArray, double[] rowWeights, String outputs) {
        int rank = predictionArray.rank();
        if (rank < 2 || predictionArray.isEmpty()) {
            throw new IllegalArgumentException("Expected predictions of shape [rows, " + outputs + "], but got "
                    + Arrays.toString(predictionArray.shape()));
        }
        read(predictionArray, targetArray, rowWeights, Math.toIntExact(predictionArray.size(rank - 1)));
    }

    /** Reads a batch of values, which may be {@code [rows]} for a single output. */
    void readValues(INDArray predictionArray, INDArray targetArray, double[] rowWeights) {
        if (predictionArray.rank() == 1 && Arrays.equals(predictionArray.shape(), targetArray.shape())) {
            read(predictionArray, targetArray, rowWeights, 1);
        } else {
            read(predictionArray, targetArray, rowWeights, "outputs");
        }
    }

    private void read(INDArray predictionArray, INDArray targetArray, double[] rowWeights, int last) {
        int rank = predictionArray.rank();
        int count = Math.toIntExact(predictionArray.length() / last);
        long[] labels = Arrays.copyOf(predictionArray.shape(), Math.max(1, rank - 1));
        boolean areLabels = Arrays.equals(targetArray.shape(), labels);
        if (!areLabels && !Arrays.equals(targetArray.shape(), predictionArray.shape())) {
            throw new IllegalArgumentException("Expected targets of shape " + Arrays.toString(labels) + " or "
                    + Arrays.toString(predictionArray.shape()) + ", but got " + Arrays.toString(targetArray.shape()));
        }
        if (rowWeights != null && rowWeights.length != count) {
            throw new IllegalArgumentException(
                    "Expected a weight for each of " + count + " rows, but got " + rowWeights.length);
        }
        rows = count;
        columns = last;
        isLabels = areLabels;
        weights = rowWeights;
        predictions = load(predictionArray, predictions);
        targets = load(targetArray, targets);
    }

    private double[] load(INDArray array, double[] previous) {
        int length = Math.toIntExact(array.length());
        double[] values = previous.length >= length ? previous : new double[length];
        if (array.dataType() == DataType.DOUBLE) {
            memory.at(Layout.rowMajor(array, DataType.DOUBLE)).get(0, values, 0, length);
            return values;
        }
        if (floats.length < length) {
            floats = new float[length];
        }
        memory.at(Layout.rowMajor(array, DataType.FLOAT)).get(0, floats, 0, length);
        for (int i = 0; i < length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** True if there is one target per row, false if there is one per output. */
    boolean isLabels() {
        return isLabels;
    }

    /** The weight of a row. */
    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** The predictions, {@code rows * columns} numbers. */
    double[] predictions() {
        return predictions;
    }

    /** The targets, {@code rows} or {@code rows * columns} numbers. */
    double[] targets() {
        return targets;
    }

    double prediction(int row, int column) {
        return predictions[row * columns + column];
    }

    double target(int row, int column) {
        return targets[row * columns + column];
    }
}
