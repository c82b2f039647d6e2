package dev.inercia.nn;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The untrained buffers of a network's layers, such as running means, during gradient steps.
 *
 * <p>Each batch reads the values that the previous batch left, and writes its own to a copy that belongs to the
 * gradient step. The batches of a step thus build on one another, whichever pass computes them, and the network's
 * buffers change only when the step is taken:
 *
 * <pre>{@code
 * statistics.begin();
 * for (int i = 0; i < batches; i++) {
 *     pass.at(step, i);
 *     pass.loss(inputs, targets);
 *     pass.backward();
 * }
 * statistics.commit();     // or drop(), if the step is refused
 * }</pre>
 *
 * <p>A batch that is computed again, with the same step and index, starts from the values that it read the first time.
 * Not thread-safe; several instances may commit to one network, one after the other.
 */
public final class RunningStatistics {

    private final Parameters network;
    /** Values that the current batch reads, and below those that it writes; null if no layer has buffers. */
    private final Parameters before;

    private final Parameters after;
    private final Memory beforeMemory;
    private final Memory afterMemory;
    private final Memory committed;
    private boolean isFresh = true;
    private long step;
    private int batch;
    private boolean isAnew;
    private long committedBatches;

    /** Statistics for all passes that train this network together. */
    public RunningStatistics(Network network) {
        this.network = network.parameters();
        List<Segment> buffers = this.network.segments().stream()
                .filter(segment -> !segment.isTrained())
                .toList();
        boolean keeps = !buffers.isEmpty();
        before = keeps ? Parameters.zeros(this.network.type(), buffers) : null;
        after = keeps ? Parameters.zeros(this.network.type(), buffers) : null;
        beforeMemory = keeps ? Memory.of(before.buffers()) : null;
        afterMemory = keeps ? Memory.of(after.buffers()) : null;
        committed = keeps ? Memory.of(this.network.buffers()) : null;
    }

    /** Begins a gradient step: the next batch reads the network's buffers. */
    public void begin() {
        isFresh = true;
    }

    /** Copies the values of the last batch to the network; call when the step is taken. */
    public void commit() {
        if (keeps() && !isFresh) {
            synchronized (network) {
                copy(afterMemory, committed);
            }
            committedBatches++;
        }
        isFresh = true;
    }

    /**
     * Computes running averages anew: until the end of this object, they are plain means of the batches that are
     * committed from now on, one batch to a step, whatever their momentum.
     */
    public void computeAnew() {
        isAnew = true;
        committedBatches = 0;
    }

    /** The weight of the current batch in a running average. */
    double share(double momentum) {
        return isAnew ? 1.0 / (committedBatches + 1) : momentum;
    }

    /** Discards the values of all batches since {@link #begin()}; call when the step is refused. */
    public void drop() {
        isFresh = true;
    }

    /** Begins a batch, or begins it again if step and index are those of the last one. */
    void enter(long ofStep, int index) {
        if (!keeps()) {
            return;
        }
        if (isFresh) {
            synchronized (network) {
                copy(committed, beforeMemory);
            }
        } else if (ofStep != step || index != batch) {
            copy(afterMemory, beforeMemory);
        }
        copy(beforeMemory, afterMemory);
        isFresh = false;
        step = ofStep;
        batch = index;
    }

    private static void copy(Memory from, Memory to) {
        to.copy(0, from, 0, from.length());
    }

    private boolean keeps() {
        return before != null;
    }

    /** The values that the current batch reads. */
    INDArray before(String name) {
        return before.get(name);
    }

    /** The values that the current batch writes; the same as {@link #before} until then. */
    INDArray after(String name) {
        return after.get(name);
    }
}
