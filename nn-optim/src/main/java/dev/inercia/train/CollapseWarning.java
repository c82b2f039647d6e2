package dev.inercia.train;

import dev.inercia.nn.metric.ConfusionMatrix;
import java.util.OptionalInt;

/**
 * Warns, once, when all predictions are one class: "all 10000 predictions are class 2". On by default; looks at the
 * validation data after every epoch.
 */
public final class CollapseWarning implements Listener {

    private boolean warned;

    @Override
    public void onStart(Training training) {
        warned = false;
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        if (warned || training.confusion().isEmpty()) {
            return;
        }
        ConfusionMatrix confusion = training.confusion().get();
        OptionalInt only = confusion.onlyPrediction();
        if (only.isPresent()) {
            warned = true;
            training.warn("Epoch " + epoch.number() + ": all " + confusion.total() + " predictions are class "
                    + only.getAsInt() + ". Likely cause: the learning rate is too high and units are saturated, try a"
                    + " tenth of it; or, after few steps, that it has barely begun to learn");
        }
    }
}
