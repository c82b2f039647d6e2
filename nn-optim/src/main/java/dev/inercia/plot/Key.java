package dev.inercia.plot;

import java.util.ArrayList;
import java.util.List;

/** The key of a plot: which line has which colour, dashes and marker; side by side, in as many rows as needed. */
final class Key {

    private static final int COLOURS = 6;
    private static final int ROW = 19;
    private static final int SAMPLE = 30;
    private static final int GAP = 18;
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
        int most = width - SAMPLE - 6;
        double longest = lines.stream()
                .mapToDouble(line -> Math.min(most, Canvas.width(line.label())))
                .max()
                .orElse(0);
        int column = SAMPLE + 6 + (int) longest + GAP;
        int columns = Math.max(1, (width + GAP) / column);
        for (Line line : lines) {
            if (!line.label().isEmpty()) {
                int n = entries.size();
                entries.add(new Entry(line, Canvas.cut(line.label(), most), n % columns * column, n / columns));
            }
        }
        rows = (entries.size() + columns - 1) / columns;
    }

    int height() {
        return rows * ROW + 4;
    }

    void draw(Canvas canvas, int left, int top) {
        for (Entry entry : entries) {
            int x = left + entry.x();
            int y = top + entry.row() * ROW;
            Line line = entry.line();
            canvas.path(
                    "line " + (line.isDashed() ? "dashed " : "") + stroke(line),
                    "M" + x + " " + (y - 4) + "h" + SAMPLE,
                    line.isDashed() ? "" : dashes(line));
            if (!line.isDashed()) {
                canvas.path("mark " + fill(line), marker(line, x + SAMPLE / 2.0, y - 4));
            }
            canvas.text("key", x + SAMPLE + 6, y, "start", entry.label());
        }
    }

    static String stroke(Line line) {
        return "s" + line.style() % COLOURS;
    }

    /** Once the colours repeat, lines have long dashes, as an attribute. */
    static String dashes(Line line) {
        return line.style() / COLOURS % 2 == 0 ? "" : " stroke-dasharray=\"14 4\"";
    }

    static String fill(Line line) {
        return "f" + line.style() % COLOURS;
    }

    /** Colours and markers repeat after six and five lines, the pairs of them after thirty. */
    static String marker(Line line, double x, double y) {
        return "M" + Numbers.place(x) + " " + Numbers.place(y) + MARKERS[line.style() % MARKERS.length];
    }
}
