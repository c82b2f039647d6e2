package dev.inercia.examples.plot;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The drawable points of a {@link Series}: every y is finite and fits its axis, or is NaN for a gap. */
record Points(double[] x, double[] y, double[] spread) {

    static Points of(Series series, Chart chart) {
        int count = series.x().size();
        double[] x = new double[count];
        double[] y = new double[count];
        double[] spread = new double[count];
        for (int i = 0; i < count; i++) {
            double givenX = series.x().get(i);
            double givenY = series.y().get(i);
            x[i] = fits(givenX, chart.x()) ? givenX : Double.NaN;
            y[i] = fits(givenX, chart.x()) && fits(givenY, chart.y()) ? givenY : Double.NaN;
            double bar = series.spread().isEmpty() ? 0 : series.spread().get(i);
            // No bar for the spread of a single run (NaN), nor for one that reaches below a logarithmic axis.
            spread[i] = Double.isFinite(bar) && fits(y[i] - bar, chart.y()) ? bar : 0;
        }
        return new Points(x, y, spread);
    }

    private static boolean fits(double value, Chart.Axis axis) {
        return Double.isFinite(value) && (axis == Chart.Axis.LINEAR || value > 0);
    }

    int count() {
        return x.length;
    }

    boolean hasSpread() {
        return IntStream.range(0, count()).anyMatch(i -> spread[i] != 0);
    }

    /** The range of positions, including gaps. */
    double[] xRange() {
        return IntStream.range(0, count())
                .mapToDouble(i -> x[i])
                .filter(Double::isFinite)
                .toArray();
    }

    /** The range of values, including error bars. */
    double[] yRange() {
        return IntStream.range(0, count())
                .filter(i -> Double.isFinite(y[i]))
                .boxed()
                .flatMap(i -> Stream.of(y[i] - spread[i], y[i] + spread[i]))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
