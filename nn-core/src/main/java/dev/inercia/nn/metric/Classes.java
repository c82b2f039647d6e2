package dev.inercia.nn.metric;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads predictions and targets as scores and classes. */
final class Classes {

    /** No class: a prediction that is not a number. */
    static final int NONE = -1;

    private final Memory memory = Memory.create();
    private double[] scores = {};
    private double[] targets = {};
    private float[] floats = {};
    private int rows;
    private int columns;
    private boolean isLabels;

    void read(INDArray predictionArray, INDArray targetArray) {
        if (predictionArray.rank() != 2) {
            throw new IllegalArgumentException("Expected predictions of shape [rows, classes], but got "
                    + Arrays.toString(predictionArray.shape()));
        }
        rows = Math.toIntExact(predictionArray.size(0));
        columns = Math.toIntExact(predictionArray.size(1));
        isLabels = targetArray.rank() == 1;
        if (targetArray.size(0) != rows || !(isLabels || targetArray.equalShapes(predictionArray))) {
            throw new IllegalArgumentException("Expected targets of shape [" + rows + "] or [" + rows + ", " + columns
                    + "], but got " + Arrays.toString(targetArray.shape()));
        }
        scores = load(predictionArray, scores);
        targets = load(targetArray, targets);
        for (int row = 0; row < rows; row++) {
            requireClass(row);
        }
    }

    private void requireClass(int row) {
        int actual = actual(row);
        if (columns == 1 && targets[row] != actual) {
            throw new IllegalArgumentException("Expected targets of 0 or 1 for a single output, but that of row " + row
                    + " is " + targets[row] + ": values that are no classes have no accuracy");
        }
        if (actual < 0 || actual >= count() || (isLabels && targets[row] != actual)) {
            throw new IllegalArgumentException("Expected class indices from 0 to " + (count() - 1)
                    + ", but the target of" + " row " + row + " is " + targets[isLabels ? row : row * columns]);
        }
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

    /** The number of classes: as many as there are scores, two for a single one. */
    int count() {
        return Math.max(2, columns);
    }

    /** The class with the highest score, or {@link #NONE} where no score is a number. */
    int predicted(int row) {
        return largest(scores, row);
    }

    int actual(int row) {
        return isLabels ? (int) targets[row] : largest(targets, row);
    }

    /** How many classes rank above this one: by score, the lower index first of equals. No number ranks below all. */
    int rank(int row, int actual) {
        int rank = 0;
        double score = scores[row * columns + actual];
        if (Double.isNaN(score)) {
            return columns;
        }
        for (int j = 0; j < columns; j++) {
            double other = scores[row * columns + j];
            if (other > score || (other == score && j < actual)) {
                rank++;
            }
        }
        return rank;
    }

    private int largest(double[] values, int row) {
        int from = row * columns;
        if (columns == 1) {
            return Double.isNaN(values[from]) ? NONE : values[from] > 0.5f ? 1 : 0;
        }
        int best = NONE;
        for (int j = 0; j < columns; j++) {
            if (best == NONE ? !Double.isNaN(values[from + j]) : values[from + j] > values[from + best]) {
                best = j;
            }
        }
        return best;
    }
}
