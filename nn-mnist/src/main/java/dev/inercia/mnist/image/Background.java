package dev.inercia.mnist.image;

import java.util.Arrays;

/**
 * The paper under a digit: a smooth brightness surface fitted to the rim of an image, so that a shadow across a
 * photograph does not count as ink.
 *
 * <p>A polynomial of degree 2 in x and y, by least squares, reweighted so that ink on the rim has little influence
 * (Geman and McClure's weights).
 */
final class Background {

    private static final int TERMS = 6;
    private static final int ROUNDS = 6;
    /** The width of the rim as a fraction of the width of the image. */
    private static final double RIM = 0.05;
    /** A residual too small to be ink; brightness in [0, 1]. */
    private static final double SLIGHT = 0.02;

    private final int width;
    private final int height;
    private final double[] surface = new double[TERMS];
    private double noise;

    /** Fits the surface to the rim of an image whose values are in [0, 1]. */
    Background(float[] light, int width, int height) {
        this.width = width;
        this.height = height;
        int[] rim = rim();
        // Start from the median of the rim, which is paper unless ink covers half of the rim.
        double[] values = new double[rim.length];
        for (int i = 0; i < rim.length; i++) {
            values[i] = light[rim[i]];
        }
        surface[0] = median(values);
        for (int round = 0; round < ROUNDS; round++) {
            double scale = Math.max(SLIGHT, 1.5 * spread(light, rim));
            fit(light, rim, scale);
        }
        noise = spread(light, rim);
    }

    /** The median distance of the rim from the surface: paper grain and camera noise. */
    double noise() {
        return noise;
    }

    /** The surface's brightness at a pixel. */
    double at(int x, int y) {
        double value = 0;
        double[] terms = terms(x, y);
        for (int i = 0; i < TERMS; i++) {
            value += surface[i] * terms[i];
        }
        return value;
    }

    private double[] terms(int x, int y) {
        double u = 2 * (x + 0.5) / width - 1;
        double v = 2 * (y + 0.5) / height - 1;
        return new double[] {1, u, v, u * u, u * v, v * v};
    }

    private int[] rim() {
        int across = Math.max(1, (int) (RIM * width));
        int down = Math.max(1, (int) (RIM * height));
        int[] rim = new int[width * height];
        int size = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (x < across || x >= width - across || y < down || y >= height - down) {
                    rim[size++] = y * width + x;
                }
            }
        }
        return Arrays.copyOf(rim, size);
    }

    private double spread(float[] light, int[] rim) {
        double[] distances = new double[rim.length];
        for (int i = 0; i < rim.length; i++) {
            distances[i] = Math.abs(light[rim[i]] - at(rim[i] % width, rim[i] / width));
        }
        return median(distances);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private void fit(float[] light, int[] rim, double scale) {
        double[][] equations = new double[TERMS][TERMS + 1];
        for (int pixel : rim) {
            double[] terms = terms(pixel % width, pixel / width);
            double residual = (light[pixel] - at(pixel % width, pixel / width)) / scale;
            double weight = 1 / ((1 + residual * residual) * (1 + residual * residual));
            for (int i = 0; i < TERMS; i++) {
                for (int j = 0; j < TERMS; j++) {
                    equations[i][j] += weight * terms[i] * terms[j];
                }
                equations[i][TERMS] += weight * terms[i] * light[pixel];
            }
        }
        // A small ridge term on all but the constant: a rim of a few pixels does not determine every coefficient.
        for (int i = 1; i < TERMS; i++) {
            equations[i][i] += 1e-3 * equations[0][0];
        }
        System.arraycopy(solve(equations), 0, surface, 0, TERMS);
    }

    /** Gauss-Jordan elimination; the matrix is symmetric and positive definite, so it needs no pivoting. */
    private static double[] solve(double[][] equations) {
        for (int i = 0; i < TERMS; i++) {
            for (int row = 0; row < TERMS; row++) {
                double factor = equations[row][i] / equations[i][i];
                for (int j = i; row != i && j <= TERMS; j++) {
                    equations[row][j] -= factor * equations[i][j];
                }
            }
        }
        double[] solution = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            solution[i] = equations[i][TERMS] / equations[i][i];
        }
        return solution;
    }
}
