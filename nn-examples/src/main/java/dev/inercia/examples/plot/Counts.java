package dev.inercia.examples.plot;

import java.util.Arrays;
import java.util.List;

/**
 * A square table of counts, such as a confusion matrix, as a picture: the larger a share of its row, the darker.
 *
 * @param name the file name without extension: lower case, digits and hyphens
 * @param title above the table
 * @param rowTitle what rows are, such as actual
 * @param columnTitle what columns are, such as predicted
 * @param labels of the rows, and of the columns
 * @param counts by row and column, as many of each as labels, at least 0
 */
public record Counts(
        String name, String title, String rowTitle, String columnTitle, List<String> labels, int[][] counts) {

    /** Copies the counts. */
    public Counts {
        Chart.requireName(name);
        labels = List.copyOf(labels);
        counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
        for (int[] row : counts) {
            if (counts.length != labels.size() || row.length != labels.size()) {
                throw new IllegalArgumentException("Counts '" + name + "': expected " + labels.size() + " x "
                        + labels.size() + " counts, one for each label, but got " + counts.length + " x " + row.length);
            }
        }
    }

    @Override
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts that
                && List.of(name, title, rowTitle, columnTitle, labels)
                        .equals(List.of(that.name, that.title, that.rowTitle, that.columnTitle, that.labels))
                && Arrays.deepEquals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.deepHashCode(counts);
    }
}
