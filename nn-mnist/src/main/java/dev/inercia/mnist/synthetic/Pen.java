package dev.inercia.mnist.synthetic;

import dev.inercia.mnist.image.MnistNormalizer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A pen of random width and pressure. Computes the ink of each pixel from its distance to the nearest segment of a
 * stroke.
 *
 * <p>It draws at twice MNIST's size; averaging in {@link MnistNormalizer} then produces grey edges, as it did for
 * MNIST's black-and-white scans.
 */
final class Pen {

    /** Side of the square canvas. */
    static final int CANVAS = 48;

    /** The longer side of the drawing; the margin leaves room for strokes widened by pressure. */
    private static final double DIGIT = 40;

    private static final double MARGIN = (CANVAS - DIGIT) / 2;

    // In pixels of the canvas; the spread is the standard deviation of the logarithm of the radius.
    private static final double RADIUS = 2.4;
    private static final double RADIUS_SPREAD = 0.3;
    private static final double EDGE = 0.8;
    /** Standard deviation of the relative difference in width between the end and the middle of a stroke. */
    private static final double PRESSURE = 0.22;

    private final float[] ink = new float[CANVAS * CANVAS];

    /** The canvas: {@code CANVAS * CANVAS} values in [0, 1], row by row; overwritten by the next drawing. */
    float[] ink() {
        return ink;
    }

    /**
     * Clears the canvas and draws curves, scaled to fill it up to the margin.
     *
     * @param curves each {@code x0, y0, x1, y1, ...} in any unit; overwritten
     */
    void draw(List<double[]> curves, RandomGenerator random) {
        Arrays.fill(ink, 0);
        double radius = RADIUS * StrictMath.exp(RADIUS_SPREAD * Handwriting.normal(random));
        double pressure = PRESSURE * Handwriting.normal(random);
        double edge = EDGE * (0.5 + random.nextDouble());
        fit(curves, radius);
        for (double[] curve : curves) {
            int pieces = curve.length / 2 - 1;
            for (int i = 0; i < pieces; i++) {
                double along = 2 * (i + 0.5) / pieces - 1;
                segment(curve, 2 * i, radius * (1 + pressure * along), edge);
            }
        }
    }

    private static void fit(List<double[]> curves, double radius) {
        double[] min = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] max = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] curve : curves) {
            for (int i = 0; i < curve.length; i++) {
                min[i & 1] = Math.min(min[i & 1], curve[i]);
                max[i & 1] = Math.max(max[i & 1], curve[i]);
            }
        }
        double scale = (DIGIT - 2 * radius) / Math.max(max[0] - min[0], max[1] - min[1]);
        for (double[] curve : curves) {
            for (int i = 0; i < curve.length; i++) {
                curve[i] = MARGIN + radius + scale * (curve[i] - min[i & 1]);
            }
        }
    }

    private void segment(double[] p, int at, double radius, double edge) {
        double ax = p[at];
        double ay = p[at + 1];
        double dx = p[at + 2] - ax;
        double dy = p[at + 3] - ay;
        double reach = radius + edge / 2;
        int left = Math.max(0, (int) (Math.min(ax, ax + dx) - reach));
        int right = Math.min(CANVAS - 1, (int) (Math.max(ax, ax + dx) + reach));
        int top = Math.max(0, (int) (Math.min(ay, ay + dy) - reach));
        int bottom = Math.min(CANVAS - 1, (int) (Math.max(ay, ay + dy) + reach));
        double perLength = 1 / (dx * dx + dy * dy + 1e-12);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double px = x + 0.5 - ax;
                double py = y + 0.5 - ay;
                double t = Math.max(0, Math.min(1, (px * dx + py * dy) * perLength));
                double ex = px - t * dx;
                double ey = py - t * dy;
                double square = ex * ex + ey * ey;
                if (square < reach * reach) {
                    float cover = (float) Math.min(1, (reach - Math.sqrt(square)) / edge);
                    ink[y * CANVAS + x] = Math.max(ink[y * CANVAS + x], cover);
                }
            }
        }
    }
}
