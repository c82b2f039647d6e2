package dev.inercia.plot;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A small drawing of a measured interval against what is allowed, for a line of a table: the allowed ranges shaded, their
 * ends as lines, the interval as a bar, values as dots. Each has a scale of its own. The colour is the text's.
 *
 * @param description what it shows, in words
 * @param isLogarithmic if so, everything that is finite is above 0
 * @param allowed the allowed ranges, whose ends may be infinite
 * @param interval the measured interval; both ends NaN for none
 * @param values as dots, such as the mean; those that are not finite are left out; not copied
 */
public record IntervalBar(
        String description, boolean isLogarithmic, List<Span> allowed, Span interval, double... values) {

    private static final double WIDTH = 180;
    private static final double HEIGHT = 22;
    private static final double MIDDLE = HEIGHT / 2;
    /** Room on both sides, as a share of the width of what is shown. */
    private static final double ROOM = 0.15;

    /**
     * What lies between two values.
     *
     * @param low the lower one
     * @param high the upper one
     */
    public record Span(double low, double high) {

        /** No span. */
        public static final Span NONE = new Span(Double.NaN, Double.NaN);

        private DoubleStream ends() {
            return DoubleStream.of(low, high).filter(Double::isFinite);
        }
    }

    /** Copies the list. */
    public IntervalBar {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(interval, "interval");
        allowed = List.copyOf(allowed);
    }

    /**
     * The drawing as an {@code svg} element of the class {@code interval}.
     *
     * @param style a further class, such as to colour it by its verdict
     */
    public String svg(String style) {
        Places places = new Places();
        Canvas canvas = new Canvas();
        canvas.path("axis", "M0 " + Numbers.place(MIDDLE) + "H" + Numbers.place(WIDTH));
        for (Span span : allowed) {
            double left = Double.isFinite(span.low) ? places.of(span.low) : 0;
            double right = Double.isFinite(span.high) ? places.of(span.high) : WIDTH;
            canvas.rectangle("allowed", left, 1, right - left, HEIGHT - 2, "");
        }
        allowed.stream()
                .flatMapToDouble(Span::ends)
                .forEach(edge ->
                        canvas.path("edge", "M" + Numbers.place(places.of(edge)) + " 1V" + Numbers.place(HEIGHT - 1)));
        if (!Double.isNaN(interval.low)) {
            double left = places.of(interval.low);
            canvas.rectangle("bar", left, MIDDLE - 3, Math.max(2, places.of(interval.high) - left), 6, "");
        }
        DoubleStream.of(values)
                .filter(Double::isFinite)
                .forEach(value -> canvas.circle("mean", places.of(value), MIDDLE, 4));
        return "<svg class=\"interval " + style + "\" viewBox=\"0 0 " + Numbers.place(WIDTH) + " "
                + Numbers.place(HEIGHT) + "\" role=\"img\" aria-label=\"" + Markup.escape(description) + "\">"
                + canvas.shapes() + "</svg>";
    }

    /** Where values are drawn: what is finite is shown, and some room around it. */
    private final class Places {

        private final DoubleUnaryOperator scale = isLogarithmic ? Math::log : DoubleUnaryOperator.identity();
        private final double from;
        private final double to;

        Places() {
            double[] shown = DoubleStream.concat(
                            DoubleStream.concat(allowed.stream().flatMapToDouble(Span::ends), interval.ends()),
                            Double.isNaN(interval.low) ? DoubleStream.of(values) : DoubleStream.empty())
                    .filter(Double::isFinite)
                    .map(scale)
                    .sorted()
                    .toArray();
            double low = shown.length == 0 ? 0 : shown[0];
            double high = shown.length == 0 ? 1 : shown[shown.length - 1];
            double room = high > low ? ROOM * (high - low) : 1;
            from = low - room;
            to = high + room;
        }

        double of(double value) {
            double place = (scale.applyAsDouble(value) - from) / (to - from);
            return WIDTH * Math.max(0, Math.min(1, place));
        }
    }
}
