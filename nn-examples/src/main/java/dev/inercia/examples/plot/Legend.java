package dev.inercia.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/**
 * Which curve is which: entries side by side, in as many rows as they need; long labels in several lines. (XChart's own
 * has one row or one column, and cuts labels off.)
 */
final class Legend {

    /** One curve's look. */
    record Entry(String label, Color color, BasicStroke line, Marker marker) {}

    /** An entry's text in lines, and where it is. */
    private record Placed(Entry entry, List<String> lines, double x, double y) {}

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final int SAMPLE = 42;
    private static final int SAMPLE_GAP = 9;
    private static final int ENTRY_GAP = 26;
    private static final int LINE = 20;
    private static final int ROW_GAP = 5;
    private static final int MARGIN = 40;

    private final List<Placed> placed;
    private final int height;

    private Legend(List<Placed> placed, int height) {
        this.placed = placed;
        this.height = height;
    }

    /** Places entries in rows, each in the middle of the width. */
    static Legend of(List<Entry> entries, int width) {
        List<Placed> placed = new ArrayList<>();
        int y = 0;
        int next = 0;
        while (next < entries.size()) {
            int end = next;
            double used = 0;
            while (end < entries.size()
                    && (end == next || used + ENTRY_GAP + width(entries.get(end), width) <= width - 2 * MARGIN)) {
                used += (end == next ? 0 : ENTRY_GAP) + width(entries.get(end), width);
                end++;
            }
            double x = (width - used) / 2;
            int lines = 1;
            for (Entry entry : entries.subList(next, end)) {
                placed.add(new Placed(entry, lines(entry.label(), width), x, y));
                x += width(entry, width) + ENTRY_GAP;
                lines = Math.max(lines, lines(entry.label(), width).size());
            }
            y += lines * LINE + ROW_GAP;
            next = end;
        }
        return new Legend(placed, y);
    }

    private static double width(Entry entry, int width) {
        return SAMPLE
                + SAMPLE_GAP
                + lines(entry.label(), width).stream()
                        .mapToDouble(Legend::width)
                        .max()
                        .orElse(0);
    }

    private static double width(String text) {
        return FONT.getStringBounds(text, CONTEXT).getWidth();
    }

    /** The label broken between words, so that each line has room. */
    private static List<String> lines(String label, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : label.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer) > width - 2 * MARGIN - SAMPLE - SAMPLE_GAP) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    int height() {
        return height;
    }

    void paint(Graphics2D graphics, int top) {
        for (Placed each : placed) {
            Entry entry = each.entry();
            double y = top + each.y() + LINE / 2.0;
            graphics.setColor(entry.color());
            graphics.setStroke(entry.line());
            graphics.draw(new Line2D.Double(each.x(), y, each.x() + SAMPLE, y));
            entry.marker().paint(graphics, each.x() + SAMPLE / 2.0, y, Look.MARKER_SIZE);
            graphics.setColor(Look.TEXT);
            for (int i = 0; i < each.lines().size(); i++) {
                // As a shape, as XChart draws its text.
                graphics.fill(AffineTransform.getTranslateInstance(
                                each.x() + SAMPLE + SAMPLE_GAP, top + each.y() + i * LINE + 0.75 * LINE)
                        .createTransformedShape(
                                FONT.createGlyphVector(CONTEXT, each.lines().get(i))
                                        .getOutline()));
            }
        }
    }
}
