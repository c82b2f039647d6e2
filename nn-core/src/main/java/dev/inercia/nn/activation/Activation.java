package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Tile;

/**
 * A function {@code y = f(z)} applied to the rows of a matrix, and its gradient.
 *
 * <p>Stateless. The loops exist twice, for {@code float[]} and {@code double[]}, and are identical otherwise. Matrices
 * are stored row by row from index 0, {@code rows * columns} numbers; the arrays may be longer. To use ND4J calls
 * instead, implement {@link ArrayActivation}. Implementations are records, so equal settings make equal activations.
 */
public interface Activation {

    /** Overwrites z with y. */
    void apply(float[] z, int rows, int columns);

    /**
     * Turns dL/dy into dL/dz, in place.
     *
     * @param z the input, or null unless {@link #needsInput()}
     * @param y the output for that input
     * @param d dL/dy on entry, dL/dz on return
     */
    void gradient(float[] z, float[] y, float[] d, int rows, int columns);

    /** Overwrites z with y. */
    void apply(double[] z, int rows, int columns);

    /** See {@link #gradient(float[], float[], float[], int, int)}. */
    void gradient(double[] z, double[] y, double[] d, int rows, int columns);

    /** True if the gradient needs z as well as y; by default false. */
    default boolean needsInput() {
        return false;
    }

    /**
     * True if an output is computed about as fast as it is copied, so that layers compute it again instead of keeping
     * it; by default false. Ignored if it {@link #needsInput()}.
     */
    default boolean isCheap() {
        return false;
    }

    /** Overwrites the rows of the tile that are in use with their outputs. */
    default void apply(Tile z) {
        if (z.isFloat()) {
            apply(z.floats(), z.rows(), z.columns());
        } else {
            apply(z.doubles(), z.rows(), z.columns());
        }
    }

    /** Turns dL/dy into dL/dz in the tile d; z may be null unless {@link #needsInput()}. */
    default void gradient(Tile z, Tile y, Tile d) {
        if (d.isFloat()) {
            gradient(z == null ? null : z.floats(), y.floats(), d.floats(), d.rows(), d.columns());
        } else {
            gradient(z == null ? null : z.doubles(), y.doubles(), d.doubles(), d.rows(), d.columns());
        }
    }

    /**
     * 1 for a positive y, otherwise 0. Has no branch, so that the JIT vectorises the loop; multiplies twice so that
     * the smallest denormal counts as positive too.
     */
    static float isPositive(float y) {
        return Math.min(1f, Math.max(0f, y) * Float.MAX_VALUE * Float.MAX_VALUE);
    }

    /** 1 for a positive y, 0 for 0, in half the time of {@link #isPositive(float)}; y must not be negative. */
    static float isNotZero(float y) {
        return Math.min(1f, y * Float.MAX_VALUE * Float.MAX_VALUE);
    }

    /** See {@link #isNotZero(float)}. */
    static double isNotZero(double y) {
        return Math.min(1, y * Double.MAX_VALUE * Double.MAX_VALUE);
    }

    /** See {@link #isPositive(float)}. */
    static double isPositive(double y) {
        return Math.min(1, Math.max(0, y) * Double.MAX_VALUE * Double.MAX_VALUE);
    }
}
