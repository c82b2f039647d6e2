package dev.inercia.plot;

import java.util.ArrayList;
import java.util.List;

/** Shapes and texts, as SVG. Widths of texts are estimated, as no font is at hand. */
final class Canvas {

    static final int MARGIN = 12;
    static final int LINE_HEIGHT = 15;
    /** Of the usual text, of 12 pixels, in a wide font. */
    static final double CHARACTER = 7.2;

    private static final double TITLE_CHARACTER = 8.6;
    private static final int TITLE_LINE = 19;

    private final StringBuilder out = new StringBuilder();

    static double width(String text) {
        return text.length() * CHARACTER;
    }

    /** Lines of about this width at most, broken between words; a longer word has a line of its own. */
    static List<String> wrap(String text, double width) {
        return wrap(text, width, CHARACTER);
    }

    private static List<String> wrap(String text, double width, double character) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && longer.length() * character > width) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    /** Cut to a width, with an ellipsis. */
    static String cut(String text, double width) {
        int most = Math.max(2, (int) (width / CHARACTER));
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Writes the title at the top, in as many lines as needed, and returns the height that it takes. */
    int title(String title, int width) {
        List<String> lines = wrap(title, width - 2.0 * MARGIN, TITLE_CHARACTER);
        for (int i = 0; i < lines.size(); i++) {
            text("title", MARGIN, 20 + i * TITLE_LINE, "start", lines.get(i));
        }
        return 34 + (lines.size() - 1) * TITLE_LINE;
    }

    void text(String type, double x, double y, String anchor, String text) {
        out.append("<text" + (type.isEmpty() ? "" : " class=\"" + type + "\"") + " x=\"" + Numbers.place(x) + "\" y=\""
                + Numbers.place(y) + "\" text-anchor=\"" + anchor + "\">" + Markup.escape(text) + "</text>");
    }

    void path(String type, String d) {
        path(type, d, "");
    }

    /** With further attributes, each after a space. */
    void path(String type, String d, String attributes) {
        out.append("<path class=\"" + type + "\" d=\"" + d + "\"" + attributes + "/>");
    }

    /** With further attributes, each after a space. */
    void rectangle(String type, double x, double y, double width, double height, String attributes) {
        out.append("<rect class=\"" + type + "\" x=\"" + Numbers.place(x) + "\" y=\"" + Numbers.place(y) + "\" width=\""
                + Numbers.place(width) + "\" height=\"" + Numbers.place(height) + "\"" + attributes + "/>");
    }

    void circle(String type, double x, double y, double radius) {
        out.append("<circle class=\"" + type + "\" cx=\"" + Numbers.place(x) + "\" cy=\"" + Numbers.place(y) + "\" r=\""
                + Numbers.place(radius) + "\"/>");
    }

    String shapes() {
        return out.toString();
    }
}
