package dev.inercia.mnist.synthetic;

import dev.inercia.mnist.synthetic.DigitStrokes.Point;
import dev.inercia.mnist.synthetic.DigitStrokes.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes digits with random variations.
 *
 * <p>It picks one of the digit's styles, jitters its points and joins them by a smooth curve, bends the curve with an
 * {@link ElasticField}, shifts its middle relative to its edges (a small head on a large belly, or the reverse),
 * stretches, slants and rotates it, and draws it with a {@link Pen}.
 *
 * <p>The strengths were chosen by comparing these digits with MNIST's training images, and by how well a network
 * trained on them reads those. Arithmetic is {@code + - * /}, square roots and {@link StrictMath}, so the same random
 * numbers give the same ink on every machine.
 */
final class Handwriting {

    // Standard deviations; the first three in units of the 100 x 100 square of the strokes, the others factors or
    // radians.
    private static final double POINT_JITTER = 5;
    private static final double END_JITTER = 7;
    private static final double ELASTIC = 7;
    private static final double PROPORTION = 0.16;
    private static final double STRETCH = 0.2;
    private static final double SLANT = 0.24;
    private static final double TURN = 0.14;
    /** Most people lean to the right. */
    private static final double MEAN_SLANT = 0.14;

    /** Line segments that approximate the curve between two points. */
    private static final int PIECES = 7;

    private final RandomGenerator random;

    Handwriting(RandomGenerator random) {
        this.random = random;
    }

    /** Writes a digit, 0 to 9, with the pen, overwriting its earlier drawing. */
    void write(int digit, Pen pen) {
        pen.draw(curves(digit), random);
    }

    /** The path of the pen for a digit, 0 to 9: for each stroke {@code x0, y0, x1, y1, ...}, about 100 units high. */
    List<double[]> curves(int digit) {
        List<double[]> curves = new ArrayList<>();
        for (List<Point> stroke : style(DigitStrokes.of(digit)).strokes()) {
            curves.add(curve(jitter(stroke)));
        }
        warp(curves);
        return curves;
    }

    private Style style(List<Style> styles) {
        double total = styles.stream().mapToDouble(Style::weight).sum();
        double rest = random.nextDouble() * total;
        int chosen = 0;
        while (chosen < styles.size() - 1 && rest >= styles.get(chosen).weight()) {
            rest -= styles.get(chosen).weight();
            chosen++;
        }
        return styles.get(chosen);
    }

    private List<Point> jitter(List<Point> stroke) {
        List<Point> moved = new ArrayList<>();
        for (Point point : stroke) {
            boolean end = moved.isEmpty() || moved.size() == stroke.size() - 1;
            double amount = end ? END_JITTER : POINT_JITTER;
            double x = point.x() + amount * normal(random);
            double y = point.y() + amount * normal(random);
            moved.add(new Point(x, y, point.corner() || end));
        }
        return moved;
    }

    /** A cubic Hermite spline through the points, with Catmull-Rom tangents except at corners. */
    private static double[] curve(List<Point> points) {
        double[] curve = new double[2 * ((points.size() - 1) * PIECES + 1)];
        int at = 0;
        for (int i = 0; i + 1 < points.size(); i++) {
            Point from = points.get(i);
            Point to = points.get(i + 1);
            Point before = from.corner() ? from : points.get(i - 1);
            Point after = to.corner() ? to : points.get(i + 2);
            double length = distance(from, to);
            double leave = length / (distance(before, from) + length);
            double arrive = length / (distance(to, after) + length);
            // The last segment of a stroke also includes its end point.
            int last = i + 2 == points.size() ? PIECES : PIECES - 1;
            for (int piece = 0; piece <= last; piece++) {
                double t = (double) piece / PIECES;
                double s = 1 - t;
                double end = t * t * (3 - 2 * t);
                double m0 = t * s * s * leave;
                double m1 = -t * t * s * arrive;
                curve[at++] =
                        from.x() + end * (to.x() - from.x()) + m0 * (to.x() - before.x()) + m1 * (after.x() - from.x());
                curve[at++] =
                        from.y() + end * (to.y() - from.y()) + m0 * (to.y() - before.y()) + m1 * (after.y() - from.y());
            }
        }
        return curve;
    }

    private static double distance(Point a, Point b) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        return Math.sqrt(dx * dx + dy * dy) + 1e-9;
    }

    private void warp(List<double[]> curves) {
        ElasticField field = new ElasticField(ELASTIC, random);
        double bulgeX = 50 * PROPORTION * normal(random);
        double bulgeY = 50 * PROPORTION * normal(random);
        double stretch = StrictMath.exp(STRETCH * normal(random));
        double slant = MEAN_SLANT + SLANT * normal(random);
        double turn = TURN * normal(random);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        for (double[] curve : curves) {
            field.displace(curve);
            for (int i = 0; i < curve.length; i += 2) {
                double u = curve[i] / 50 - 1;
                double v = curve[i + 1] / 50 - 1;
                double y = curve[i + 1] + bulgeY * (1 - v * v);
                double x = (curve[i] + bulgeX * (1 - u * u)) * stretch - slant * y;
                curve[i] = cos * x - sin * y;
                curve[i + 1] = sin * x + cos * y;
            }
        }
    }

    /**
     * An approximately normal number with mean 0 and standard deviation 1: the sum of four uniform numbers. Its bounds
     * of plus and minus 3.5 keep digits legible, and unlike {@code nextGaussian} it cannot change between JDKs.
     */
    static double normal(RandomGenerator random) {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (sum - 2) * 1.7320508075688772;
    }
}
