package dev.inercia.nn;

import dev.inercia.nn.layer.Chance;
import dev.inercia.nn.tensor.Hash;
import dev.inercia.nn.tensor.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient step and batch that a pass computes; random draws and running statistics of its layers depend on them.
 * The caller sets both; otherwise the clock counts one step per backward pass.
 */
final class TrainingClock {

    private final long seed;
    private final RunningStatistics statistics;
    private final boolean isShared;
    private boolean isTold;
    private long step;
    private int batch;

    /**
     * Starts at step 0, batch 0.
     *
     * @param statistics shared with other passes; null for statistics private to this pass
     */
    TrainingClock(Network network, long seed, RunningStatistics statistics) {
        this.seed = seed;
        isShared = statistics != null;
        this.statistics = isShared ? statistics : new RunningStatistics(network);
    }

    void at(long ofStep, int index) {
        isTold = true;
        step = ofStep;
        batch = index;
    }

    /** Begins the forward pass of a batch. */
    void forward() {
        if (!isShared) {
            statistics.begin();
        } else if (!isTold) {
            throw new IllegalStateException(
                    "This pass shares running statistics with others: say which batch comes, with"
                            + " at(step, batch), before loss(x, targets)");
        }
        statistics.enter(step, batch);
    }

    /** Ends the backward pass of a batch. */
    void backward() {
        if (!isShared) {
            statistics.commit();
        }
        if (!isTold) {
            step++;
        }
    }

    /** The random source of the layer at this path. */
    Chance chance(String path) {
        long layer = Seeds.DROPOUT.key(seed, Hash.of(path));
        return () -> Hash.mix(Hash.mix(layer, step), batch);
    }

    INDArray buffer(String name) {
        return statistics.before(name);
    }

    double runningShare(double momentum) {
        return statistics.share(momentum);
    }

    INDArray nextBuffer(String name) {
        return statistics.after(name);
    }
}
