package dev.inercia.train;

import dev.inercia.nn.check.Range;
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
 */
public final class ReduceOnPlateau implements Listener {

    /** The default factor. */
    public static final double FACTOR = 0.1;

    /** The default threshold. */
    public static final double THRESHOLD = 1e-4;

    /** The default lowest factor. */
    public static final double LOWEST = 0;

    private static final Logger LOG = LoggerFactory.getLogger(ReduceOnPlateau.class);

    private final int patience;
    private final double factor;
    private final double threshold;
    private final double lowest;
    private double best;
    private int waited;
    private double reached;

    /** With the default factor, threshold and lowest factor. */
    public ReduceOnPlateau(int patience) {
        this(patience, FACTOR);
    }

    /** With the default threshold and lowest factor. */
    public ReduceOnPlateau(int patience, double factor) {
        this(patience, factor, THRESHOLD, LOWEST);
    }

    /**
     * All of it.
     *
     * @param patience epochs without improvement before the learning rate is lowered, at least 1
     * @param factor on the learning rate, in (0, 1), by default {@value #FACTOR}
     * @param threshold the share of the best loss by which it must fall to count as improved, in [0, 1), by default
     *     {@value #THRESHOLD}
     * @param lowest the product of all factors never falls below it, in [0, 1], by default {@value #LOWEST}
     */
    public ReduceOnPlateau(int patience, double factor, double threshold, double lowest) {
        Range.atLeastOne("ReduceOnPlateau", "patience", patience);
        Range.inside("ReduceOnPlateau", "factor", factor);
        Range.fraction("ReduceOnPlateau", "threshold", threshold);
        Range.zeroToOne("ReduceOnPlateau", "lowest", lowest);
        this.patience = patience;
        this.factor = factor;
        this.threshold = threshold;
        this.lowest = lowest;
    }

    @Override
    public void onStart(Training training) {
        best = Double.POSITIVE_INFINITY;
        waited = 0;
        reached = 1;
    }

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
}
