package dev.inercia.examples.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * A text wrapped into lines, drawn as shapes, as XChart does.
 *
 * @param lines the text, broken between words
 * @param font of all lines
 */
record Label(List<String> lines, Font font) {

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final double LINE_HEIGHT = 1.35;
    /** The distance from the top of a line to its baseline, in font sizes. */
    private static final double BASELINE = 1.02;

    /** Wraps a text to a width; a longer word gets its own line. */
    static Label of(String text, Font font, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, font) > width) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return new Label(List.copyOf(lines), font);
    }

    private static double width(String text, Font font) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    double lineHeight() {
        return LINE_HEIGHT * font.getSize();
    }

    double height() {
        return lineHeight() * lines.size();
    }

    double width() {
        return lines.stream().mapToDouble(line -> width(line, font)).max().orElse(0);
    }

    /** Paints the lines left-aligned at x. */
    void paint(Graphics2D graphics, double x, double top) {
        for (int i = 0; i < lines.size(); i++) {
            paintLine(graphics, lines.get(i), x, top + i * lineHeight());
        }
    }

    /** Paints the lines centred at x. */
    void paintCentred(Graphics2D graphics, double x, double top) {
        for (int i = 0; i < lines.size(); i++) {
            paintLine(graphics, lines.get(i), x - width(lines.get(i), font) / 2, top + i * lineHeight());
        }
    }

    private void paintLine(Graphics2D graphics, String line, double x, double top) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, top + BASELINE * font.getSize());
        graphics.fill(place.createTransformedShape(
                font.createGlyphVector(CONTEXT, line).getOutline()));
    }
}
