package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Stateful;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lowers the learning rate when the loss no longer falls: multiplies it by {@code factor} after {@code patience} epochs
 * in none of which the loss was below {@code (1 - threshold)} times the best, and again after as many more. It is the
 * validation loss, or, without validation data, the training loss; or a metric, which says itself whether it has to fall
 * or rise. A value that is not a number is no improvement. Works on top of a schedule.
 *
 * <p>Keras's and PyTorch's {@code ReduceLROnPlateau}, without a cooldown. It waits as long as Keras's; PyTorch's waits one
 * epoch longer at the same patience. The threshold is relative, as PyTorch's is by default.
 *
 * @param patience epochs without improvement before the learning rate is lowered, at least 1
 * @param factor on the learning rate, in (0, 1), by default {@value #FACTOR}
 * @param threshold the share of the best value by which another must be better to count as improved, in [0, 1), by default
 *     {@value #THRESHOLD}
 * @param lowest the product of all factors never falls below it, in [0, 1], by default {@value #LOWEST}
 * @param criterion what is watched, by default the loss
 * @param firstEpoch earlier epochs are not looked at, at least 1, by default 1
 */
@CheckReturnValue
public record ReduceOnPlateau(
        int patience, double factor, double threshold, double lowest, Criterion criterion, int firstEpoch)
        implements Listener {

    /** The default factor. */
    public static final double FACTOR = 0.1;

    /** The default threshold. */
    public static final double THRESHOLD = 1e-4;

    /** The default lowest factor. */
    public static final double LOWEST = 0;

    private static final Logger LOG = LoggerFactory.getLogger(ReduceOnPlateau.class);

    /** With the default factor, threshold and lowest factor. */
    public ReduceOnPlateau(int patience) {
        this(patience, FACTOR);
    }

    /** With the default threshold and lowest factor. */
    public ReduceOnPlateau(int patience, double factor) {
        this(patience, factor, THRESHOLD, LOWEST);
    }

    /** By loss, from the first epoch on. */
    public ReduceOnPlateau(int patience, double factor, double threshold, double lowest) {
        this(patience, factor, threshold, lowest, Criterion.LOSS, 1);
    }

    /** By a metric that the training measures, on the validation data; it says itself which way is better. */
    public ReduceOnPlateau by(Metric metric) {
        return by(Criterion.of(metric));
    }

    /** By a criterion, which may be of the training data. */
    public ReduceOnPlateau by(Criterion value) {
        return new ReduceOnPlateau(patience, factor, threshold, lowest, value, firstEpoch);
    }

    /** Looking at no epoch before this one. */
    public ReduceOnPlateau from(int epoch) {
        return new ReduceOnPlateau(patience, factor, threshold, lowest, criterion, epoch);
    }

    /** Checks the ranges. */
    public ReduceOnPlateau {
        Range.atLeastOne("ReduceOnPlateau", "patience", patience);
        Range.inside("ReduceOnPlateau", "factor", factor);
        Range.fraction("ReduceOnPlateau", "threshold", threshold);
        Range.zeroToOne("ReduceOnPlateau", "lowest", lowest);
        Objects.requireNonNull(criterion, "criterion");
        Range.atLeastOne("ReduceOnPlateau", "firstEpoch", firstEpoch);
    }

    @Override
    public Listener bind(Training training) {
        boolean validates = training.trainer().validation().isPresent();
        Criterion watched = criterion.equals(Criterion.LOSS) && !validates ? criterion.ofTraining() : criterion;
        watched.requireMeasured("ReduceOnPlateau", training);
        return new Watch(watched);
    }

    private record State(double best, int waited, double reached) {}

    private final class Watch implements Listener, Stateful<State> {

        private final Criterion watched;
        private double best = Double.NaN;
        private int waited;
        private double reached = 1;

        Watch(Criterion watched) {
            this.watched = watched;
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (epoch.number() < firstEpoch) {
                return;
            }
            double value = watched.value(epoch);
            if (isImprovement(value)) {
                best = value;
                waited = 0;
            } else if (++waited == patience) {
                reduce(training, epoch);
                waited = 0;
            }
        }

        private boolean isImprovement(double value) {
            // Values may be negative: what is required is a change by a share of their size.
            return watched.isBetter(value, best)
                    && (Double.isNaN(best) || Math.abs(value - best) > threshold * Math.abs(best));
        }

        private void reduce(Training training, Epoch epoch) {
            double next = Math.max(reached * factor, lowest);
            if (next < reached && next > 0) {
                training.scaleLearningRate(next / reached);
                reached = next;
                LOG.info(
                        "The {} has not improved for {} epochs: learning rate times {} from epoch {} on",
                        watched,
                        patience,
                        next,
                        epoch.number() + 1);
            }
        }

        @Override
        public State state() {
            return new State(best, waited, reached);
        }

        @Override
        public void restore(State state) {
            best = state.best;
            waited = state.waited;
            reached = state.reached;
        }
    }
}
