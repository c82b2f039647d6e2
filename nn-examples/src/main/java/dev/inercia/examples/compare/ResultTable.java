package dev.inercia.examples.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The measurements as a table, in Markdown and as CSV.
 *
 * @param epochs the number of epochs of each training
 * @param rows one per optimizer
 */
public record ResultTable(int epochs, List<Measured> rows) {

    private static final List<Integer> SHOWN = List.of(1, 5, 15);

    private record Column(String title, String csv, Function<Measured, String> cell) {}

    public ResultTable {
        rows = List.copyOf(rows);
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("optimizer", "optimizer", row -> row.contender().name()));
        columns.add(new Column("learning rate", "learning_rate", row -> plain(row.learningRate())));
        SHOWN.stream()
                .filter(epoch -> epoch <= epochs)
                .forEach(epoch -> columns.add(new Column(
                        "after " + epoch + (epoch == 1 ? " epoch" : ""),
                        "validation_percent_after_" + epoch,
                        row -> percent(row.validation(epoch)))));
        columns.add(new Column("test", "test_percent", row -> percent(row.meanTest())));
        columns.add(new Column(
                "us a step", "microseconds_per_step", row -> String.format(Locale.ROOT, "%.1f", row.stepMicros())));
        columns.add(new Column("bytes of state", "state_bytes_per_parameter", row -> "" + row.bytesPerParameter()));
        return columns;
    }

    /** The table in Markdown, with aligned columns. */
    public String markdown() {
        List<Column> columns = columns();
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::title).toList());
        rows.forEach(row -> cells.add(
                columns.stream().map(column -> column.cell().apply(row)).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> cells.stream()
                        .mapToInt(line -> line.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines =
                new ArrayList<>(cells.stream().map(line -> line(line, widths)).toList());
        lines.add(
                1,
                IntStream.range(0, widths.length)
                        .mapToObj(i -> i == 0 ? "-".repeat(widths[i] + 2) : "-".repeat(widths[i] + 1) + ":")
                        .collect(Collectors.joining("|", "|", "|")));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> String.format(" %" + (i == 0 ? "-" : "") + widths[i] + "s ", cells.get(i)))
                .collect(Collectors.joining("|", "|", "|"));
    }

    /** The table as CSV, with a header line. */
    public String csv() {
        List<Column> columns = columns();
        String heading = columns.stream().map(Column::csv).collect(Collectors.joining(","));
        return heading + "\n"
                + rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> column.cell().apply(row))
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
