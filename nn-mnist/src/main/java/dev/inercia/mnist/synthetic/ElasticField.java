package dev.inercia.mnist.synthetic;

import java.util.random.RandomGenerator;

/**
 * A smooth random displacement of the plane: random vectors on a coarse grid over the 100 x 100 square of the strokes,
 * interpolated by a uniform cubic B-spline.
 *
 * <p>It is the elastic distortion of Simard, Steinkraus and Platt, "Best practices for convolutional neural networks
 * applied to visual document analysis", 2003, applied to the points of strokes rather than to pixels, with a spline in
 * place of their Gaussian filter.
 */
final class ElasticField {

    private static final int CELLS = 3;
    private static final int NODES = CELLS + 3;
    private static final double CELL = 100.0 / CELLS;
    // The spline averages its nodes, so they must be larger than the resulting displacement.
    private static final double NODE_STRENGTH = 1.5;

    private final double[] nodes = new double[2 * NODES * NODES];

    /** A field whose displacements have a standard deviation of about {@code strength} along each axis. */
    ElasticField(double strength, RandomGenerator random) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = strength * NODE_STRENGTH * Handwriting.normal(random);
        }
    }

    /**
     * Moves points, {@code x0, y0, x1, y1, ...}, in place; a point outside the square moves like the nearest point
     * inside.
     */
    void displace(double[] points) {
        for (int at = 0; at < points.length; at += 2) {
            double x = cells(points[at]);
            double y = cells(points[at + 1]);
            int column = Math.min(CELLS - 1, (int) x);
            int row = Math.min(CELLS - 1, (int) y);
            for (int j = 0; j < 4; j++) {
                for (int i = 0; i < 4; i++) {
                    double weight = spline(i, x - column) * spline(j, y - row);
                    int node = 2 * ((row + j) * NODES + column + i);
                    points[at] += weight * nodes[node];
                    points[at + 1] += weight * nodes[node + 1];
                }
            }
        }
    }

    private static double cells(double coordinate) {
        return Math.max(0, Math.min(CELLS, coordinate / CELL));
    }

    private static double spline(int i, double t) {
        double s = 1 - t;
        return switch (i) {
            case 0 -> s * s * s / 6;
            case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
            case 2 -> (3 * s * s * s - 6 * s * s + 4) / 6;
            default -> t * t * t / 6;
        };
    }
}
