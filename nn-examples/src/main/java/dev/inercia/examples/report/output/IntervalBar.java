package dev.inercia.examples.report.output;

import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.result.Measure;
import j2html.TagCreator;
import j2html.tags.ContainerTag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A small drawing of a measured interval against what its claim allows: the allowed range shaded, its limits as lines,
 * the interval as a bar with a dot at the mean. Each has a scale of its own, logarithmic for ratios and sizes.
 */
final class IntervalBar {

    private static final double WIDTH = 180;
    private static final double HEIGHT = 22;
    private static final double MIDDLE = HEIGHT / 2;
    /** Room on both sides, as a share of the width of what is shown. */
    private static final double ROOM = 0.15;

    private final DoubleUnaryOperator scale;
    private final double from;
    private final double to;

    private IntervalBar(DoubleUnaryOperator scale, List<Double> shown) {
        this.scale = scale;
        double low = shown.stream().mapToDouble(scale::applyAsDouble).min().orElse(0);
        double high = shown.stream().mapToDouble(scale::applyAsDouble).max().orElse(1);
        double room = high > low ? ROOM * (high - low) : 1;
        from = low - room;
        to = high + room;
    }

    /** Draws a quantity; with too few seeds for an interval, a dot for each. */
    static ContainerTag<?> of(Measure measure, String description) {
        List<Double> shown = new ArrayList<>(measure.threshold().edges());
        boolean hasLook = !measure.looks().isEmpty();
        Look look = hasLook ? measure.looks().get(measure.looks().size() - 1) : null;
        if (hasLook) {
            shown.addAll(List.of(look.low(), look.high()));
        } else {
            shown.addAll(measure.values());
        }
        IntervalBar bar = new IntervalBar(
                measure.unit().isLogarithmic() ? Math::log : DoubleUnaryOperator.identity(),
                shown.stream().filter(Double::isFinite).toList());
        ContainerTag<?> svg = TagCreator.tag("svg")
                .attr("class", "interval " + measure.verdict().key())
                .attr("viewBox", "0 0 " + number(WIDTH) + " " + number(HEIGHT))
                .attr("role", "img")
                .attr("aria-label", description);
        svg.with(bar.line(0, WIDTH, MIDDLE, MIDDLE, "axis"));
        for (double[] range : measure.threshold().allowed()) {
            double left = Double.isFinite(range[0]) ? bar.x(range[0]) : 0;
            double right = Double.isFinite(range[1]) ? bar.x(range[1]) : WIDTH;
            svg.with(rectangle(left, 1, right - left, HEIGHT - 2, "allowed"));
        }
        measure.threshold()
                .edges()
                .forEach(edge -> svg.with(bar.line(bar.x(edge), bar.x(edge), 1, HEIGHT - 1, "edge")));
        if (hasLook) {
            double left = bar.x(look.low());
            svg.with(rectangle(left, MIDDLE - 3, Math.max(2, bar.x(look.high()) - left), 6, "bar"));
            svg.with(bar.dot(look.mean()));
        } else {
            measure.values().stream().filter(Double::isFinite).forEach(value -> svg.with(bar.dot(value)));
        }
        return svg;
    }

    private double x(double value) {
        double place = (scale.applyAsDouble(value) - from) / (to - from);
        return WIDTH * Math.max(0, Math.min(1, place));
    }

    private ContainerTag<?> dot(double value) {
        return TagCreator.tag("circle")
                .attr("class", "mean")
                .attr("cx", number(x(value)))
                .attr("cy", number(MIDDLE))
                .attr("r", "4");
    }

    private ContainerTag<?> line(double x1, double x2, double y1, double y2, String style) {
        return TagCreator.tag("line")
                .attr("class", style)
                .attr("x1", number(x1))
                .attr("x2", number(x2))
                .attr("y1", number(y1))
                .attr("y2", number(y2));
    }

    private static ContainerTag<?> rectangle(double x, double y, double width, double height, String style) {
        return TagCreator.tag("rect")
                .attr("class", style)
                .attr("x", number(x))
                .attr("y", number(y))
                .attr("width", number(width))
                .attr("height", number(height));
    }

    private static String number(double value) {
        return Text.decimals(value, 1);
    }
}
