package dev.inercia.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A {@link Chart} as XChart draws it: what is where, and which values can be drawn at all. */
final class Drawing {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEGEND_LINE = 27;
    /** Characters that a legend in one line has room for, with what precedes a label counted as some. */
    private static final int LEGEND_CHARACTERS = 92;

    private static final int LEGEND_MARK_CHARACTERS = 8;
    /** Above it, markers would hide the curve. */
    private static final int MOST_MARKED_POINTS = 30;

    private Drawing() {}

    static XYChart of(Chart chart) {
        boolean oneLine = chart.series().stream()
                        .mapToInt(series -> series.label().length() + LEGEND_MARK_CHARACTERS)
                        .sum()
                <= LEGEND_CHARACTERS;
        int legendLines = oneLine ? 1 : chart.series().size();
        XYChart drawing = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT + LEGEND_LINE * legendLines)
                .title(chart.title())
                .xAxisTitle(chart.xTitle())
                .yAxisTitle(chart.yTitle())
                .build();
        style(drawing.getStyler());
        drawing.getStyler().setLegendLayout(oneLine ? LegendLayout.Horizontal : LegendLayout.Vertical);
        drawing.getStyler().setXAxisLogarithmic(chart.x() == Chart.Axis.LOGARITHMIC);
        drawing.getStyler().setYAxisLogarithmic(chart.y() == Chart.Axis.LOGARITHMIC);
        for (int i = 0; i < chart.series().size(); i++) {
            add(drawing, chart, i);
        }
        widenEmptyRanges(drawing);
        return drawing;
    }

    private static void style(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(Look.TEXT);
        styler.setAxisTickLabelsColor(Look.TEXT);
        styler.setAxisTickMarksColor(Look.AXIS);
        styler.setChartTitleBoxVisible(false);
        styler.setPlotBorderColor(Look.AXIS);
        styler.setPlotGridLinesColor(Look.GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotTicksMarksVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendSeriesLineLength(44);
        styler.setChartPadding(14);
        styler.setMarkerSize(8);
        styler.setErrorBarsColorSeriesColor(true);
    }

    private static void add(XYChart drawing, Chart chart, int index) {
        Series series = chart.series().get(index);
        int points = series.x().size();
        double[] x = new double[points];
        double[] y = new double[points];
        double[] spread = new double[points];
        for (int i = 0; i < points; i++) {
            boolean drawn =
                    fits(series.x().get(i), chart.x()) && fits(series.y().get(i), chart.y());
            // A gap needs a place too; any that is in range does.
            x[i] = fits(series.x().get(i), chart.x()) ? series.x().get(i) : i == 0 ? Double.NaN : x[i - 1];
            y[i] = drawn ? series.y().get(i) : Double.NaN;
            spread[i] = drawn && !series.spread().isEmpty()
                    ? drawable(series.spread().get(i), y[i], chart.y())
                    : 0;
        }
        // XChart knows series by their names; ours may share a label.
        XYSeries drawn =
                drawing.addSeries("series " + index, x, y, series.spread().isEmpty() ? null : spread);
        drawn.setLabel(series.label().isBlank() ? " " : series.label());
        drawn.setLineColor(Look.color(index));
        drawn.setMarkerColor(Look.color(index));
        drawn.setLineStyle(Look.line(index));
        boolean marked = points <= MOST_MARKED_POINTS;
        drawn.setMarker(marked ? Look.marker(index) : SeriesMarkers.NONE);
        // Drawn as one path, so that dashes go on over points that are close together.
        drawn.setSmooth(!marked);
    }

    private static boolean fits(double value, Chart.Axis axis) {
        return Double.isFinite(value) && (axis == Chart.Axis.LINEAR || value > 0);
    }

    /** No bar where there is no spread, as for a single run, or where it would reach below a logarithmic axis. */
    private static double drawable(double spread, double y, Chart.Axis axis) {
        return Double.isFinite(spread) && fits(y - spread, axis) ? spread : 0;
    }

    /** Gives an axis a range where its values have none: one value only, or nothing to draw. */
    private static void widenEmptyRanges(XYChart drawing) {
        XYStyler styler = drawing.getStyler();
        List<XYSeries> all = List.copyOf(drawing.getSeriesCollection());
        DoubleSummaryStatistics x = all.stream()
                .flatMapToDouble(series -> IntStream.range(0, series.getXData().length)
                        .filter(i -> !Double.isNaN(series.getYData()[i]))
                        .mapToDouble(i -> series.getXData()[i]))
                .summaryStatistics();
        DoubleSummaryStatistics y = all.stream()
                .flatMapToDouble(series -> IntStream.range(0, series.getYData().length)
                        .filter(i -> !Double.isNaN(series.getYData()[i]))
                        .mapToDouble(i -> series.getYData()[i]))
                .summaryStatistics();
        if (x.getCount() == 0) {
            styler.setXAxisMin(1.0).setXAxisMax(2.0);
            styler.setYAxisMin(1.0).setYAxisMax(2.0);
        }
    }
}
