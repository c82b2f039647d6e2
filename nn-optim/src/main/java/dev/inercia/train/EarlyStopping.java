package dev.inercia.train;

import dev.inercia.nn.tensor.Parameters;

/**
 * Stops when the validation data has not been classified better for some epochs; without classes, when its loss has not
 * fallen. The network keeps the parameters of the last epoch, or, {@link #restoringBest()}, those of the best.
 */
public final class EarlyStopping implements Listener {

    private final int patience;
    private final boolean restores;
    private Epoch best;
    private Parameters bestParameters;

    /**
     * Early stopping.
     *
     * @param patience epochs without a new best that are allowed, at least 1
     */
    public EarlyStopping(int patience) {
        this(patience, false);
    }

    private EarlyStopping(int patience, boolean restores) {
        if (patience < 1) {
            throw new IllegalArgumentException("EarlyStopping: patience must be at least 1, but is " + patience);
        }
        this.patience = patience;
        this.restores = restores;
    }

    /**
     * The same, but when training ends, other than by an exception, the network gets its best epoch's parameters back.
     */
    public EarlyStopping restoringBest() {
        return new EarlyStopping(patience, true);
    }

    @Override
    public void onStart(Training training) {
        if (training.trainer().validation().isEmpty()) {
            throw new IllegalArgumentException(
                    "EarlyStopping needs validation data: give the trainer some with .validation(...)");
        }
        best = null;
        bestParameters = null;
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        if (best == null || epoch.isBetterThan(best)) {
            best = epoch;
            bestParameters = restores ? training.network().parameters().copy() : null;
        } else if (epoch.number() - best.number() >= patience) {
            training.stop("no improvement on the validation data since epoch " + best.number());
        }
    }

    @Override
    public void onEnd(Training training, History history) {
        if (bestParameters != null) {
            training.trainer().network().parameters().assign(bestParameters);
            training.network().parameters().assign(bestParameters);
        }
    }
}
