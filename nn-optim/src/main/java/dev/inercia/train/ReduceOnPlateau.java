package dev.inercia.train;

import dev.inercia.nn.check.Range;
import dev.inercia.optim.Stateful;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lowers the learning rate when the loss no longer falls: multiplies it by {@code factor} after {@code patience} epochs
 * in none of which the loss was below {@code (1 - threshold)} times the best, and again after as many more. It is the
 * validation loss, or, without validation data, the training loss; one that is not a number is no improvement. Works on
 * top of a schedule.
 *
 * <p>Keras's and PyTorch's {@code ReduceLROnPlateau}, without a cooldown. It waits as long as Keras's; PyTorch's waits one
 * epoch longer at the same patience. The threshold is relative, as PyTorch's is by default.
 *
 * @param patience epochs without improvement before the learning rate is lowered, at least 1
 * @param factor on the learning rate, in (0, 1), by default {@value #FACTOR}
 * @param threshold the share of the best loss by which it must fall to count as improved, in [0, 1), by default
 *     {@value #THRESHOLD}
 * @param lowest the product of all factors never falls below it, in [0, 1], by default {@value #LOWEST}
 */
public record ReduceOnPlateau(int patience, double factor, double threshold, double lowest) implements Listener {

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

    /** Checks the ranges. */
    public ReduceOnPlateau {
        Range.atLeastOne("ReduceOnPlateau", "patience", patience);
        Range.inside("ReduceOnPlateau", "factor", factor);
        Range.fraction("ReduceOnPlateau", "threshold", threshold);
        Range.zeroToOne("ReduceOnPlateau", "lowest", lowest);
    }

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(double best, int waited, double reached) {}

    private final class Watch implements Listener, Stateful<State> {

        private double best = Double.POSITIVE_INFINITY;
        private int waited;
        private double reached = 1;

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            boolean validates = training.trainer().validation().isPresent();
            double loss = validates ? epoch.validationLoss() : epoch.loss();
            // Losses may be negative: what is required is a fall by a share of their size.
            if (loss < best && (best == Double.POSITIVE_INFINITY || best - loss > threshold * Math.abs(best))) {
                best = loss;
                waited = 0;
            } else {
                waited++;
                if (waited == patience) {
                    reduce(training, epoch);
                    waited = 0;
                }
            }
        }

        private void reduce(Training training, Epoch epoch) {
            double next = Math.max(reached * factor, lowest);
            if (next < reached && next > 0) {
                training.scaleLearningRate(next / reached);
                reached = next;
                LOG.info(
                        "The loss has not fallen for {} epochs: learning rate times {} from epoch {} on",
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
