package dev.inercia.nn;

import dev.inercia.nn.layer.Chance;
import dev.inercia.nn.tensor.Hash;
import dev.inercia.nn.tensor.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which batch of which gradient step a pass computes: what its layers' chance and running statistics depend on. Told by
 * whoever trains; counts by itself, a step for each way back, where nobody tells.
 */
final class TrainingClock {

    private final long seed;
    private final RunningStatistics statistics;
    private final boolean isShared;
    private boolean isTold;
    private long step;
    private int batch;

    /**
     * A clock.
     *
     * @param statistics shared with other passes, or null for some of this pass's own
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

    /** A batch goes forward. */
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

    /** A batch has gone back. */
    void backward() {
        if (!isShared) {
            statistics.commit();
        }
        if (!isTold) {
            step++;
        }
    }

    /** The chance of the layer at this path. */
    Chance chance(String path) {
        long layer = Seeds.DROPOUT.key(seed, Hash.of(path));
        return () -> Hash.mix(Hash.mix(layer, step), batch);
    }

    INDArray buffer(String name) {
        return statistics.before(name);
    }

    INDArray nextBuffer(String name) {
        return statistics.after(name);
    }
}
