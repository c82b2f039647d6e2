package dev.inercia.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a {@link Chart}: its title, the curves (by XChart) and the legend. */
final class Drawing implements Picture {

    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    private static final int MARGIN = 16;
    private static final int MOST_HEIGHT_OF_CURVES = 470;
    /** More markers would hide the curve. */
    private static final int MOST_MARKERS = 30;

    private final int width;
    private final Optional<Label> title;
    private final XYChart curves;
    private final List<Points> points;
    private final Legend legend;
    private final EndLabels labels;

    private Drawing(
            int width, Optional<Label> title, XYChart curves, List<Points> points, Legend legend, EndLabels labels) {
        this.width = width;
        this.title = title;
        this.curves = curves;
        this.points = points;
        this.legend = legend;
        this.labels = labels;
    }

    /** With its title. */
    static Drawing titled(Chart chart, int width) {
        return of(chart, width, Optional.of(Label.of(chart.title(), TITLE_FONT, width - 2 * MARGIN)));
    }

    /** Without a title, for a page that shows it. */
    static Drawing untitled(Chart chart, int width) {
        return of(chart, width, Optional.empty());
    }

    private static Drawing of(Chart chart, int width, Optional<Label> title) {
        EndLabels labels = EndLabels.of(chart, width);
        XYChart curves = new XYChartBuilder()
                .width(width - labels.width())
                .height(Math.min(MOST_HEIGHT_OF_CURVES, width * 3 / 4))
                .xAxisTitle(chart.xTitle())
                .yAxisTitle(chart.yTitle())
                .build();
        Look.apply(curves.getStyler());
        List<Points> all =
                chart.series().stream().map(series -> Points.of(series, chart)).toList();
        Range.of(chart.x(), all.stream().map(Points::xRange).toList()).applyToX(curves.getStyler());
        Range.of(chart.y(), all.stream().map(Points::yRange).toList()).applyToY(curves.getStyler());

        List<Legend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Points points = all.get(i);
            boolean marked = points.count() <= MOST_MARKERS;
            Legend.Entry entry = new Legend.Entry(
                    chart.series().get(i).label(),
                    Look.color(i),
                    Look.line(i),
                    marked ? Look.marker(i) : SeriesMarkers.NONE);
            entries.add(entry);
            if (points.count() > 0) {
                // XChart requires unique curve names; the legend has the labels.
                XYSeries curve = curves.addSeries(
                        "series " + i, points.x(), points.y(), points.hasSpread() ? points.spread() : null);
                curve.setLineColor(entry.color());
                curve.setMarkerColor(entry.color());
                // Points close together: XChart's dashes would restart at each, so that the line is drawn here.
                curve.setLineStyle(marked ? entry.line() : SeriesLines.NONE);
                curve.setMarker(entry.marker());
            }
        }
        return new Drawing(width, title, curves, all, new Legend(entries, width), labels);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return titleHeight() + curves.getHeight() + legend.height() + MARGIN;
    }

    private int titleHeight() {
        return title.map(label -> MARGIN + (int) Math.ceil(label.height())).orElse(0);
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height());
        graphics.translate(0, titleHeight());
        curves.paint(graphics, width - labels.width(), curves.getHeight());
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).count() > MOST_MARKERS) {
                paintLine(graphics, points.get(i), i);
            }
        }
        labels.paint(graphics, points, curves);
        graphics.translate(0, -titleHeight());
        graphics.setColor(Look.TEXT);
        title.ifPresent(label -> label.paintCentred(graphics, width / 2.0, MARGIN));
        legend.paint(graphics, titleHeight() + curves.getHeight());
    }

    /** Straight lines from point to point. */
    private void paintLine(Graphics2D graphics, Points line, int index) {
        Path2D path = new Path2D.Double();
        boolean isDrawing = false;
        for (int i = 0; i < line.count(); i++) {
            boolean isGap = !Double.isFinite(line.x()[i]) || !Double.isFinite(line.y()[i]);
            if (!isGap) {
                double x = curves.getScreenXFromChart(line.x()[i]);
                double y = curves.getScreenYFromChart(line.y()[i]);
                if (isDrawing) {
                    path.lineTo(x, y);
                } else {
                    path.moveTo(x, y);
                }
            }
            isDrawing = !isGap;
        }
        graphics.setColor(Look.color(index));
        graphics.setStroke(Look.line(index));
        graphics.draw(path);
    }
}
