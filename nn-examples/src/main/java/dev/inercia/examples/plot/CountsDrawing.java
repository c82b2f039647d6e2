package dev.inercia.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Optional;

/** Draws {@link Counts}. */
final class CountsDrawing implements Picture {

    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    private static final Font AXIS_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final int MARGIN = 16;
    private static final int GAP = 10;
    private static final int MOST_CELL = 110;
    /** Between cells. */
    private static final int LINE = 2;

    private static final Color FULL = Look.color(0);

    private final Counts counts;
    private final int width;
    private final Optional<Label> title;
    private final double labelWidth;
    private final double cell;

    private CountsDrawing(Counts counts, int width, Optional<Label> title) {
        this.counts = counts;
        this.width = width;
        this.title = title;
        labelWidth = counts.labels().stream()
                .map(label -> Label.of(label, FONT, width / 4.0))
                .mapToDouble(Label::width)
                .max()
                .orElse(0);
        double rowTitle = Label.of(counts.rowTitle(), AXIS_FONT, width).width();
        double left = Math.max(labelWidth, rowTitle) + GAP;
        cell = Math.min(MOST_CELL, (width - 2 * MARGIN - left) / counts.labels().size());
    }

    static CountsDrawing titled(Counts counts, int width) {
        return new CountsDrawing(counts, width, Optional.of(Label.of(counts.title(), TITLE_FONT, width - 2 * MARGIN)));
    }

    static CountsDrawing untitled(Counts counts, int width) {
        return new CountsDrawing(counts, width, Optional.empty());
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return (int) Math.ceil(top() + counts.labels().size() * cell + MARGIN);
    }

    private double titleHeight() {
        return title.map(label -> MARGIN + label.height()).orElse(0.0);
    }

    /** Where the first row begins: below the title of the columns and their labels. */
    private double top() {
        double labels = counts.labels().stream()
                .map(label -> Label.of(label, FONT, cell - LINE))
                .mapToDouble(Label::height)
                .max()
                .orElse(0);
        return titleHeight() + MARGIN + 1.35 * AXIS_FONT.getSize() + labels + GAP;
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height());
        graphics.setColor(Look.TEXT);
        title.ifPresent(label -> label.paintCentred(graphics, width / 2.0, MARGIN));
        int n = counts.labels().size();
        Label rows = Label.of(counts.rowTitle(), AXIS_FONT, width);
        double first = Math.max(labelWidth, rows.width()) + GAP;
        double left = (width - first - n * cell) / 2 + first;
        double top = top();
        double axis = titleHeight() + MARGIN;
        Label.of(counts.columnTitle(), AXIS_FONT, n * cell).paintCentred(graphics, left + n * cell / 2, axis);
        rows.paint(graphics, left - GAP - rows.width(), top - GAP - rows.height());
        int[][] values = counts.counts();
        for (int i = 0; i < n; i++) {
            graphics.setColor(Look.TEXT);
            String name = counts.labels().get(i);
            Label above = Label.of(name, FONT, cell - LINE);
            above.paintCentred(graphics, left + (i + 0.5) * cell, top - GAP / 2.0 - above.height());
            Label before = Label.of(name, FONT, width / 4.0);
            before.paint(graphics, left - GAP - before.width(), top + (i + 0.5) * cell - before.height() / 2);
            int total = Arrays.stream(values[i]).sum();
            for (int j = 0; j < n; j++) {
                paintCell(graphics, left + j * cell, top + i * cell, values[i][j], total);
            }
        }
    }

    /** A count on its share of the row, from white to full colour. */
    private void paintCell(Graphics2D graphics, double x, double y, int count, int total) {
        double share = total == 0 ? 0 : (double) count / total;
        graphics.setColor(mixed(share));
        graphics.fill(new Rectangle2D.Double(x, y, cell - LINE, cell - LINE));
        graphics.setColor(share > 0.5 ? Color.WHITE : Look.TEXT);
        Label text = Label.of(String.valueOf(count), FONT, cell);
        text.paintCentred(graphics, x + (cell - LINE) / 2, y + (cell - LINE) / 2 - text.height() / 2);
    }

    private static Color mixed(double share) {
        double white = 0.94 * (1 - share); // no cell is white, or it would not be seen as one
        return new Color(
                (int) (FULL.getRed() + (255 - FULL.getRed()) * white),
                (int) (FULL.getGreen() + (255 - FULL.getGreen()) * white),
                (int) (FULL.getBlue() + (255 - FULL.getBlue()) * white));
    }
}
