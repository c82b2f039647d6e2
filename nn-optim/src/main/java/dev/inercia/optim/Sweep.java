package dev.inercia.optim;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One pass over parameters, or part of them: copies them to the heap tile by tile, applies a {@link Rule}, and copies
 * the results back. Large ones are shared among {@link Cores}. Allocates nothing while it runs.
 */
public final class Sweep implements Cores.Task {

    /** The number of elements that is worth another thread: about 25 us of work. */
    private static final int LEAST = 32_768;

    /*
     * Velocities of inputs that are rarely lit decay into denormals and, rounded to nearest, stay there for ever; a
     * processor takes many times as long for each. Nothing in the JVM turns them off, so the sweep does, every 64th
     * step: adding a number so large that denormals vanish beside it, and taking it away again, rounds to multiples of
     * its last bit. What is left must not become denormal before the next flush, 64 steps that keep 0.9 of it each.
     * Values must not even when multiplied by a learning rate; of squares only the root is taken, and those of
     * gradients of 1e-15 matter where epsilon is small. So squares have a number of their own.
     */
    private static final float VALUES = 1e-20f; // rounds to multiples of 8e-28
    private static final double VALUES_DOUBLE = 1e-200; // 2e-216
    private static final float SQUARES = 0x1p-92f; // 2e-35
    private static final double SQUARES_DOUBLE = 0x1p-959; // 5e-305

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
     * @param written the vector that the rule updates: an optimizer's parameters
     * @param read the vector that the rule only reads: an optimizer's gradients
     * @param state vectors as long as both, updated
     * @param flush true to set to 0 state so small that it computes slowly
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
                for (int i = 0; i < vectors.length; i++) {
                    flush(vectors[i], first, end, state.isSquare(i) ? SQUARES : VALUES);
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
                for (int i = 0; i < vectors.length; i++) {
                    flush(vectors[i], first, end, state.isSquare(i) ? SQUARES_DOUBLE : VALUES_DOUBLE);
                }
            }
        }
    }

    private static void flush(float[] v, int from, int to, float beside) {
        for (int i = from; i < to; i++) {
            v[i] = (v[i] + beside) - beside;
        }
    }

    private static void flush(double[] v, int from, int to, double beside) {
        for (int i = from; i < to; i++) {
            v[i] = (v[i] + beside) - beside;
        }
    }
}
