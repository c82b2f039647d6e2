package dev.inercia.optim;

/**
 * The element-wise loop of an optimizer's step, once for each data type: it reads like the paper's formula and runs
 * over one tile at a time.
 *
 * <p>All arrays have the same index, {@code for (int i = from; i < to; i++)}: the JIT vectorises a loop only then.
 * Parameters and state are updated in place, gradients are only read. Several tiles may be computed on at once, on
 * several threads: a rule keeps nothing but constants.
 */
public interface Rule {

    /**
     * One step for the elements {@code from} to {@code to} (exclusive), in single precision.
     *
     * @param p parameters, updated
     * @param g gradients, read
     * @param state the optimizer's vectors in the order it names them, updated
     */
    void apply(float[] p, float[] g, float[][] state, int from, int to);

    /** The mechanical twin in double precision. */
    void apply(double[] p, double[] g, double[][] state, int from, int to);
}
