package dev.inercia.examples.pad;

import dev.inercia.nn.Network;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;

/** Tells the page how far a training is, a few times a second, and shows it the network as it learns. For one training. */
final class Watch implements Listener {

    private static final long SAY_NANOS = 250_000_000;
    private static final long SHOW_NANOS = 500_000_000;
    /** Until then the running averages of normalisations have not seen much. */
    private static final int FIRST_SHOWN = 30;

    /** The weight of a step in the loss that is shown. */
    private static final double SHARE = 0.05;

    private final ObjDoubleConsumer<String> say;
    private final Consumer<Network> show;
    private long nextSay = System.nanoTime();
    private long nextShow = nextSay;
    private double loss = Double.NaN;

    /**
     * A listener.
     *
     * @param say gets a text, and progress from 0 to 1
     * @param show gets the network, which goes on learning; null for nobody
     */
    Watch(ObjDoubleConsumer<String> say, Consumer<Network> show) {
        this.say = say;
        this.show = show;
    }

    @Override
    public void onStep(Training training) {
        if (Thread.currentThread().isInterrupted()) {
            training.stop("the pad was closed");
        }
        loss = Double.isNaN(loss) ? training.loss() : loss + SHARE * (training.loss() - loss);
        long now = System.nanoTime();
        if (now - nextSay >= 0) {
            nextSay = now + SAY_NANOS;
            long steps = (long) training.stepsPerEpoch() * training.trainer().epochs();
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "epoch %d of %d, loss %.3f",
                            training.epoch(),
                            training.trainer().epochs(),
                            loss),
                    (double) training.step() / steps);
        }
        if (show != null && training.step() >= FIRST_SHOWN && now - nextShow >= 0) {
            show.accept(training.network());
            nextShow = System.nanoTime() + SHOW_NANOS;
        }
    }
}
