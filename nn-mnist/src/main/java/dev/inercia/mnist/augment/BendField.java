package dev.inercia.mnist.augment;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A smooth random displacement of pixels along one axis: a uniform cubic B-spline through a coarse grid of nodes. */
final class BendField {

    private static final int CELL = Distortion.GRID;

    private static final int SIDE = Warp.SIDE;
    private static final int NODES = SIDE / CELL + 3;
    /** The spline weights of the four nearest nodes, for each pixel of a cell. */
    private static final float[][] WEIGHTS = weights();

    private final float[] nodes = new float[NODES * NODES];
    private final float[] row = new float[NODES];
    private final float[] field = new float[Warp.PIXELS];

    private static float[][] weights() {
        float[][] weights = new float[CELL][];
        for (int i = 0; i < CELL; i++) {
            double t = (i + 0.5) / CELL;
            double s = 1 - t;
            weights[i] = new float[] {
                (float) (s * s * s / 6),
                (float) ((3 * t * t * t - 6 * t * t + 4) / 6),
                (float) ((3 * s * s * s - 6 * s * s + 4) / 6),
                (float) (t * t * t / 6)
            };
        }
        return weights;
    }

    /** Draws a new field with nodes uniform in [-strength, strength]. */
    void draw(float strength, RandomGenerator random) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = strength * (2 * (random.nextInt() >>> 8) * 0x1p-24f - 1);
        }
        for (int y = 0; y < SIDE; y++) {
            float[] down = WEIGHTS[y % CELL];
            int top = y / CELL * NODES;
            for (int i = 0; i < NODES; i++) {
                row[i] = down[0] * nodes[top + i]
                        + down[1] * nodes[top + NODES + i]
                        + down[2] * nodes[top + 2 * NODES + i]
                        + down[3] * nodes[top + 3 * NODES + i];
            }
            for (int x = 0; x < SIDE; x++) {
                float[] across = WEIGHTS[x % CELL];
                int left = x / CELL;
                field[y * SIDE + x] = across[0] * row[left]
                        + across[1] * row[left + 1]
                        + across[2] * row[left + 2]
                        + across[3] * row[left + 3];
            }
        }
    }

    /** Sets all displacements to 0. */
    void clear() {
        Arrays.fill(field, 0);
    }

    /** The displacement of each pixel, row by row. */
    float[] field() {
        return field;
    }
}
