package dev.inercia.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws a {@link LinePlot}: title, grid and axes, bands, lines, markers, and labels at their ends or the key below. */
final class LineDrawing {

    private static final int RIGHT = 14;
    private static final int TICK = 6;
    private static final int BELOW = 40;
    private static final int NOTE = 18;
    private static final int LOWEST = 210;
    private static final int HIGHEST = 370;
    private static final double HEIGHT = 0.44;
    /** Between arrows of one line. */
    private static final double ARROWS_APART = 12;

    private final LinePlot plot;
    private final View view;
    private final Canvas canvas = new Canvas();
    private final Range xRange;
    private final Range yRange;
    private final EndLabels labels;
    private final double left;
    private final double right;
    private int top;
    private int bottom;
    private int outside;

    LineDrawing(LinePlot plot, View view) {
        this.plot = plot;
        this.view = view;
        List<Line> lines = plot.lines();
        xRange = Range.ofPositions(
                plot.x(),
                lines.stream()
                        .flatMapToDouble(line -> DoubleStream.of(line.x()))
                        .toArray());
        yRange = Range.of(
                plot.y(), lines.stream().flatMapToDouble(LineDrawing::values).toArray());
        double longest = yRange.ticks().stream()
                .mapToDouble(tick -> Canvas.width(Numbers.text(tick)))
                .max()
                .orElse(1);
        labels = new EndLabels(lines, view.width());
        left = Canvas.MARGIN + longest + TICK;
        right = view.width() - RIGHT - labels.width();
    }

    private static DoubleStream values(Line line) {
        return IntStream.range(0, line.y().length)
                .mapToObj(i -> DoubleStream.of(line.low(i), line.high(i)))
                .flatMapToDouble(values -> values);
    }

    private double x(double value) {
        double share = xRange.share(value);
        return share < -1e-9 || share > 1 + 1e-9 ? Double.NaN : left + share * (right - left);
    }

    private double y(double share) {
        return top + (1 - share) * (bottom - top);
    }

    Drawing draw() {
        int width = view.width();
        top = canvas.title(plot.title(), width);
        for (String row : plot.y().title().isEmpty()
                ? List.<String>of()
                : Canvas.wrap(plot.y().title(), width - 2.0 * Canvas.MARGIN)) {
            canvas.text("", Canvas.MARGIN, top + 4, "start", row);
            top += Canvas.LINE_HEIGHT + 4;
        }
        bottom = top + (int) Math.max(LOWEST, Math.min(HIGHEST, HEIGHT * width));
        axes();
        canvas.text("", (left + right) / 2, bottom + 34, "middle", plot.x().title());
        List<Twins.Places> places = plot.lines().stream().map(this::places).toList();
        List<Twins> twins = Twins.of(places);
        places.forEach(this::band);
        for (int i = 0; i < places.size(); i++) {
            line(places.get(i), twins.get(i));
        }
        for (int i = 0; i < places.size(); i++) {
            marks(places.get(i), twins.get(i));
        }
        int height = bottom + BELOW + below();
        return new Drawing(plot, view, width, height, canvas.shapes());
    }

    /** Labels at the ends or the key, and the note; returns the height of what is below the axis. */
    private int below() {
        int height = 6;
        if (labels.isEmpty()) {
            Key key = new Key(plot.lines(), view.width() - 2 * Canvas.MARGIN);
            key.draw(canvas, Canvas.MARGIN, bottom + BELOW + 14);
            height = key.height();
        } else {
            labels.draw(canvas, ends(), right, top - 8, bottom + BELOW);
        }
        if (outside > 0) {
            String note = outside == 1 ? "outside.one" : "outside.many";
            canvas.text(
                    "",
                    Canvas.MARGIN,
                    bottom + BELOW + height + NOTE - 6,
                    "start",
                    Words.in(view.language()).text(note, outside));
            height += NOTE;
        }
        return height;
    }

    private void axes() {
        for (double tick : yRange.ticks()) {
            double at = y(yRange.share(tick));
            canvas.path("grid", "M" + Numbers.place(left) + " " + Numbers.place(at) + "H" + Numbers.place(right));
            canvas.text("", left - TICK, at + 4, "end", Numbers.text(tick));
        }
        double labelled = -100;
        for (double tick : xRange.ticks()) {
            double at = x(tick);
            canvas.path("axis", "M" + Numbers.place(at) + " " + bottom + "v4");
            String label = Numbers.text(tick);
            double half = Canvas.width(label) / 2;
            if (at - half > labelled && at + half < view.width()) {
                canvas.text("", at, bottom + 17, "middle", label);
                labelled = at + half + 4;
            }
        }
        canvas.path("axis", "M" + Numbers.place(left) + " " + top + "V" + bottom + "H" + Numbers.place(right));
    }

    private Twins.Places places(Line line) {
        double[] x = new double[line.y().length];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = x(line.x()[i]);
            double share = yRange.share(line.y()[i]);
            boolean hasPlace = Double.isFinite(line.y()[i]) && !Double.isNaN(share) && !Double.isNaN(x[i]);
            y[i] = hasPlace ? clipped(share) : Double.NaN;
        }
        return new Twins.Places(line, x, y);
    }

    private double clipped(double share) {
        return y(Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share)));
    }

    /** True if a value has a place within the plot. */
    private boolean isShown(double value) {
        double share = yRange.share(value);
        return share >= 0 && share <= 1;
    }

    private void band(Twins.Places places) {
        Line line = places.line();
        if (line.spread().length == 0) {
            return;
        }
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i <= line.y().length; i++) {
            if (i < line.y().length && !Double.isNaN(places.y()[i])) {
                String at = Numbers.place(places.x()[i]) + " ";
                upper.append(upper.length() == 0 ? "M" : "L")
                        .append(at)
                        .append(Numbers.place(clipped(yRange.share(line.high(i)))));
                lower.insert(0, "L" + at + Numbers.place(clipped(yRange.share(line.low(i)))));
            } else if (upper.length() > 0) {
                canvas.path(
                        "band " + Key.fill(line),
                        upper.append(lower).append("Z").toString());
                upper.setLength(0);
                lower.setLength(0);
            }
        }
    }

    private void line(Twins.Places places, Twins twins) {
        Line line = places.line();
        StringBuilder d = new StringBuilder();
        boolean isDrawing = false;
        double arrowed = -100;
        for (int i = 0; i < line.y().length; i++) {
            double at = places.x()[i];
            double value = line.y()[i];
            if (!Double.isNaN(value) && !isShown(value) && !Double.isNaN(at)) {
                outside++;
                if (at - arrowed >= ARROWS_APART) {
                    arrow(line, at, yRange.share(value) > 1);
                    arrowed = at;
                }
            }
            boolean hasPlace = !Double.isNaN(places.y()[i]);
            if (hasPlace) {
                d.append(isDrawing ? "L" : "M").append(Numbers.place(at) + " " + Numbers.place(places.y()[i]));
            }
            isDrawing = hasPlace;
        }
        if (d.length() > 0) {
            canvas.path(
                    "line " + (line.isDashed() ? "dashed " : "") + Key.stroke(line),
                    d.toString(),
                    line.isDashed() ? "" : twins.isAlone() ? Key.dashes(line) : twins.dashes());
        }
    }

    /** Points to an end of the axis beyond which a value lies. */
    private void arrow(Line line, double at, boolean isUp) {
        double tip = y(isUp ? 1 : 0) + (isUp ? -4 : 4);
        double base = tip + (isUp ? 8 : -8);
        canvas.path(
                "mark " + Key.fill(line),
                "M" + Numbers.place(at) + " " + Numbers.place(tip) + "L" + Numbers.place(at + 5) + " "
                        + Numbers.place(base) + "H" + Numbers.place(at - 5) + "Z");
    }

    /** Markers at the end, at single points, and at some in between, which tell lines apart without colours. */
    private void marks(Twins.Places places, Twins twins) {
        Line line = places.line();
        long styles = plot.lines().stream().map(Line::style).distinct().count();
        int last = line.y().length - 1;
        int every = Math.max(1, last / 6);
        for (int i = 0; i <= last; i++) {
            boolean isSingle =
                    (i == 0 || !Double.isFinite(line.y()[i - 1])) && (i == last || !Double.isFinite(line.y()[i + 1]));
            boolean isChosen = !line.isDashed()
                    && (styles > 1 || line.y().length <= 30)
                    && (last - i) % every == 0
                    && (twins.isAlone() || (last - i) / every % twins.count() == twins.rank());
            if (isShown(line.y()[i]) && !Double.isNaN(places.y()[i]) && (isSingle || isChosen)) {
                canvas.path("mark " + Key.fill(line), Key.marker(line, places.x()[i], places.y()[i]));
            }
        }
    }

    /** The last point of each line that has a place. */
    private List<EndLabels.End> ends() {
        List<EndLabels.End> ends = new ArrayList<>();
        for (Line line : plot.lines()) {
            Twins.Places places = places(line);
            for (int i = line.y().length - 1; i >= 0; i--) {
                if (!Double.isNaN(places.y()[i])) {
                    ends.add(new EndLabels.End(line, places.x()[i], places.y()[i]));
                    break;
                }
            }
        }
        return ends;
    }
}
