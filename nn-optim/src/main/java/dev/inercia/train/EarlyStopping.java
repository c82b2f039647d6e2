package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Stateful;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stops when the validation loss, or a metric, has not improved for some epochs. The network keeps the parameters of
 * the last epoch, or those of the best one with {@link #restoringBest()}.
 *
 * <pre>{@code
 * trainer.listener(new EarlyStopping(5).restoringBest())
 * trainer.metrics(new RocAuc()).listener(new EarlyStopping(10).by(new RocAuc()).minimumChange(0.001))
 * }</pre>
 *
 * <p>An equal value or NaN is not an improvement. Among epochs with the same value of a metric, the one with the lowest
 * loss is restored; a lower loss alone does not reset the patience.
 *
 * @param patience stops after this many epochs in a row without improvement, at least 1
 * @param criterion what is watched, by default the validation loss
 * @param minimumChange an improvement counts only if it is larger than this, finite and at least 0, by default 0
 * @param firstEpoch earlier epochs are ignored, for stopping and for restoring, at least 1, by default 1
 * @param restoresBest true to restore the parameters of the best epoch when training ends
 */
@CheckReturnValue
public record EarlyStopping(
        int patience, Criterion criterion, double minimumChange, int firstEpoch, boolean restoresBest)
        implements Listener {

    public EarlyStopping {
        Range.atLeastOne("EarlyStopping", "patience", patience);
        Objects.requireNonNull(criterion, "criterion");
        Range.atLeastZero("EarlyStopping", "minimumChange", minimumChange);
        Range.atLeastOne("EarlyStopping", "firstEpoch", firstEpoch);
    }

    /** Watches the validation loss from the first epoch; any improvement counts; restores nothing. */
    public EarlyStopping(int patience) {
        this(patience, Criterion.LOSS, 0, 1, false);
    }

    /**
     * Watches a metric on the validation data instead; the metric knows whether higher is better. The training must
     * measure it.
     */
    public EarlyStopping by(Metric metric) {
        return by(Criterion.of(metric));
    }

    /** Watches this criterion instead, which may be on the training data. */
    public EarlyStopping by(Criterion value) {
        return new EarlyStopping(patience, value, minimumChange, firstEpoch, restoresBest);
    }

    /** An improvement counts only if it is larger than this. */
    public EarlyStopping minimumChange(double value) {
        return new EarlyStopping(patience, criterion, value, firstEpoch, restoresBest);
    }

    /** Ignores all epochs before this one. */
    public EarlyStopping from(int epoch) {
        return new EarlyStopping(patience, criterion, minimumChange, epoch, restoresBest);
    }

    /** Restores the parameters of the best epoch when training ends, before any listener's {@link Listener#onEnd}. */
    public EarlyStopping restoringBest() {
        return new EarlyStopping(patience, criterion, minimumChange, firstEpoch, true);
    }

    @Override
    public Listener bind(Training training) {
        criterion.requireMeasured("EarlyStopping", training);
        return new Watch(restoresBest ? new BestParameters(criterion, training) : null);
    }

    /** The best value (NaN before the first), its epoch, and the number of epochs since. */
    private record State(double best, int bestEpoch, int waited, Optional<Epoch> restorable) {}

    private final class Watch implements Listener, Stateful<State> {

        /** Null if nothing is to be restored. */
        private final BestParameters parameters;

        private double best = Double.NaN;
        private int bestEpoch;
        private int waited;

        Watch(BestParameters parameters) {
            this.parameters = parameters;
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (epoch.number() < firstEpoch) {
                return;
            }
            if (parameters != null) {
                parameters.look(epoch);
            }
            double value = criterion.value(epoch);
            if (isImprovement(value)) {
                best = value;
                bestEpoch = epoch.number();
                waited = 0;
            } else if (++waited >= patience) {
                training.stop(
                        bestEpoch == 0
                                ? "the " + criterion + " was never a number"
                                : "no improvement of the " + criterion + " since epoch " + bestEpoch);
            }
        }

        private boolean isImprovement(double value) {
            return criterion.isBetter(value, best) && (Double.isNaN(best) || Math.abs(value - best) > minimumChange);
        }

        @Override
        public void beforeEnd(Training training) {
            if (parameters != null) {
                parameters.restore(training);
            }
        }

        @Override
        public State state() {
            return new State(best, bestEpoch, waited, parameters == null ? Optional.empty() : parameters.best());
        }

        @Override
        public void restore(State state) {
            best = state.best;
            bestEpoch = state.bestEpoch;
            waited = state.waited;
            if (parameters != null) {
                parameters.resume(state.restorable);
            }
        }

        @Override
        public Map<String, INDArray> arrays() {
            return parameters == null ? Map.of() : parameters.arrays();
        }
    }
}
