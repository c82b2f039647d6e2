package dev.inercia.plot;

import java.util.List;

/**
 * Several plots as one SVG document, two in a row, which needs nothing else: style included, light and dark.
 *
 * @param title of the document
 * @param plots with different names
 */
public record PlotSheet(String title, List<? extends Plot> plots) {

    private static final int GAP = 16;

    /** Copies the plots. */
    public PlotSheet {
        plots = List.copyOf(plots);
    }

    /** The document. */
    public String svg() {
        StringBuilder content = new StringBuilder();
        int columns = plots.size() > 1 ? 2 : 1;
        int width = columns * (View.USUAL + GAP) - GAP;
        int top = 0;
        int rowHeight = 0;
        for (int i = 0; i < plots.size(); i++) {
            Drawing drawing = Drawing.of(plots.get(i), View.of(View.USUAL));
            int x = i % columns * (View.USUAL + GAP);
            content.append("<g transform=\"translate(" + x + " " + top + ")\" " + drawing.names() + ">"
                    + drawing.content() + "</g>\n");
            rowHeight = Math.max(rowHeight, drawing.height());
            if (i % columns == columns - 1 || i == plots.size() - 1) {
                top += rowHeight + GAP;
                rowHeight = 0;
            }
        }
        int height = Math.max(1, top - GAP);
        return "<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height
                + "\" role=\"group\" aria-labelledby=\"sheet-title\">\n<title id=\"sheet-title\">"
                + Markup.escape(title) + "</title>\n<style>" + PlotStyle.document()
                + "</style>\n<rect class=\"back\" width=\""
                + width + "\" height=\"" + height + "\"/>\n" + content + "</svg>\n";
    }
}
