package dev.inercia.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Detects overfitting: the training loss keeps falling while the validation loss rises. */
final class Overfitting {

    /** The gap must have grown for at least this many epochs. */
    private static final int EPOCHS = 5;
    /** The validation loss must have risen by at least this share of its earlier fall. */
    private static final double LOST = 0.1;

    private Overfitting() {}

    static Optional<String> hint(History history) {
        List<Epoch> epochs = history.epochs();
        Epoch best = history.best().orElse(null);
        if (best == null || Double.isNaN(best.validationLoss())) {
            return Optional.empty();
        }
        int at = epochs.indexOf(best);
        if (at == 0 || epochs.size() - 1 - at < EPOCHS) {
            return Optional.empty();
        }
        // The median of the last few, since a single bad epoch is no trend.
        double[] last = epochs.subList(epochs.size() - EPOCHS, epochs.size()).stream()
                .mapToDouble(Epoch::validationLoss)
                .sorted()
                .toArray();
        double median = last[EPOCHS / 2];
        double fallen = epochs.get(0).validationLoss() - best.validationLoss();
        Epoch end = epochs.get(epochs.size() - 1);
        if (median - best.validationLoss() > LOST * fallen && end.loss() < best.loss()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "since epoch %d the training loss has fallen from %.4g to %.4g, but the validation loss has risen from"
                            + " %.4g to %.4g: the network learns its training examples by heart. Stop there"
                            + " (EarlyStopping), regularise (AdamW, L2Penalty), or train on more examples",
                    best.number(),
                    best.loss(),
                    end.loss(),
                    best.validationLoss(),
                    median));
        }
        return Optional.empty();
    }
}
