package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Stateful;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lowers the learning rate when the loss no longer falls: multiplies it by {@code factor} whenever the loss has not
 * been below {@code (1 - threshold)} times its best for {@code patience} epochs. Watches the validation loss, or the
 * training loss without validation data; or a metric, which knows whether higher is better. NaN is not an improvement.
 * Combines with a schedule.
 *
 * <p>Like {@code ReduceLROnPlateau} of Keras and PyTorch, without a cooldown. Patience counts as in Keras; PyTorch
 * waits one epoch longer. The threshold is relative, which is PyTorch's default.
 *
 * @param patience epochs without improvement before the learning rate is lowered, at least 1
 * @param factor multiplies the learning rate, in (0, 1), by default {@value #FACTOR}
 * @param threshold relative change from the best value that counts as an improvement, in [0, 1), by default
 *     {@value #THRESHOLD}
 * @param lowest lower bound of the product of all factors, in [0, 1], by default {@value #LOWEST}
 * @param criterion what is watched, by default the loss
 * @param firstEpoch earlier epochs are ignored, at least 1, by default 1
 */
@CheckReturnValue
public record ReduceOnPlateau(
        int patience, double factor, double threshold, double lowest, Criterion criterion, int firstEpoch)
        implements Listener {

    public static final double FACTOR = 0.1;

    public static final double THRESHOLD = 1e-4;

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

    /** Watches the loss from the first epoch. */
    public ReduceOnPlateau(int patience, double factor, double threshold, double lowest) {
        this(patience, factor, threshold, lowest, Criterion.LOSS, 1);
    }

    /**
     * Watches a metric on the validation data instead; the metric knows whether higher is better. The training must
     * measure it.
     */
    public ReduceOnPlateau by(Metric metric) {
        return by(Criterion.of(metric));
    }

    /** Watches this criterion instead, which may be on the training data. */
    public ReduceOnPlateau by(Criterion value) {
        return new ReduceOnPlateau(patience, factor, threshold, lowest, value, firstEpoch);
    }

    /** Ignores all epochs before this one. */
    public ReduceOnPlateau from(int epoch) {
        return new ReduceOnPlateau(patience, factor, threshold, lowest, criterion, epoch);
    }

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
            // Values may be negative, so the required change is relative to their absolute value.
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
