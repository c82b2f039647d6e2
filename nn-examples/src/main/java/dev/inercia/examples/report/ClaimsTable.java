package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The report's claims beside what was measured, as text in columns. */
final class ClaimsTable {

    private static final int ID = 8;
    private static final int VERDICT = 18;

    private ClaimsTable() {}

    /** The console's width in characters, as far as it says. */
    static int consoleWidth() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("\\d{2,3}") ? Math.max(70, Integer.parseInt(columns)) : 110;
    }

    static String of(List<Outcome> outcomes, int width) {
        int text = (width - ID - VERDICT - 6) / 2;
        StringBuilder table = new StringBuilder();
        row(table, text, "", "the report's claim", "measured", "verdict");
        for (Outcome outcome : outcomes) {
            table.append("-".repeat(width)).append('\n');
            String id = outcome.id();
            for (Finding finding : outcome.findings()) {
                row(
                        table,
                        text,
                        id,
                        finding.claim(),
                        finding.measured(),
                        finding.verdict().words());
                id = "";
            }
        }
        return table.toString();
    }

    private static void row(StringBuilder table, int text, String id, String claim, String measured, String verdict) {
        List<String> left = wrap(claim, text);
        List<String> right = wrap(measured, text);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String line = pad(i == 0 ? id : "", ID)
                    + "  " + pad(i < left.size() ? left.get(i) : "", text)
                    + "  " + pad(i < right.size() ? right.get(i) : "", text)
                    + "  " + (i == 0 ? verdict : "");
            table.append(line.stripTrailing()).append('\n');
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
