package dev.inercia.examples.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.style.XYStyler;

/** From where to where an axis goes, so that all values are seen and nothing but them. */
record Range(Chart.Axis axis, double from, double to) {

    /** A logarithmic axis has a label at every power of ten; below so many decades at 2, 3, 4 and so on too. */
    private static final double FEW_DECADES = 1.2;

    /** The range of all values; of one value its surroundings, of none any. */
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
                    .setXAxisLogarithmicDecadeOnly(!isNarrow())
                    .setXAxisTickLabelsFormattingFunction(Range::plain);
        }
    }

    void applyToY(XYStyler styler) {
        styler.setYAxisMin(from).setYAxisMax(to);
        if (axis == Chart.Axis.LOGARITHMIC) {
            styler.setYAxisLogarithmic(true)
                    .setYAxisLogarithmicDecadeOnly(!isNarrow())
                    .setYAxisTickLabelsFormattingFunction(Range::plain);
        }
    }

    private boolean isNarrow() {
        return Math.log10(to / from) < FEW_DECADES;
    }

    /** 0.00001 rather than 1E-5, while that is short enough to read. */
    private static String plain(double value) {
        BigDecimal number = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        String text = number.toPlainString();
        return text.length() <= 8 ? text : number.toString();
    }
}
