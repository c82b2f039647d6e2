package dev.inercia.nn;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the layers of a network keep without training it, such as running means, while gradient steps are under way.
 *
 * <p>A batch reads what the one before it left, and leaves its own in a copy that belongs to the gradient step. So the
 * batches of a step follow one another, whichever passes compute them, and the network's own numbers change only once
 * the step is taken:
 *
 * <pre>{@code
 * statistics.begin();
 * for (int i = 0; i < batches; i++) {
 *     pass.at(step, i);
 *     pass.loss(x, targets);
 *     pass.backward();
 * }
 * statistics.commit();     // or drop(), if the step is refused
 * }</pre>
 *
 * <p>A batch computed again, told by the same step and index, starts from what it read the first time. For one thread at
 * a time; several objects may commit to one network, one after the other.
 */
public final class RunningStatistics {

    private final Parameters network;
    /** What the batch under way reads, and what it leaves; null if no layer keeps anything. */
    private final Parameters before;

    private final Parameters after;
    private final Memory beforeMemory;
    private final Memory afterMemory;
    private final Memory committed;
    private boolean isFresh = true;
    private long step;
    private int batch;

    /** For all passes that train this network together. */
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

    /** Begins a gradient step: the next batch reads what the network has. */
    public void begin() {
        isFresh = true;
    }

    /** Gives the network what the last batch left: the step was taken. */
    public void commit() {
        if (keeps() && !isFresh) {
            synchronized (network) {
                copy(afterMemory, committed);
            }
        }
        isFresh = true;
    }

    /** Forgets what the batches since {@link #begin()} left: the step was refused. */
    public void drop() {
        isFresh = true;
    }

    /** A batch begins. */
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

    /** What the batch under way reads. */
    INDArray before(String name) {
        return before.get(name);
    }

    /** What the batch under way leaves; until it is written, the same. */
    INDArray after(String name) {
        return after.get(name);
    }
}
