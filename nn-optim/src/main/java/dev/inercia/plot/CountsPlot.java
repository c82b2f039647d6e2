package dev.inercia.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A square table of counts, such as a confusion matrix: the larger a share of its row, the stronger its colour.
 *
 * @param name letters, digits and hyphens, beginning with a letter
 * @param title above the table
 * @param rowTitle what rows are, such as actual
 * @param columnTitle what columns are, such as predicted
 * @param labels of the rows, and of the columns
 * @param counts by row and column, as many of each as labels, at least 0
 */
public record CountsPlot(
        String name, String title, String rowTitle, String columnTitle, List<String> labels, int[][] counts)
        implements Plot {

    /** Copies the counts. */
    public CountsPlot {
        Drawing.requireName(name);
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

    int total(int row) {
        return Arrays.stream(counts[row]).sum();
    }

    /** The sums, and the diagonal's share of each row. */
    @Override
    public String description(Locale language) {
        Words words = Words.in(language);
        int all = IntStream.range(0, counts.length).map(this::total).sum();
        int diagonal = IntStream.range(0, counts.length).map(i -> counts[i][i]).sum();
        StringBuilder text = new StringBuilder(words.text("counts", title, all, diagonal, rowTitle, columnTitle));
        for (int i = 0; i < counts.length; i++) {
            text.append(" ").append(words.text("counts.row", labels.get(i), counts[i][i], total(i)));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountsPlot that
                && List.of(name, title, rowTitle, columnTitle, labels)
                        .equals(List.of(that.name, that.title, that.rowTitle, that.columnTitle, that.labels))
                && Arrays.deepEquals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.deepHashCode(counts);
    }
}
