package dev.inercia.nn.tensor;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * One pass over parameters, or a part of them: copies tile after tile to the heap, applies a {@link Rule}, and copies
 * what it wrote back. Makes nothing while it runs.
 */
public final class Sweep {

    private final boolean isFloat;
    private final float[] floatWritten;
    private final float[] floatRead;
    private final double[] doubleWritten;
    private final double[] doubleRead;

    /** A sweep over vectors of this type. */
    public Sweep(DataType type) {
        isFloat = type == DataType.FLOAT;
        floatWritten = isFloat ? new float[Vectors.TILE] : null;
        floatRead = isFloat ? new float[Vectors.TILE] : null;
        doubleWritten = isFloat ? null : new double[Vectors.TILE];
        doubleRead = isFloat ? null : new double[Vectors.TILE];
    }

    /**
     * Applies the rule to the elements {@code from} to {@code to} (exclusive).
     *
     * @param written what the rule updates: an optimizer's parameters
     * @param read what the rule only reads: an optimizer's gradients
     * @param state vectors as long as both, updated
     * @param flush whether state so small that it computes slowly is set to 0. Velocities of inputs that are rarely lit
     *     decay into denormals and, rounded to nearest, stay there for ever; a processor takes many times as long for
     *     each. Nothing in the JVM turns them off, so the sweep does, now and then. Numbers above 1e-12 (DOUBLE:
     *     1e-183) keep every bit
     */
    public void run(Rule rule, Memory written, Memory read, Vectors state, int from, int to, boolean flush) {
        for (int tile = from / Vectors.TILE; tile * Vectors.TILE < to; tile++) {
            int offset = tile * Vectors.TILE;
            int first = Math.max(from - offset, 0);
            int end = Math.min(to - offset, Vectors.TILE);
            if (isFloat) {
                written.get(offset + first, floatWritten, first, end - first);
                read.get(offset + first, floatRead, first, end - first);
                rule.apply(floatWritten, floatRead, state.floats(tile), first, end);
                written.put(offset + first, floatWritten, first, end - first);
            } else {
                written.get(offset + first, doubleWritten, first, end - first);
                read.get(offset + first, doubleRead, first, end - first);
                rule.apply(doubleWritten, doubleRead, state.doubles(tile), first, end);
                written.put(offset + first, doubleWritten, first, end - first);
            }
            if (flush) {
                flush(state, tile, first, end);
            }
        }
    }

    private void flush(Vectors state, int tile, int from, int to) {
        if (isFloat) {
            for (float[] vector : state.floats(tile)) {
                flush(vector, from, to);
            }
        } else {
            for (double[] vector : state.doubles(tile)) {
                flush(vector, from, to);
            }
        }
    }

    /** Adding a number so large that denormals vanish beside it, and taking it away again, rounds them to 0. */
    private static void flush(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (v[i] + 1e-20f) - 1e-20f;
        }
    }

    private static void flush(double[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (v[i] + 1e-200) - 1e-200;
        }
    }
}
