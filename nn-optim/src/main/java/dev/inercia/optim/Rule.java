package dev.inercia.optim;

/**
 * The element-wise loop of an optimizer's step: it reads like the paper's formula and runs over one tile at a time.
 *
 * <p>One loop is enough, that of {@code double[]}: FLOAT parameters and state are then converted to double precision
 * and back, tile by tile, and a lambda is a rule. A loop for {@code float[]} besides is several times faster.
 *
 * <p>All arrays have the same index, {@code for (int i = from; i < to; i++)}: the JIT vectorises a loop only then.
 * Parameters and state are updated in place, gradients are only read. Several tiles may be computed on at once, on
 * several threads: a rule keeps nothing but constants.
 */
@FunctionalInterface
public interface Rule {

    /**
     * One step for the elements {@code from} to {@code to} (exclusive).
     *
     * @param p parameters, updated
     * @param g gradients, read
     * @param state the optimizer's vectors in the order it names them, updated
     */
    void apply(double[] p, double[] g, double[][] state, int from, int to);

    /** The same in single precision: the mechanical twin, or by default the loop above on converted numbers. */
    default void apply(float[] p, float[] g, float[][] state, int from, int to) {
        Converted.apply(this, p, g, state, from, to);
    }

    /**
     * This number, or the smallest normal one if it is smaller: an epsilon that is rounded to 0 would divide 0 by 0.
     *
     * @param x at least 0
     */
    static float atLeastNormal(float x) {
        return Math.max(x, Float.MIN_NORMAL);
    }

    /** The same in double precision. */
    static double atLeastNormal(double x) {
        return Math.max(x, Double.MIN_NORMAL);
    }
}
