package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The argument checks of data sets. */
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

    /** The number of examples in this many bytes. */
    static int examples(int bytes, Shape features) {
        if (bytes % features.size() != 0) {
            throw new IllegalArgumentException("Expected a whole number of examples of shape " + features + ", "
                    + features.size() + " bytes each, but got " + bytes + " bytes: " + bytes / features.size()
                    + " examples and " + bytes % features.size() + " bytes over");
        }
        return bytes / features.size();
    }

    static void weight(double weight, String of) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Expected finite weights of at least 0, but that of " + of + " is " + weight);
        }
    }

    static void batchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A batch has at least 1 example, but got a batch size of " + rows);
        }
    }

    /** A batch size for reading all of the data: batches that take little memory, or one example if that takes much. */
    static int batchSize(Dataset data) {
        long values = (long) data.features().size() + data.targets().size();
        return (int) Math.max(1, Math.min(Math.min(1000, data.size()), (1 << 27) / values));
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
        labels(labels, classes, "example ", "");
    }

    private static void labels(int[] labels, int classes, String what, String where) {
        if (classes < 1) {
            throw new IllegalArgumentException("Expected at least 1 class, but got " + classes);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Class index " + labels[i] + " of " + what + i + where
                        + " is out of range: with " + classes + " classes expected 0 to " + (classes - 1));
            }
        }
    }

    static void labels(Rows labels, int examples, int classes) {
        int[] indices = new int[labels.width()];
        double[] values = new double[labels.width()];
        for (int row = 0; row < examples; row++) {
            labels.copy(row, values, 0);
            for (int i = 0; i < values.length; i++) {
                indices[i] = (int) values[i];
                if (indices[i] != values[i]) {
                    throw new IllegalArgumentException("Expected class indices, whole numbers, but example " + row
                            + " has " + values[i] + " at index " + i);
                }
            }
            labels(indices, classes, "index ", " of example " + row);
        }
    }

    /** The class indices of one-hot rows. */
    static int[] oneHot(Rows targets, int examples) {
        int[] labels = new int[examples];
        double[] row = new double[targets.width()];
        for (int i = 0; i < examples; i++) {
            targets.copy(i, row, 0);
            labels[i] = -1;
            for (int j = 0; j < row.length; j++) {
                if (row[j] == 1 && labels[i] < 0) {
                    labels[i] = j;
                } else if (row[j] != 0) {
                    labels[i] = row.length; // a second 1, or another number
                }
            }
            if (labels[i] < 0 || labels[i] == row.length) {
                throw new IllegalArgumentException(
                        "Expected one-hot targets, one 1 in each row and 0 elsewhere, but example "
                                + i + " has " + Arrays.toString(row)
                                + ": for several labels per example, or for values, use Dataset.of");
            }
        }
        return labels;
    }

    /** The class indices of a data set, one per example. */
    static int[] labels(Dataset data) {
        if (data.classes() == 0 || data.targets().rank() != 0) {
            throw new IllegalArgumentException("Expected one class index per example, but the targets are "
                    + (data.classes() > 0 ? "class indices" : "values") + " of shape " + data.targets());
        }
        int[] labels = new int[data.size()];
        data.forEachTarget((target, row) -> labels[row] = (int) target[0]);
        return labels;
    }

    /** The classes that occur in one data set and not in another, in order. */
    static int[] unseen(Dataset seen, Dataset other) {
        boolean[] occur = occurring(seen);
        boolean[] others = occurring(other);
        return IntStream.range(0, others.length)
                .filter(c -> others[c] && !(c < occur.length && occur[c]))
                .toArray();
    }

    private static boolean[] occurring(Dataset data) {
        boolean[] occur = new boolean[data.classes()];
        if (data.classes() > 0) {
            data.forEachTarget((target, row) -> {
                for (double label : target) {
                    occur[(int) label] = true;
                }
            });
        }
        return occur;
    }

    /** Reads the targets batch by batch. */
    static void forEachTarget(Dataset data, ObjIntConsumer<double[]> visitor) {
        double[] target = new double[data.targets().size()];
        int row = 0;
        int rows = batchSize(data);
        double[] values = new double[Math.multiplyExact(rows, target.length)];
        for (Batch batch : data.batches(rows, DataType.DOUBLE)) {
            Memory.of(batch.targets()).get(0, values, 0, batch.rows() * target.length);
            for (int i = 0; i < batch.rows(); i++) {
                System.arraycopy(values, i * target.length, target, 0, target.length);
                visitor.accept(target, row++);
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
