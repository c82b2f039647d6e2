package dev.inercia.train;

/**
 * Stops when the validation data has not been classified better for some epochs; without classes, when its loss has not
 * fallen.
 */
public final class EarlyStopping implements Listener {

    private final int patience;
    private Epoch best;

    /**
     * Early stopping.
     *
     * @param patience epochs without a new best that are allowed, at least 1
     */
    public EarlyStopping(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("EarlyStopping: patience must be at least 1, but is " + patience);
        }
        this.patience = patience;
    }

    @Override
    public void onStart(Training training) {
        if (training.trainer().validation().isEmpty()) {
            throw new IllegalArgumentException(
                    "EarlyStopping needs validation data: give the trainer some with .validation(...)");
        }
        best = null;
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        if (best == null || epoch.isBetterThan(best)) {
            best = epoch;
        } else if (epoch.number() - best.number() >= patience) {
            training.stop("no improvement on the validation data since epoch " + best.number());
        }
    }
}
