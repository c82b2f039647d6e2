package dev.inercia.nn;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Class names and thresholds, which turn a network's outputs into classes.
 *
 * @param names distinct class names: one per output, or two (no, yes) for a single output; may be empty
 * @param thresholds one per output, in (0, 1); empty for the default, see {@link Network#thresholds}
 */
public record Labels(List<String> names, List<Double> thresholds) {

    private static final double THRESHOLD = 0.5;

    /** No names, and the default thresholds. */
    static final Labels NONE = new Labels(List.of(), List.of());

    public Labels {
        names = List.copyOf(names);
        thresholds = List.copyOf(thresholds);
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("Expected a different name for each class, but got " + names);
        }
        for (double threshold : thresholds) {
            Range.inside("Network", "threshold", threshold);
        }
    }

    /** Checks that the numbers of names and thresholds fit the network's outputs. */
    void requireFits(Shape outputs) {
        int columns = columns(outputs);
        int classes = Math.max(2, columns);
        if (!names.isEmpty() && names.size() != classes) {
            throw new IllegalArgumentException("Expected a name for each of " + classes + " classes, as the network has"
                    + " outputs of shape " + outputs + ", but got " + names.size() + ": " + names);
        }
        if (!thresholds.isEmpty() && thresholds.size() != columns) {
            throw new IllegalArgumentException("Expected a threshold for each of " + columns + " outputs, but got "
                    + thresholds.size() + ": " + thresholds);
        }
    }

    /** The number of outputs per row: one per class or label. */
    static int columns(Shape outputs) {
        return outputs.rank() == 0 ? 1 : outputs.dimension(outputs.rank() - 1);
    }

    /** The thresholds as an array; null for the default. */
    double[] thresholdArray() {
        return thresholds.isEmpty()
                ? null
                : thresholds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The class of each row of predictions. */
    List<String> classes(double[] predictions, int columns) {
        List<String> classes = new ArrayList<>();
        for (int from = 0; from < predictions.length; from += columns) {
            classes.add(name(columns == 1 ? yes(predictions, from, 0) ? 1 : 0 : largest(predictions, from, columns)));
        }
        return classes;
    }

    /** The labels of each row of predictions. */
    List<List<String>> labels(double[] predictions, int columns) {
        List<List<String>> labels = new ArrayList<>();
        for (int from = 0; from < predictions.length; from += columns) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < columns; j++) {
                if (yes(predictions, from, j)) {
                    row.add(name(columns == 1 ? 1 : j));
                }
            }
            labels.add(List.copyOf(row));
        }
        return labels;
    }

    private boolean yes(double[] predictions, int from, int j) {
        return number(predictions[from + j]) >= threshold(j);
    }

    /** The index of the largest ratio of prediction to threshold; the first one if several are equal. */
    private int largest(double[] predictions, int from, int columns) {
        int best = 0;
        for (int j = 0; j < columns; j++) {
            if (number(predictions[from + j]) / threshold(j) > predictions[from + best] / threshold(best)) {
                best = j;
            }
        }
        return best;
    }

    private static double number(double prediction) {
        if (Double.isNaN(prediction)) {
            throw new IllegalStateException(
                    "The network predicts NaN, which is no class: its parameters are not finite,"
                            + " train it again with a lower learning rate");
        }
        return prediction;
    }

    private double threshold(int output) {
        return thresholds.isEmpty() ? THRESHOLD : thresholds.get(output);
    }

    private String name(int index) {
        return names.isEmpty() ? String.valueOf(index) : names.get(index);
    }
}
