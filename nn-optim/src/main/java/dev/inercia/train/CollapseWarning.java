package dev.inercia.train;

import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.optim.Stateful;
import java.util.OptionalInt;

/**
 * Warns once if all predictions are the same class: "all 10000 predictions are class 2". On by default; checks the
 * validation data after every epoch.
 */
public record CollapseWarning() implements Listener {

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private boolean warned;

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (warned || training.confusion().isEmpty()) {
                return;
            }
            ConfusionMatrix confusion = training.confusion().get();
            OptionalInt only = confusion.onlyPrediction();
            if (only.isPresent()) {
                warned = true;
                training.warn("all " + confusion.total() + " predictions are class " + only.getAsInt()
                        + ". Likely cause: the learning rate is too high and units are saturated, try a tenth of it; or,"
                        + " after few steps, that it has barely begun to learn");
            }
        }

        @Override
        public State state() {
            return new State(warned);
        }

        @Override
        public void restore(State state) {
            warned = state.warned;
        }
    }
}
