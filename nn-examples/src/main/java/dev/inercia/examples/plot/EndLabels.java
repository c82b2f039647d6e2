package dev.inercia.examples.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * The labels of curves at their ends, right of the drawing, apart from each other where curves coincide; on narrow
 * drawings, and for many curves, none.
 */
final class EndLabels {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final int NARROW = 600;
    private static final int MOST_CURVES = 8;
    /** The share of the width that labels may take. */
    private static final double MOST_WIDTH = 0.24;

    private static final int LEADER = 18;
    private static final int GAP = 5;

    private final List<Label> labels;
    private final int width;

    private EndLabels(List<Label> labels, int width) {
        this.labels = labels;
        this.width = width;
    }

    static EndLabels of(Chart chart, int width) {
        int curves = chart.series().size();
        if (width < NARROW || curves < 2 || curves > MOST_CURVES) {
            return new EndLabels(List.of(), 0);
        }
        double most = MOST_WIDTH * width - LEADER - GAP;
        List<Label> labels = chart.series().stream()
                .map(series -> Label.of(series.label(), FONT, most))
                .toList();
        double widest = labels.stream().mapToDouble(Label::width).max().orElse(0);
        return new EndLabels(labels, LEADER + GAP + (int) Math.ceil(Math.min(most, widest)));
    }

    /** The width to keep free, 0 for no labels. */
    int width() {
        return width;
    }

    private record End(int index, double x, double y) {}

    /** Paints the labels; the curves must have been painted. */
    void paint(Graphics2D graphics, List<Points> curves, XYChart chart) {
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Points points = curves.get(i);
            for (int last = points.count() - 1; last >= 0; last--) {
                if (Double.isFinite(points.x()[last]) && Double.isFinite(points.y()[last])) {
                    double x = chart.getScreenXFromChart(points.x()[last]);
                    ends.add(new End(i, x, chart.getScreenYFromChart(points.y()[last])));
                    break;
                }
            }
        }
        ends.sort(Comparator.comparingDouble(End::y));
        double[] tops = tops(ends, chart.getHeight());
        double left = chart.getWidth();
        for (int i = 0; i < ends.size(); i++) {
            End end = ends.get(i);
            Label label = labels.get(end.index());
            graphics.setColor(Look.color(end.index()));
            graphics.setStroke(Look.leader());
            graphics.draw(new Line2D.Double(end.x() + GAP, end.y(), left, tops[i] + label.lineHeight() / 2));
            label.paint(graphics, left + GAP, tops[i]);
        }
    }

    /** Places labels beside their ends, moved down until they do not overlap, then up until they all fit. */
    private double[] tops(List<End> ends, double height) {
        double[] tops = new double[ends.size()];
        double free = 0;
        for (int i = 0; i < tops.length; i++) {
            Label label = labels.get(ends.get(i).index());
            tops[i] = Math.max(free, ends.get(i).y() - label.lineHeight() / 2);
            free = tops[i] + label.height();
        }
        double limit = height;
        for (int i = tops.length - 1; i >= 0; i--) {
            tops[i] = Math.min(tops[i], limit - labels.get(ends.get(i).index()).height());
            limit = tops[i];
        }
        return tops;
    }
}
