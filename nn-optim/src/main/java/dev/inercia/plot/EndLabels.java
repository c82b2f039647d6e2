package dev.inercia.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The labels of lines at their ends, right of the drawing, apart from each other where lines end together; they stand in
 * for the key. On narrow drawings, and for one line or many, there are none.
 */
final class EndLabels {

    private static final int MOST_LINES = 8;
    /** The share of a drawing's width that labels may take. */
    private static final double MOST_WIDTH = 0.26;

    private static final int LEADER = 20;
    private static final int MARKER = 14;
    private static final int GAP = 5;

    /** Where a line ends. */
    record End(Line line, double x, double y) {}

    private final List<List<String>> labels;
    private final List<Line> lines;
    private final double width;

    EndLabels(List<Line> all, int drawingWidth) {
        List<Line> labelled =
                all.stream().filter(line -> !line.label().isEmpty()).toList();
        boolean isShown = drawingWidth >= View.WIDE && labelled.size() > 1 && labelled.size() <= MOST_LINES;
        lines = isShown ? labelled : List.of();
        double most = MOST_WIDTH * drawingWidth - LEADER - MARKER;
        labels = lines.stream().map(line -> Canvas.wrap(line.label(), most)).toList();
        double widest = labels.stream()
                .flatMap(List::stream)
                .mapToDouble(Canvas::width)
                .max()
                .orElse(0);
        width = isShown ? LEADER + MARKER + widest : 0;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** To keep free, beside the margin. */
    double width() {
        return width;
    }

    /**
     * Draws the labels.
     *
     * @param left where the drawing of the lines ends
     * @param bottom of the space for labels, which begins at top
     */
    void draw(Canvas canvas, List<End> ends, double left, double top, double bottom) {
        List<End> sorted = new ArrayList<>(
                ends.stream().filter(end -> lines.contains(end.line())).toList());
        sorted.sort(Comparator.comparingDouble(End::y));
        double[] tops = tops(sorted, top, bottom);
        for (int i = 0; i < tops.length; i++) {
            End end = sorted.get(i);
            double y = tops[i] + Canvas.LINE_HEIGHT / 2.0;
            canvas.path(
                    "leader " + Key.stroke(end.line()),
                    "M" + Numbers.place(end.x() + GAP) + " " + Numbers.place(end.y()) + "L"
                            + Numbers.place(left + LEADER - GAP) + " " + Numbers.place(y));
            if (!end.line().isDashed()) {
                canvas.path(
                        "mark " + Key.fill(end.line()), Key.marker(end.line(), left + LEADER + MARKER / 2.0 - GAP, y));
            }
            List<String> label = label(end);
            for (int row = 0; row < label.size(); row++) {
                canvas.text("key", left + LEADER + MARKER, y + 4 + row * Canvas.LINE_HEIGHT, "start", label.get(row));
            }
        }
    }

    private List<String> label(End end) {
        return labels.get(lines.indexOf(end.line()));
    }

    /** Places labels beside their ends, moved down until they do not overlap, then up until they all fit. */
    private double[] tops(List<End> ends, double top, double bottom) {
        double[] tops = new double[ends.size()];
        double free = top;
        for (int i = 0; i < tops.length; i++) {
            tops[i] = Math.max(free, ends.get(i).y() - Canvas.LINE_HEIGHT / 2.0);
            free = tops[i] + height(ends.get(i));
        }
        double limit = bottom;
        for (int i = tops.length - 1; i >= 0; i--) {
            tops[i] = Math.min(tops[i], limit - height(ends.get(i)));
            limit = tops[i];
        }
        return tops;
    }

    private double height(End end) {
        return label(end).size() * Canvas.LINE_HEIGHT + 2;
    }
}
