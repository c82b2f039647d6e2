package dev.inercia.examples.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A {@link Chart} as it is drawn: the curves by XChart, below them the legend. */
final class Drawing {

    static final int WIDTH = 900;
    private static final int CURVES_HEIGHT = 500;
    private static final int BOTTOM = 16;
    /** More markers than that would hide their curve. */
    private static final int MOST_MARKERS = 30;

    private final XYChart curves;
    private final Legend legend;

    private Drawing(XYChart curves, Legend legend) {
        this.curves = curves;
        this.legend = legend;
    }

    static Drawing of(Chart chart) {
        XYChart curves = new XYChartBuilder()
                .width(WIDTH)
                .height(CURVES_HEIGHT)
                .title(chart.title())
                .xAxisTitle(chart.xTitle())
                .yAxisTitle(chart.yTitle())
                .build();
        Look.apply(curves.getStyler());
        List<Points> all =
                chart.series().stream().map(series -> Points.of(series, chart)).toList();
        Range x = Range.of(chart.x(), all.stream().map(Points::xRange).toList());
        Range y = Range.of(chart.y(), all.stream().map(Points::yRange).toList());
        x.applyToX(curves.getStyler());
        y.applyToY(curves.getStyler());

        List<Legend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Points points = all.get(i);
            boolean marked = points.count() <= MOST_MARKERS;
            String label = chart.series().get(i).label();
            entries.add(
                    new Legend.Entry(label, Look.color(i), Look.line(i), marked ? Look.marker(i) : SeriesMarkers.NONE));
            if (points.count() > 0) {
                add(curves, "series " + i, points, entries.get(i), marked);
            }
        }
        return new Drawing(curves, Legend.of(entries, WIDTH));
    }

    /** XChart knows curves by name, and each name once; the label is the legend's. */
    private static void add(XYChart curves, String name, Points points, Legend.Entry look, boolean marked) {
        XYSeries curve = curves.addSeries(name, points.x(), points.y(), points.hasSpread() ? points.spread() : null);
        curve.setLineColor(look.color());
        curve.setMarkerColor(look.color());
        curve.setLineStyle(look.line());
        curve.setMarker(look.marker());
        // Points close together: one path, as else the dashes would begin anew at each of them.
        curve.setSmooth(!marked);
    }

    int height() {
        return CURVES_HEIGHT + legend.height() + BOTTOM;
    }

    void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height());
        curves.paint(graphics, WIDTH, CURVES_HEIGHT);
        legend.paint(graphics, CURVES_HEIGHT);
    }
}
