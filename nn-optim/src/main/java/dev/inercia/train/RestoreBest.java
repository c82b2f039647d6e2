package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Stateful;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Restores the parameters of the best epoch when training ends, before any listener's {@link Listener#onEnd}. The best
 * epoch is the one with the lowest validation loss, or the best by a metric, with ties broken by the lower loss.
 * {@link EarlyStopping#restoringBest} does the same and also stops early.
 *
 * @param criterion ranks the epochs, by default the validation loss
 */
@CheckReturnValue
public record RestoreBest(Criterion criterion) implements Listener {

    public RestoreBest {
        Objects.requireNonNull(criterion, "criterion");
    }

    /** Restores the epoch with the lowest validation loss. */
    public RestoreBest() {
        this(Criterion.LOSS);
    }

    /** Ranks by a metric on the validation data instead. The training must measure it. */
    public RestoreBest by(Metric metric) {
        return new RestoreBest(Criterion.of(metric));
    }

    @Override
    public Listener bind(Training training) {
        criterion.requireMeasured("RestoreBest", training);
        return new Watch(new BestParameters(criterion, training));
    }

    private record State(Optional<Epoch> best) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final BestParameters best;

        Watch(BestParameters best) {
            this.best = best;
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            best.look(epoch);
        }

        @Override
        public void beforeEnd(Training training) {
            best.restore(training);
        }

        @Override
        public State state() {
            return new State(best.best());
        }

        @Override
        public void restore(State state) {
            best.resume(state.best);
        }

        @Override
        public Map<String, INDArray> arrays() {
            return best.arrays();
        }
    }
}
