package dev.inercia.plot;

/**
 * A drawn plot.
 *
 * @param plot what is drawn
 * @param view how
 * @param width in pixels; may be more than asked for, if less cannot be read
 * @param height in pixels
 * @param shapes as SVG
 */
record Drawing(Plot plot, View view, int width, int height, String shapes) {

    static final int DOCUMENT_WIDTH = 760;

    private static final String NAMESPACE = " xmlns=\"http://www.w3.org/2000/svg\"";

    static Drawing of(Plot plot, View view) {
        if (plot instanceof LinePlot lines) {
            return new LineDrawing(lines, view).draw();
        }
        return plot instanceof BarPlot bars
                ? new BarDrawing(bars, view).draw()
                : new CountsDrawing((CountsPlot) plot, view).draw();
    }

    static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "Expected a name of lower-case letters, digits and hyphens, but got '" + name + "'");
        }
    }

    /** What names the drawing for a screen reader: attributes of the element that holds {@link #content}. */
    String names() {
        return "role=\"img\" aria-labelledby=\"" + id() + "-title " + id() + "-text\"";
    }

    private String id() {
        return view.width() == View.USUAL ? plot.name() : plot.name() + "-" + view.width();
    }

    private String box() {
        return "viewBox=\"0 0 " + width + " " + height + "\"";
    }

    String element() {
        return "<svg class=\"plot\"" + NAMESPACE + " " + box() + " " + names() + ">" + content() + "</svg>";
    }

    String document() {
        return "<svg class=\"plot\"" + NAMESPACE + " width=\"" + width + "\" height=\"" + height + "\" " + box() + " "
                + names() + ">\n<style>" + PlotStyle.document() + "</style>\n" + content() + "\n</svg>\n";
    }

    /** Title, description and shapes. */
    String content() {
        return "<title id=\"" + id() + "-title\">" + Markup.escape(plot.title()) + "</title><desc id=\"" + id()
                + "-text\">" + Markup.escape(plot.description(view.language())) + "</desc><rect class=\"back\" width=\""
                + width + "\" height=\"" + height + "\"/>" + shapes;
    }
}
