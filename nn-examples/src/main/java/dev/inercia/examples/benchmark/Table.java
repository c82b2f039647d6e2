package dev.inercia.examples.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a standing for the console; the loss is that after ten steps. */
final class Table {

    private static final List<String> HEADS =
            List.of("", "settings", "median", "lowest", "highest", "x ours", "loss", "accuracy");

    private Table() {}

    static String of(Standing standing) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADS);
        for (Result result : standing.results()) {
            Summary summary = result.summary();
            rows.add(List.of(
                    result.contestant() + " " + result.version(),
                    result.settings(),
                    time(summary.median()),
                    time(summary.lowest()),
                    time(summary.highest()),
                    ratio(standing.ratio(result)),
                    result.losses().isEmpty()
                            ? ""
                            : String.format(Locale.ROOT, "%.4f", result.losses().get(1)),
                    Double.isFinite(result.accuracy())
                            ? String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy())
                            : ""));
        }
        String lines = rows.stream().map(row -> line(row, rows)).collect(Collectors.joining("\n"));
        String absent =
                standing.absent().stream().map(line -> "\nabsent: " + line).collect(Collectors.joining());
        String departures =
                standing.departures().stream().map(line -> "\nbut " + line).collect(Collectors.joining());
        return standing.work() + ". " + standing.title() + "\n" + lines + departures + absent + "\n";
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int index = column;
            int width = rows.stream()
                    .mapToInt(other -> other.get(index).length())
                    .max()
                    .orElse(0);
            String format = column < 2 ? "%-" + Math.max(1, width) + "s  " : "%" + width + "s  ";
            line.append(String.format(format, row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    /** A time in microseconds, with a suitable unit. */
    static String time(double microseconds) {
        if (microseconds >= 1e6) {
            return String.format(Locale.ROOT, "%.2f s", microseconds / 1e6);
        }
        if (microseconds >= 1e3) {
            return String.format(Locale.ROOT, "%.2f ms", microseconds / 1e3);
        }
        return String.format(Locale.ROOT, microseconds >= 100 ? "%.0f us" : "%.1f us", microseconds);
    }

    static String ratio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "";
    }
}
