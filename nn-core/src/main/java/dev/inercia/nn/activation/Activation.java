package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Tile;

/**
 * A function {@code y = f(z)} applied to the rows of a matrix, and its gradient.
 *
 * <p>Stateless: what it needs is handed in. The loops come in two mechanical twins, for {@code float[]} and
 * {@code double[]}; matrices lie row by row, {@code rows * columns} numbers from index 0 on, in arrays that may be
 * longer. To write one in ND4J calls instead, implement {@link ArrayActivation}. Implementations are records, which
 * makes equal what is configured equally.
 */
public interface Activation {

    /** Overwrites z by y. */
    void apply(float[] z, int rows, int columns);

    /**
     * Turns dL/dy into dL/dz, in place.
     *
     * @param z the input, or null unless {@link #needsInput()}
     * @param y the output for that input
     * @param d dL/dy on entry, dL/dz on return
     */
    void gradient(float[] z, float[] y, float[] d, int rows, int columns);

    /** Overwrites z by y. */
    void apply(double[] z, int rows, int columns);

    /** As {@link #gradient(float[], float[], float[], int, int)}. */
    void gradient(double[] z, double[] y, double[] d, int rows, int columns);

    /** Whether the gradient needs z, because y alone does not tell it. By default no. */
    default boolean needsInput() {
        return false;
    }

    /** Overwrites the tile's rows in use by their outputs. */
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
     * 1 for a positive y and 0 for 0 or below, without a branch, which would keep the JIT from vectorising the loop.
     * Multiplied twice so that the smallest denormal counts as positive too.
     */
    static float isPositive(float y) {
        return Math.min(1f, Math.max(0f, y) * Float.MAX_VALUE * Float.MAX_VALUE);
    }

    /** As {@link #isPositive(float)}. */
    static double isPositive(double y) {
        return Math.min(1, Math.max(0, y) * Double.MAX_VALUE * Double.MAX_VALUE);
    }
}
