package dev.inercia.train;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Listeners made from lambdas, one type per event. Any state is the lambda's own and is not saved in a checkpoint. */
final class Actions {

    private Actions() {}

    /** Runs the action after every epoch. */
    record OnEpoch(BiConsumer<? super Training, ? super Epoch> action) implements Listener {

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            action.accept(training, epoch);
        }
    }

    /** Runs the action after every step. */
    record OnStep(Consumer<? super Training> action) implements Listener {

        @Override
        public void onStep(Training training) {
            action.accept(training);
        }
    }

    /** Runs the action when training has ended. */
    record OnEnd(BiConsumer<? super Training, ? super History> action) implements Listener {

        @Override
        public void onEnd(Training training, History history) {
            action.accept(training, history);
        }
    }
}
