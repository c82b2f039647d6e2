package dev.inercia.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart drawn, as PNG or SVG, on white. Needs no display. */
public final class Plot {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 480;
    private static final int DPI = 144;
    private static final String FONT = Font.SANS_SERIF;
    private static final int FEW_POINTS = 30;

    /** Okabe and Ito's palette without yellow: told apart by the colour-blind, and on white. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0xE69F00),
            new Color(0x444444));

    private static final List<BasicStroke> STROKES = List.of(stroke(), stroke(7, 3), stroke(2, 3), stroke(9, 3, 2, 3));

    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN);

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final Chart chart;
    private final XYChart drawing;

    private Plot(Chart chart) {
        this.chart = chart;
        drawing = draw(chart);
    }

    /**
     * Draws a chart.
     *
     * @throws IllegalArgumentException if it has nothing to draw
     */
    public static Plot of(Chart chart) {
        if (chart.series().stream().allMatch(series -> series.x().isEmpty())) {
            throw new IllegalArgumentException("Chart '" + chart.name() + "' has no points");
        }
        return new Plot(chart);
    }

    private static BasicStroke stroke(float... dashes) {
        return new BasicStroke(
                1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes.length == 0 ? null : dashes, 0);
    }

    private static XYChart draw(Chart chart) {
        XYChart drawing = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(chart.title())
                .xAxisTitle(chart.xTitle())
                .yAxisTitle(chart.yTitle())
                .build();
        style(drawing.getStyler());
        drawing.getStyler().setXAxisLogarithmic(chart.x() == Chart.Axis.LOGARITHMIC);
        drawing.getStyler().setYAxisLogarithmic(chart.y() == Chart.Axis.LOGARITHMIC);
        int index = 0;
        for (Series series : chart.series()) {
            if (!series.x().isEmpty()) {
                add(drawing, series, index++);
            }
        }
        return drawing;
    }

    private static void add(XYChart drawing, Series series, int index) {
        XYSeries line = drawing.addSeries(
                series.label(),
                series.x(),
                series.y().stream().map(y -> Double.isFinite(y) ? y : null).toList(),
                series.spread().isEmpty() ? null : series.spread());
        line.setLineColor(COLORS.get(index % COLORS.size()));
        line.setLineStyle(STROKES.get(index / COLORS.size() % STROKES.size()));
        line.setMarkerColor(COLORS.get(index % COLORS.size()));
        line.setMarker(series.x().size() > FEW_POINTS ? SeriesMarkers.NONE : MARKERS.get(index % MARKERS.size()));
    }

    private static void style(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(new Color(0xBBBBBB));
        styler.setPlotGridLinesColor(new Color(0xE4E4E4));
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartTitleFont(new Font(FONT, Font.BOLD, 15));
        styler.setChartTitleBoxVisible(false);
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendSeriesLineLength(30);
        styler.setMarkerSize(6);
        styler.setErrorBarsColorSeriesColor(true);
        styler.setLocale(java.util.Locale.ROOT);
    }

    /** The picture as PNG, {@value #WIDTH} by {@value #HEIGHT} at twice the density. */
    public byte[] png() {
        try {
            Path file = Files.createTempFile("plot", ".png");
            try {
                BitmapEncoder.saveBitmapWithDPI(drawing, file.toString(), BitmapFormat.PNG, DPI);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The picture as SVG. */
    public String svg() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(drawing, bytes, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Writes both into a directory, under the chart's name.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(chart.name() + ".png"), png());
            Files.writeString(directory.resolve(chart.name() + ".svg"), svg());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
