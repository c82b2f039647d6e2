package dev.inercia.plot;

import java.util.ArrayList;
import java.util.List;

/** The key of a plot: which line has which colour, dashes and marker; side by side, in as many rows as needed. */
final class Key {

    private static final int COLOURS = 6;
    private static final int ROW = 19;
    private static final int SAMPLE = 30;
    private static final int GAP = 18;
    private static final double CHARACTER = 6.7;
    private static final String[] MARKERS = {
        "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", // circle
        "m-3.6 -3.6h7.2v7.2h-7.2Z", // square
        "m0 -5l5 5l-5 5l-5 -5Z", // diamond
        "m0 -5l5 8.5h-10Z", // triangle
        "m0 5l5 -8.5h-10Z", // triangle, point down
    };

    private record Entry(Line line, String label, int x, int row) {}

    private final List<Entry> entries = new ArrayList<>();
    private final int rows;

    /** Places what has a label, in columns; what is longer than a row is cut. */
    Key(List<Line> lines, int width) {
        int most = (int) ((width - SAMPLE - 6) / CHARACTER);
        int longest = lines.stream()
                .mapToInt(line -> Math.min(most, line.label().length()))
                .max()
                .orElse(0);
        int column = SAMPLE + 6 + (int) (longest * CHARACTER) + GAP;
        int columns = Math.max(1, (width + GAP) / column);
        for (Line line : lines) {
            if (!line.label().isEmpty()) {
                String label = line.label().length() <= most
                        ? line.label()
                        : line.label().substring(0, most - 1) + "…";
                int n = entries.size();
                entries.add(new Entry(line, label, n % columns * column, n / columns));
            }
        }
        rows = (entries.size() + columns - 1) / columns;
    }

    int height() {
        return rows * ROW + 4;
    }

    void draw(StringBuilder out, int left, int top) {
        for (Entry entry : entries) {
            int x = left + entry.x();
            int y = top + entry.row() * ROW;
            Line line = entry.line();
            out.append("<path class=\"line " + (line.isDashed() ? "dashed " : "") + stroke(line) + "\" d=\"M" + x + " "
                    + (y - 4) + "h" + SAMPLE + "\"/>");
            if (!line.isDashed()) {
                out.append(marker(line, x + SAMPLE / 2.0, y - 4));
            }
            out.append("<text class=\"key\" x=\"" + (x + SAMPLE + 6) + "\" y=\"" + y + "\">"
                    + Markup.escape(entry.label()) + "</text>");
        }
    }

    static String stroke(Line line) {
        return "s" + line.style() % COLOURS;
    }

    static String fill(Line line) {
        return "f" + line.style() % COLOURS;
    }

    /** Colours and markers repeat after six and five lines, the pairs of them after thirty. */
    static String marker(Line line, double x, double y) {
        return "<path class=\"mark " + fill(line) + "\" d=\"M" + Numbers.place(x) + " " + Numbers.place(y)
                + MARKERS[line.style() % MARKERS.length] + "\"/>";
    }
}
