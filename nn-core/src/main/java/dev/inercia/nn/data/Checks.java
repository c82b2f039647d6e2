package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the data set factories refuse. */
final class Checks {

    private Checks() {}

    static void sameNumber(long features, long targets) {
        if (features == 0 || targets == 0) {
            throw new IllegalArgumentException(
                    "Expected at least one example, but got features for " + features + " and targets for " + targets);
        }
        if (features != targets) {
            throw new IllegalArgumentException("Expected as many targets as examples, but got features for " + features
                    + " examples and targets for " + targets);
        }
    }

    /** How many examples these bytes are. */
    static int examples(int bytes, Shape features) {
        if (bytes % features.size() != 0) {
            throw new IllegalArgumentException("Expected a whole number of examples of shape " + features + ", "
                    + features.size() + " bytes each, but got " + bytes + " bytes: " + bytes / features.size()
                    + " examples and " + bytes % features.size() + " bytes over");
        }
        return bytes / features.size();
    }

    static void batchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A batch has at least 1 example, but got a batch size of " + rows);
        }
    }

    static int classes(int[] labels) {
        int largest = Arrays.stream(labels).reduce(0, Math::max);
        if (largest == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Class index " + largest + " is out of range: expected 0 to " + (Integer.MAX_VALUE - 1));
        }
        return largest + 1;
    }

    static void labels(int[] labels, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("Expected at least 1 class, but got " + classes);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Class index " + labels[i] + " of example " + i
                        + " is out of range: with " + classes + " classes expected 0 to " + (classes - 1));
            }
        }
    }

    static int[] toLabels(INDArray targets) {
        double[] values = targets.toDoubleVector();
        int[] labels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            labels[i] = (int) values[i];
            if (labels[i] != values[i] || labels[i] < 0) {
                throw new IllegalArgumentException("Targets of shape [" + values.length
                        + "] are class indices, whole numbers from 0 on, but example " + i + " has " + values[i]
                        + ": for a value per example reshape them to [" + values.length + ", 1]");
            }
        }
        return labels;
    }

    static void finite(double value, String what, int row, int column) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Expected finite " + what + ", but example " + row + " has " + value
                    + " at index " + column + ": remove or replace it before training");
        }
    }

    static void sameLength(int expected, int found, String what, int row) {
        if (expected != found) {
            throw new IllegalArgumentException("Expected " + expected + " " + what
                    + " in every example, as in the first" + ", but example " + row + " has " + found);
        }
        if (found == 0) {
            throw new IllegalArgumentException("Expected at least one of " + what + " in every example, but got none");
        }
    }
}
