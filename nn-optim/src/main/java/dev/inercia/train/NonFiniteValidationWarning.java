package dev.inercia.train;

import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.Stateful;

/** Warns once if the validation loss is not finite, though the training loss is. On by default. */
public record NonFiniteValidationWarning() implements Listener {

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private boolean warned;

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (warned || training.trainer().validation().isEmpty() || Double.isFinite(epoch.validationLoss())) {
                return;
            }
            warned = true;
            Dataset validation = training.trainer().validation().get();
            double features = DataSize.largestFeature(validation);
            boolean isLarge = features > ValidationScaleWarning.FACTOR * DataSize.largestFeature(training.data());
            training.warn(
                    "the validation loss is " + epoch.validationLoss() + ", though the training loss is "
                            + (float) epoch.loss(),
                    isLarge ? Cause.VALIDATION : Cause.RATE_TOO_HIGH,
                    isLarge
                            ? "validation features as large as " + DataSize.text(features)
                                    + ", far beyond those of the training data; prepare both in the same way"
                            : "the learning rate is too high, and the network is about to overflow; try a tenth of it");
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
