package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Stateful;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives the network its best epoch's parameters back when training ends, before any listener hears of the end: the best by
 * validation loss, or by a metric, of equals the one with the lower loss. {@link EarlyStopping#restoringBest} does the
 * same, and stops.
 *
 * @param criterion by which an epoch is the best, by default the validation loss
 */
@CheckReturnValue
public record RestoreBest(Criterion criterion) implements Listener {

    /** Requires a criterion. */
    public RestoreBest {
        Objects.requireNonNull(criterion, "criterion");
    }

    /** By validation loss. */
    public RestoreBest() {
        this(Criterion.LOSS);
    }

    /** By a metric that the training measures on the validation data. */
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
