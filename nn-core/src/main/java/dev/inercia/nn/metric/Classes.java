package dev.inercia.nn.metric;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads predictions and targets as scores and classes. */
final class Classes {

    private final Memory memory = Memory.create();
    private float[] scores = {};
    private float[] targets = {};
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
    }

    private float[] load(INDArray array, float[] previous) {
        int length = Math.toIntExact(array.length());
        float[] values = previous.length >= length ? previous : new float[length];
        memory.at(Layout.rowMajor(array, DataType.FLOAT)).get(0, values, 0, length);
        return values;
    }

    int rows() {
        return rows;
    }

    /** The number of classes: as many as there are scores, two for a single one. */
    int count() {
        return Math.max(2, columns);
    }

    int predicted(int row) {
        return largest(scores, row);
    }

    int actual(int row) {
        return isLabels ? (int) targets[row] : largest(targets, row);
    }

    /** How many classes score higher than this one. A score that is not a number ranks last. */
    int rank(int row, int actual) {
        int rank = 0;
        float score = scores[row * columns + actual];
        for (int j = 0; j < columns; j++) {
            float other = scores[row * columns + j];
            if (other > score || (Float.isNaN(score) && !Float.isNaN(other))) {
                rank++;
            }
        }
        return rank;
    }

    private int largest(float[] values, int row) {
        int from = row * columns;
        if (columns == 1) {
            return values[from] > 0.5f ? 1 : 0;
        }
        int best = from;
        for (int j = from + 1; j < from + columns; j++) {
            if (values[j] > values[best]) {
                best = j;
            }
        }
        return best - from;
    }
}
