package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The final table on the console: the claims of the report, the measured values and the verdicts. */
final class ClaimsTable {

    private static final int ID = 7;
    private static final int VERDICT = 17;
    private static final int GAP = 2;

    private ClaimsTable() {}

    /** Formats the table within this width (at least 60). */
    static String of(List<Outcome> outcomes, Messages messages, int width) {
        int rest = Math.max(60, width) - ID - VERDICT - 3 * GAP;
        int claim = rest * 2 / 5;
        int[] widths = {ID, claim, rest - claim, VERDICT};
        StringBuilder table = new StringBuilder();
        row(
                table,
                List.of(
                        "",
                        messages.text("claims.says"),
                        messages.text("claims.measured"),
                        messages.text("claims.verdict")),
                widths);
        for (Outcome outcome : outcomes) {
            String id = outcome.id();
            for (Finding finding : outcome.findings()) {
                row(
                        table,
                        List.of(
                                id,
                                finding.claim(),
                                measured(finding, messages),
                                messages.text("verdict." + finding.verdict().key())),
                        widths);
                id = "";
            }
        }
        return table.toString();
    }

    private static String measured(Finding finding, Messages messages) {
        return finding.measures().stream()
                .map(measure -> measure.words(messages))
                .collect(Collectors.joining("; "));
    }

    private static void row(StringBuilder table, List<String> cells, int[] widths) {
        List<List<String>> columns = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < widths.length; i++) {
            columns.add(wrap(cells.get(i), widths[i]));
            height = Math.max(height, columns.get(i).size());
        }
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line < columns.get(i).size() ? columns.get(i).get(line) : "";
                text.append(cell).append(" ".repeat(widths[i] - cell.length() + GAP));
            }
            table.append(text.toString().stripTrailing()).append('\n');
        }
    }

    /** Wraps text to this width, between words if possible. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            int from = end > 0 ? end + 1 : width;
            lines.add(rest.substring(0, end > 0 ? end : width));
            rest = rest.substring(from);
        }
        lines.add(rest);
        return lines;
    }
}
