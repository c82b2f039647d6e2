package dev.inercia.nn.tensor;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * One pass over all parameters: copies tile after tile to the heap, applies a {@link Rule}, and copies the parameters
 * back. Makes nothing while it runs.
 */
public final class Sweep {

    private final boolean isFloat;
    private final float[] floatParameters;
    private final float[] floatGradients;
    private final double[] doubleParameters;
    private final double[] doubleGradients;

    /** A sweep over vectors of this type. */
    public Sweep(DataType type) {
        isFloat = type == DataType.FLOAT;
        floatParameters = isFloat ? new float[Vectors.TILE] : null;
        floatGradients = isFloat ? new float[Vectors.TILE] : null;
        doubleParameters = isFloat ? null : new double[Vectors.TILE];
        doubleGradients = isFloat ? null : new double[Vectors.TILE];
    }

    /**
     * Applies the rule to every element.
     *
     * @param flush whether state so small that it computes slowly is set to 0. Velocities of inputs that are rarely lit
     *     decay into denormals and, rounded to nearest, stay there for ever; a processor takes many times as long for
     * each. Nothing in the JVM turns them off, so the sweep does, now and then. Numbers above 1e-12 (DOUBLE: 1e-183)
     * keep every bit
     */
    public void run(Rule rule, Memory parameters, Memory gradients, Vectors state, boolean flush) {
        for (int tile = 0; tile < state.tiles(); tile++) {
            int offset = tile * Vectors.TILE;
            int count = Math.min(Vectors.TILE, state.length() - offset);
            if (isFloat) {
                parameters.get(offset, floatParameters, 0, count);
                gradients.get(offset, floatGradients, 0, count);
                rule.apply(floatParameters, floatGradients, state.floats(tile), 0, count);
                parameters.put(offset, floatParameters, 0, count);
            } else {
                parameters.get(offset, doubleParameters, 0, count);
                gradients.get(offset, doubleGradients, 0, count);
                rule.apply(doubleParameters, doubleGradients, state.doubles(tile), 0, count);
                parameters.put(offset, doubleParameters, 0, count);
            }
            if (flush) {
                flush(state, tile);
            }
        }
    }

    private void flush(Vectors state, int tile) {
        if (isFloat) {
            for (float[] vector : state.floats(tile)) {
                flush(vector);
            }
        } else {
            for (double[] vector : state.doubles(tile)) {
                flush(vector);
            }
        }
    }

    /** Adding a number so large that denormals vanish beside it, and taking it away again, rounds them to 0. */
    private static void flush(float[] v) {
        for (int i = 0; i < v.length; i++) {
            v[i] = (v[i] + 1e-20f) - 1e-20f;
        }
    }

    private static void flush(double[] v) {
        for (int i = 0; i < v.length; i++) {
            v[i] = (v[i] + 1e-200) - 1e-200;
        }
    }
}
