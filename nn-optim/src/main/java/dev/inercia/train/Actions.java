package dev.inercia.train;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Listeners made from lambdas, one for each moment. They remember nothing as far as anybody can tell. */
final class Actions {

    private Actions() {}

    /** After every epoch. */
    record OnEpoch(BiConsumer<? super Training, ? super Epoch> action) implements Listener {

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            action.accept(training, epoch);
        }
    }

    /** After every step. */
    record OnStep(Consumer<? super Training> action) implements Listener {

        @Override
        public void onStep(Training training) {
            action.accept(training);
        }
    }

    /** When training has ended. */
    record OnEnd(BiConsumer<? super Training, ? super History> action) implements Listener {

        @Override
        public void onEnd(Training training, History history) {
            action.accept(training, history);
        }
    }
}
