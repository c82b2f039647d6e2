package dev.inercia.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Draws a {@link CountsPlot}. If numbers or words would not fit their cells, it is drawn wider than asked for. */
final class CountsDrawing {

    private static final int GAP = 8;
    private static final int LINE = 2;
    private static final int LOWEST_CELL = 26;
    private static final int MOST_CELL = 90;
    private static final double MOST_LABEL = 120;
    private static final double MOST_WORD = 60;
    /** No cell is without colour, or it would not be seen as one; none is so strong that its number is hard to read. */
    private static final double WEAKEST = 0.06;

    private static final double STRONGEST = 0.55;

    private final CountsPlot plot;
    private final View view;
    private final Canvas canvas = new Canvas();
    private final int n;
    private final int[][] counts;
    private final double labels;
    private final double cellWidth;
    private final double cellHeight;
    private final int width;

    CountsDrawing(CountsPlot plot, View view) {
        this.plot = plot;
        this.view = view;
        n = plot.labels().size();
        counts = plot.counts();
        labels = Math.max(
                Canvas.width(plot.rowTitle()),
                plot.labels().stream()
                        .mapToDouble(label -> Math.min(MOST_LABEL, Canvas.width(label)))
                        .max()
                        .orElse(0));
        double number = Arrays.stream(counts)
                .flatMapToInt(Arrays::stream)
                .mapToDouble(count -> Canvas.width(String.valueOf(count)) + GAP)
                .max()
                .orElse(0);
        double word = plot.labels().stream()
                .flatMap(label -> Stream.of(label.split("\\s+")))
                .mapToDouble(part -> Math.min(MOST_WORD, Canvas.width(part)) + LINE)
                .max()
                .orElse(0);
        double around = 2 * Canvas.MARGIN + labels + GAP;
        double room = (view.width() - around) / Math.max(1, n);
        cellWidth = Math.max(Math.max(Math.max(number, word), LOWEST_CELL), Math.min(MOST_CELL, room));
        cellHeight = Math.max(LOWEST_CELL, Math.min(cellWidth, 44));
        width = (int) Math.max(view.width(), Math.ceil(around + n * cellWidth));
    }

    Drawing draw() {
        double top = canvas.title(plot.title(), width) + 6;
        double left = Canvas.MARGIN + labels + GAP;
        canvas.text("part", left, top, "start", plot.columnTitle());
        List<List<String>> heads = plot.labels().stream()
                .map(label -> Canvas.wrap(label, cellWidth - LINE))
                .toList();
        int rows = heads.stream().mapToInt(List::size).max().orElse(1);
        top += 6 + rows * Canvas.LINE_HEIGHT;
        canvas.text("part", Canvas.MARGIN + labels, top, "end", plot.rowTitle());
        for (int j = 0; j < n; j++) {
            List<String> head = heads.get(j);
            for (int row = 0; row < head.size(); row++) {
                double y = top - (head.size() - 1 - row) * Canvas.LINE_HEIGHT;
                canvas.text(
                        "key", left + (j + 0.5) * cellWidth, y, "middle", Canvas.cut(head.get(row), cellWidth - LINE));
            }
        }
        top += GAP;
        for (int i = 0; i < n; i++) {
            row(i, left, top + i * cellHeight);
        }
        int height = (int) Math.ceil(top + n * cellHeight + Canvas.MARGIN);
        return new Drawing(plot, view, width, height, canvas.shapes());
    }

    private void row(int i, double left, double top) {
        double baseline = top + cellHeight / 2 + 3;
        canvas.text("key", left - GAP, baseline, "end", Canvas.cut(plot.labels().get(i), MOST_LABEL));
        int total = plot.total(i);
        for (int j = 0; j < n; j++) {
            double share = total == 0 ? 0 : (double) counts[i][j] / total;
            double strength = WEAKEST + (STRONGEST - WEAKEST) * share;
            double x = left + j * cellWidth;
            canvas.rectangle(
                    "f0",
                    x,
                    top,
                    cellWidth - LINE,
                    cellHeight - LINE,
                    " fill-opacity=\"" + Math.round(100 * strength) / 100.0 + "\"");
            canvas.text(
                    i == j ? "hit" : "key",
                    x + (cellWidth - LINE) / 2,
                    baseline,
                    "middle",
                    String.valueOf(counts[i][j]));
        }
    }
}
