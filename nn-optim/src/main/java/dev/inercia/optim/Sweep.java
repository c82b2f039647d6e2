package dev.inercia.optim;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One pass over parameters, or a part of them: copies tile after tile to the heap, applies a {@link Rule}, and copies
 * what it wrote back. Large ones run on several {@link Cores} at once. Makes nothing while it runs.
 */
public final class Sweep implements Cores.Task {

    /** Elements that are worth a helper: some 25 us of them. */
    private static final int LEAST = 32_768;

    private final Part[] parts;
    private Rule rule;
    private Memory written;
    private Memory read;
    private Vectors state;
    private int from;
    private int to;
    private boolean flush;

    /** A sweep over vectors of this type. */
    public Sweep(DataType type) {
        parts = new Part[Cores.count()];
        Arrays.setAll(parts, i -> type == DataType.FLOAT ? new FloatPart() : new DoublePart());
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
        this.rule = rule;
        this.written = written;
        this.read = read;
        this.state = state;
        this.from = from;
        this.to = to;
        this.flush = flush;
        Cores.share(this, Cores.parts(to - from, LEAST));
    }

    @Override
    public void run(int part, int count) {
        int end = from + Cores.from(to - from, part + 1, count);
        for (int at = from + Cores.from(to - from, part, count); at < end; ) {
            int tile = at / Vectors.TILE;
            int offset = tile * Vectors.TILE;
            int next = Math.min(end, offset + Vectors.TILE);
            parts[part].run(tile, offset, at - offset, next - offset);
            at = next;
        }
    }

    /** What one thread computes on. */
    private sealed interface Part {

        /** Applies the rule to some elements of one tile. */
        void run(int tile, int offset, int first, int end);
    }

    private final class FloatPart implements Part {

        private final float[] p = new float[Vectors.TILE];
        private final float[] g = new float[Vectors.TILE];

        @Override
        public void run(int tile, int offset, int first, int end) {
            float[][] vectors = state.floats(tile);
            written.get(offset + first, p, first, end - first);
            read.get(offset + first, g, first, end - first);
            rule.apply(p, g, vectors, first, end);
            written.put(offset + first, p, first, end - first);
            if (flush) {
                for (float[] vector : vectors) {
                    flush(vector, first, end);
                }
            }
        }
    }

    private final class DoublePart implements Part {

        private final double[] p = new double[Vectors.TILE];
        private final double[] g = new double[Vectors.TILE];

        @Override
        public void run(int tile, int offset, int first, int end) {
            double[][] vectors = state.doubles(tile);
            written.get(offset + first, p, first, end - first);
            read.get(offset + first, g, first, end - first);
            rule.apply(p, g, vectors, first, end);
            written.put(offset + first, p, first, end - first);
            if (flush) {
                for (double[] vector : vectors) {
                    flush(vector, first, end);
                }
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
