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
 * Stops when the validation loss, or a metric, has not improved for some epochs. The network keeps the parameters of the
 * last epoch, or, {@link #restoringBest()}, those of the best.
 *
 * <pre>{@code
 * trainer.listener(new EarlyStopping(5).restoringBest())
 * trainer.metrics(new RocAuc()).listener(new EarlyStopping(10).by(new RocAuc()).minimumChange(0.001))
 * }</pre>
 *
 * <p>Equal values and values that are not a number (NaN) are no improvement. Of epochs with the same value of a metric the
 * one with the lower loss is restored, although it does not prolong the training.
 *
 * @param patience epochs in a row without improvement after which it stops, at least 1
 * @param criterion what is watched, by default the validation loss
 * @param minimumChange improvements up to this size are none, finite and at least 0, by default 0
 * @param firstEpoch earlier epochs are not looked at, neither for stopping nor for restoring, at least 1, by default 1
 * @param restoresBest true if the network gets its best epoch's parameters back when training ends
 */
@CheckReturnValue
public record EarlyStopping(
        int patience, Criterion criterion, double minimumChange, int firstEpoch, boolean restoresBest)
        implements Listener {

    /** Checks the ranges. */
    public EarlyStopping {
        Range.atLeastOne("EarlyStopping", "patience", patience);
        Objects.requireNonNull(criterion, "criterion");
        Range.atLeastZero("EarlyStopping", "minimumChange", minimumChange);
        Range.atLeastOne("EarlyStopping", "firstEpoch", firstEpoch);
    }

    /** By validation loss, any improvement counting, from the first epoch on; restores nothing. */
    public EarlyStopping(int patience) {
        this(patience, Criterion.LOSS, 0, 1, false);
    }

    /** By a metric that the training measures, on the validation data; it says itself which way is better. */
    public EarlyStopping by(Metric metric) {
        return by(Criterion.of(metric));
    }

    /** By a criterion, which may be of the training data. */
    public EarlyStopping by(Criterion value) {
        return new EarlyStopping(patience, value, minimumChange, firstEpoch, restoresBest);
    }

    /** With improvements counting only above this size. */
    public EarlyStopping minimumChange(double value) {
        return new EarlyStopping(patience, criterion, value, firstEpoch, restoresBest);
    }

    /** Looking at no epoch before this one. */
    public EarlyStopping from(int epoch) {
        return new EarlyStopping(patience, criterion, minimumChange, epoch, restoresBest);
    }

    /** The network gets its best epoch's parameters back when training ends, before any listener hears of the end. */
    public EarlyStopping restoringBest() {
        return new EarlyStopping(patience, criterion, minimumChange, firstEpoch, true);
    }

    @Override
    public Listener bind(Training training) {
        criterion.requireMeasured("EarlyStopping", training);
        return new Watch(restoresBest ? new BestParameters(criterion, training) : null);
    }

    /** The last improvement, NaN before the first, its epoch, and the epochs since. */
    private record State(double best, int bestEpoch, int waited, Optional<Epoch> restorable) {}

    private final class Watch implements Listener, Stateful<State> {

        /** Null if it restores nothing. */
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
