package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Cores;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sweeps in sequence. Each of the {@link Cores} gets a contiguous range of examples, and takes a few examples at a time
 * through all sweeps while they are in its cache. It stops only before a sweep that needs numbers from all examples.
 * Allocates nothing after construction. For one thread.
 */
public final class Walk {

    /** The approximate number of elements at the widest point of a sequence that are taken at a time. */
    private static final int ELEMENTS = 16_384;

    private final int rows;
    private final int parts;
    private final int group;
    private final Sweep[] sweeps;
    private final Cores.Task task = this::run;

    // The sweeps from first to end - 1 compute, the one at end measures.
    private int first;
    private int end;
    private boolean measures;

    /**
     * A sequence of sweeps.
     *
     * @param parts as in {@link Binding#parts()}
     * @param widest the largest number of elements of an example before or after any of the sweeps
     */
    public Walk(int rows, int parts, int widest, Sweep... sweeps) {
        this.rows = rows;
        this.parts = parts;
        this.sweeps = sweeps.clone();
        group = Math.max(1, ELEMENTS / widest);
    }

    /**
     * Computes a batch. Ends with the first sweep that returns null.
     *
     * @param argument of the first sweep
     * @return the result of the last sweep
     */
    public INDArray run(INDArray argument) {
        INDArray array = argument;
        int count = 0;
        while (count < sweeps.length && array != null) {
            array = sweeps[count].begin(array);
            count++;
        }
        first = 0;
        for (end = 0; end < count; end++) {
            if (sweeps[end].isMeasured()) {
                share(true);
                sweeps[end].measured();
                first = end;
            }
        }
        share(false);
        return array;
    }

    private void share(boolean measures) {
        this.measures = measures;
        for (int i = first; i < end; i++) {
            sweeps[i].prepare();
        }
        Cores.share(task, parts);
        for (int i = first; i < end; i++) {
            sweeps[i].finish();
        }
    }

    private void run(int part, int of) {
        int last = Cores.from(rows, part + 1, of);
        for (int from = Cores.from(rows, part, of); from < last; from += group) {
            int to = Math.min(last, from + group);
            for (int i = first; i < end; i++) {
                sweeps[i].compute(part, from, to);
            }
            if (measures) {
                sweeps[end].measure(part, from, to);
            }
        }
    }
}
