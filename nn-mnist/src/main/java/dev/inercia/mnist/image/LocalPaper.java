package dev.inercia.mnist.image;

import java.util.Arrays;

/**
 * The paper around each pixel: what remains if everything thinner than a window is filled from its surroundings, so
 * that a shadow with a hard edge stays paper.
 *
 * <p>Grey closing for dark ink and opening for light ink (J. Serra, "Image Analysis and Mathematical Morphology",
 * 1982): both keep the edge of a half-plane exactly.
 */
final class LocalPaper {

    /** Paper is never taken to be darker, lest its noise be ink. */
    private static final double DARKEST = 0.05;

    private final float[] light;
    private final int width;
    private final int height;
    private final int reach;

    /** Takes the window as a fraction of the shorter side: wider than strokes, narrower than a shadow. */
    LocalPaper(float[] light, int width, int height, double window) {
        this.light = light;
        this.width = width;
        this.height = height;
        this.reach = Math.max(1, (int) (window * Math.min(width, height) / 2));
    }

    /** The width of the window in pixels. */
    int window() {
        return 2 * reach + 1;
    }

    /** How much each pixel is darker, or else lighter, than the paper around it. */
    double[] contrast(boolean isDarkInk) {
        float[] paper = isDarkInk ? extreme(extreme(light, true), false) : extreme(extreme(light, false), true);
        double[] contrast = new double[light.length];
        for (int i = 0; i < contrast.length; i++) {
            // A shadow dims ink and paper alike.
            contrast[i] = isDarkInk ? 1 - light[i] / Math.max(paper[i], DARKEST) : light[i] - paper[i];
        }
        return contrast;
    }

    /**
     * Takes the median, which is paper, from all values, and makes the lower ones 0.
     *
     * @return the median distance from it: grain and noise
     */
    static double center(double[] contrast) {
        double usual = median(contrast);
        double noise = median(
                Arrays.stream(contrast).map(value -> Math.abs(value - usual)).toArray());
        for (int i = 0; i < contrast.length; i++) {
            contrast[i] = Math.max(0, contrast[i] - usual);
        }
        return noise;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The most or least within the window: along rows, then along columns. */
    private float[] extreme(float[] image, boolean isMost) {
        float[] turned = alongAndTurned(image, width, height, isMost);
        return alongAndTurned(turned, height, width, isMost);
    }

    private float[] alongAndTurned(float[] image, int columns, int rows, boolean isMost) {
        float[] result = new float[image.length];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                float extreme = image[y * columns + x];
                int end = Math.min(columns - 1, x + reach);
                for (int i = Math.max(0, x - reach); i <= end; i++) {
                    float value = image[y * columns + i];
                    extreme = isMost ? Math.max(extreme, value) : Math.min(extreme, value);
                }
                result[x * rows + y] = extreme;
            }
        }
        return result;
    }
}
