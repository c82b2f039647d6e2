package dev.inercia.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/**
 * The legend: entries side by side, in as many rows as needed. (XChart's own legend has one row or one column, and
 * cuts labels off.)
 */
final class Legend {

    /** The style of a curve. */
    record Entry(String label, Color color, BasicStroke line, Marker marker) {}

    private record Placed(Entry entry, Label label, double x, double y) {}

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final int SAMPLE = 42;
    private static final int BEFORE_LABEL = 9;
    private static final int BETWEEN_ENTRIES = 26;
    private static final int BETWEEN_ROWS = 5;
    private static final int MARGIN = 24;

    private final List<Placed> placed = new ArrayList<>();
    private double height;

    /** Places entries in rows, each centred. */
    Legend(List<Entry> entries, int width) {
        List<Entry> row = new ArrayList<>();
        for (Entry entry : entries) {
            row.add(entry);
            if (row.size() > 1 && rowWidth(row, width) > width - 2 * MARGIN) {
                row.remove(row.size() - 1);
                place(row, width);
                row = new ArrayList<>(List.of(entry));
            }
        }
        if (!row.isEmpty()) {
            place(row, width);
        }
    }

    private void place(List<Entry> row, int width) {
        double x = (width - rowWidth(row, width)) / 2;
        double rowHeight = 0;
        for (Entry entry : row) {
            Label label = label(entry, width);
            placed.add(new Placed(entry, label, x, height));
            x += SAMPLE + BEFORE_LABEL + label.width() + BETWEEN_ENTRIES;
            rowHeight = Math.max(rowHeight, label.height());
        }
        height += rowHeight + BETWEEN_ROWS;
    }

    private static double rowWidth(List<Entry> row, int width) {
        double labels =
                row.stream().mapToDouble(entry -> label(entry, width).width()).sum();
        return labels + row.size() * (SAMPLE + BEFORE_LABEL) + (row.size() - 1) * BETWEEN_ENTRIES;
    }

    private static Label label(Entry entry, int width) {
        return Label.of(entry.label(), FONT, width - 2 * MARGIN - SAMPLE - BEFORE_LABEL);
    }

    int height() {
        return (int) Math.ceil(height);
    }

    void paint(Graphics2D graphics, int top) {
        for (Placed each : placed) {
            Entry entry = each.entry();
            double y = top + each.y() + each.label().lineHeight() / 2;
            graphics.setColor(entry.color());
            graphics.setStroke(entry.line());
            graphics.draw(new Line2D.Double(each.x(), y, each.x() + SAMPLE, y));
            entry.marker().paint(graphics, each.x() + SAMPLE / 2.0, y, Look.MARKER_SIZE);
            graphics.setColor(Look.TEXT);
            each.label().paint(graphics, each.x() + SAMPLE + BEFORE_LABEL, top + each.y());
        }
    }
}
