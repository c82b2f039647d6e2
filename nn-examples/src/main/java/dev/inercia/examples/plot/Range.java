package dev.inercia.examples.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.XYStyler;

/** The range of an axis, which just covers all values. */
record Range(Chart.Axis axis, double from, double to) {

    /** Up to this many decades, a logarithmic axis has labels at 2 and 5 besides the powers of ten. */
    private static final double TWO_AND_FIVE_BELOW = 2.5;
    /** Up to this many decades, it has labels at all ticks. */
    private static final double ALL_BELOW = 0.6;

    /** The range of all values; if there is one value, some room around it; if there is none, an arbitrary range. */
    static Range of(Chart.Axis axis, List<double[]> values) {
        DoubleSummaryStatistics all =
                values.stream().flatMapToDouble(Arrays::stream).summaryStatistics();
        if (all.getCount() == 0) {
            return new Range(axis, 1, 10);
        }
        double from = all.getMin();
        double to = all.getMax();
        if (from < to) {
            return new Range(axis, from, to);
        }
        double around = from == 0 ? 1 : Math.abs(from) / 2;
        return new Range(axis, from - around, to + around);
    }

    void applyToX(XYStyler styler) {
        styler.setXAxisMin(from).setXAxisMax(to);
        if (axis == Chart.Axis.LOGARITHMIC) {
            styler.setXAxisLogarithmic(true)
                    .setXAxisLogarithmicDecadeOnly(false)
                    .setXAxisTickLabelsFormattingFunction(this::label);
        }
    }

    void applyToY(XYStyler styler) {
        styler.setYAxisMin(from).setYAxisMax(to);
        if (axis == Chart.Axis.LOGARITHMIC) {
            styler.setYAxisLogarithmic(true)
                    .setYAxisLogarithmicDecadeOnly(false)
                    .setYAxisTickLabelsFormattingFunction(this::label);
        }
    }

    /** A logarithmic axis has ticks at 1, 2, ... 9 in each decade, too many to label. */
    private String label(double tick) {
        double digit = tick / Math.pow(10, Math.floor(Math.log10(tick) + 1e-9));
        double decades = Math.log10(to / from);
        boolean labelled = isNear(digit, 1)
                || decades < TWO_AND_FIVE_BELOW && (isNear(digit, 2) || isNear(digit, 5))
                || decades < ALL_BELOW;
        return labelled ? plain(tick) : "";
    }

    private static boolean isNear(double value, double other) {
        return Math.abs(value - other) < 1e-6;
    }

    /** Writes 10,000 and 0.00001 rather than 1E4 and 1E-5, if short enough to read. */
    private static String plain(double value) {
        BigDecimal number = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        String text = number.scale() <= 0 ? String.format(Locale.ROOT, "%,.0f", number) : number.toPlainString();
        return text.length() <= 9 ? text : number.toString();
    }
}
