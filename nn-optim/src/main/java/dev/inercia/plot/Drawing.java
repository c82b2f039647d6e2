package dev.inercia.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws a {@link LinePlot}: title, grid and axes, bands, lines, markers, and the key below. */
final class Drawing {

    static final int WIDTH = 460;

    private static final int TOP = 34;
    private static final int PLOT_HEIGHT = 210;
    private static final int BOTTOM = TOP + PLOT_HEIGHT;
    private static final int RIGHT = 14;
    /** Estimated, as no font is at hand. */
    private static final double CHARACTER = 6.7;

    private static final int TICK = 6;
    private static final int BELOW = 40;
    private static final int NOTE = 18;

    private final LinePlot plot;
    private final Range xRange;
    private final Range yRange;
    private final double left;
    private final StringBuilder out = new StringBuilder();
    private final Key key;
    private int outside;

    Drawing(LinePlot plot) {
        this.plot = plot;
        xRange = Range.ofPositions(plot.lines().stream()
                .flatMapToDouble(line -> DoubleStream.of(line.x()))
                .toArray());
        yRange = Range.of(
                plot.scale(),
                plot.lines().stream().flatMapToDouble(Drawing::values).toArray());
        int longest = yRange.ticks().stream()
                .mapToInt(tick -> Numbers.text(tick).length())
                .max()
                .orElse(1);
        left = 12 + longest * CHARACTER + TICK;
        key = new Key(plot.lines(), WIDTH - 24);
        draw();
    }

    private static DoubleStream values(Line line) {
        return IntStream.range(0, line.y().length)
                .mapToObj(i -> DoubleStream.of(line.low(i), line.high(i)))
                .flatMapToDouble(values -> values);
    }

    private double x(double value) {
        return left + xRange.share(value) * (WIDTH - RIGHT - left);
    }

    private double y(double share) {
        return TOP + (1 - share) * PLOT_HEIGHT;
    }

    int height() {
        return BOTTOM + BELOW + key.height() + (outside > 0 ? NOTE : 0);
    }

    /** What names the drawing for a screen reader: attributes of the element that holds {@link #content}. */
    String names() {
        return "role=\"img\" aria-labelledby=\"" + plot.name() + "-title " + plot.name() + "-text\"";
    }

    String svg() {
        return "<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height()
                + "\" " + names() + ">" + content() + "</svg>";
    }

    /** Title, description and shapes. */
    String content() {
        return "<title id=\"" + plot.name() + "-title\">" + Markup.escape(plot.title()) + "</title><desc id=\""
                + plot.name() + "-text\">" + Markup.escape(plot.description()) + "</desc><rect class=\"back\" width=\""
                + WIDTH + "\" height=\"" + height() + "\"/>" + out;
    }

    private void draw() {
        text("title", 12, 20, "start", plot.title());
        axes();
        plot.lines().forEach(this::band);
        plot.lines().forEach(this::line);
        text("", (left + WIDTH - RIGHT) / 2, BOTTOM + 34, "middle", plot.xTitle());
        key.draw(out, 12, BOTTOM + BELOW + 14);
        if (outside > 0) {
            String values = outside == 1 ? " value is" : " values are";
            text("", 12, height() - 6, "start", outside + values + " outside, marked by arrows");
        }
    }

    private void axes() {
        for (double tick : yRange.ticks()) {
            double at = y(yRange.share(tick));
            path("grid", "M" + Numbers.place(left) + " " + Numbers.place(at) + "H" + (WIDTH - RIGHT));
            text("", left - TICK, at + 4, "end", Numbers.text(tick));
        }
        double labelled = -100;
        for (double tick : xRange.ticks()) {
            double at = x(tick);
            path("axis", "M" + Numbers.place(at) + " " + BOTTOM + "v4");
            String label = Numbers.text(tick);
            double half = label.length() * CHARACTER / 2;
            if (at - half > labelled && at + half < WIDTH) {
                text("", at, BOTTOM + 17, "middle", label);
                labelled = at + half + 4;
            }
        }
        path("axis", "M" + Numbers.place(left) + " " + TOP + "V" + BOTTOM + "H" + (WIDTH - RIGHT));
    }

    private void text(String type, double x, double y, String anchor, String text) {
        out.append("<text" + (type.isEmpty() ? "" : " class=\"" + type + "\"") + " x=\"" + Numbers.place(x) + "\" y=\""
                + Numbers.place(y) + "\" text-anchor=\"" + anchor + "\">" + Markup.escape(text) + "</text>");
    }

    private void path(String type, String d) {
        out.append("<path class=\"" + type + "\" d=\"" + d + "\"/>");
    }

    /** True if a value has a place within the plot. */
    private boolean isShown(double value) {
        double share = yRange.share(value);
        return share >= 0 && share <= 1;
    }

    private double clipped(double value) {
        double share = yRange.share(value);
        return y(Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share)));
    }

    private void band(Line line) {
        if (line.spread().length == 0) {
            return;
        }
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i <= line.y().length; i++) {
            if (i < line.y().length && Double.isFinite(line.y()[i])) {
                String at = Numbers.place(x(line.x()[i])) + " ";
                upper.append(upper.length() == 0 ? "M" : "L").append(at).append(Numbers.place(clipped(line.high(i))));
                lower.insert(0, "L" + at + Numbers.place(clipped(line.low(i))));
            } else if (upper.length() > 0) {
                path("band " + Key.fill(line), upper.append(lower).append("Z").toString());
                upper.setLength(0);
                lower.setLength(0);
            }
        }
    }

    private void line(Line line) {
        StringBuilder d = new StringBuilder();
        boolean isDrawing = false;
        for (int i = 0; i < line.y().length; i++) {
            double value = line.y()[i];
            if (!Double.isNaN(value) && !isShown(value)) {
                arrow(line, i);
            }
            boolean hasPlace = Double.isFinite(value) && !Double.isNaN(yRange.share(value));
            if (hasPlace) {
                d.append(isDrawing ? "L" : "M")
                        .append(Numbers.place(x(line.x()[i])) + " " + Numbers.place(clipped(value)));
            }
            isDrawing = hasPlace;
        }
        if (d.length() > 0) {
            path("line " + (line.isDashed() ? "dashed " : "") + Key.stroke(line), d.toString());
        }
        marks(line);
    }

    /** Points to an end of the axis beyond which a value lies. */
    private void arrow(Line line, int i) {
        outside++;
        double share = yRange.share(line.y()[i]);
        boolean isUp = share > 1;
        double at = x(line.x()[i]);
        double tip = y(isUp ? 1 : 0) + (isUp ? -4 : 4);
        double base = tip + (isUp ? 8 : -8);
        path(
                "mark " + Key.fill(line),
                "M" + Numbers.place(at) + " " + Numbers.place(tip) + "L" + Numbers.place(at + 5) + " "
                        + Numbers.place(base) + "H" + Numbers.place(at - 5) + "Z");
    }

    /** Markers at the end, at single points, and at some in between, which tell lines apart without colours. */
    private void marks(Line line) {
        List<Integer> styles = plot.lines().stream().map(Line::style).distinct().toList();
        int every = Math.max(1, (line.y().length - 1) / 6);
        for (int i = 0; i < line.y().length; i++) {
            boolean isSingle = (i == 0 || !Double.isFinite(line.y()[i - 1]))
                    && (i == line.y().length - 1 || !Double.isFinite(line.y()[i + 1]));
            boolean isChosen = !line.isDashed()
                    && (styles.size() > 1 || line.y().length <= 30)
                    && (line.y().length - 1 - i) % every == 0;
            if (isShown(line.y()[i]) && (isSingle || isChosen)) {
                out.append(Key.marker(line, x(line.x()[i]), clipped(line.y()[i])));
            }
        }
    }
}
