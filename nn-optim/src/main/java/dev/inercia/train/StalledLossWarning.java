package dev.inercia.train;

import dev.inercia.optim.Stateful;
import java.util.Locale;

/**
 * Warns, once, when the training loss has not moved for an epoch and nothing was learned: it differs from the epoch
 * before by less than {@value #MOVES} of it, and it is still above {@value #LEARNED} of what the first batches had; or,
 * with four classes and more, the validation data is classified less than twice as well as by chance. A network that has
 * converged is far from that. On by default.
 */
public record StalledLossWarning() implements Listener {

    /** The relative change below which a loss does not move. */
    public static final double MOVES = 0.001;

    /** The share of the first loss above which nothing was learned. */
    public static final double LEARNED = 0.9;

    private static final int FIRST = 20;
    /** With fewer, twice as well as by chance is nearly perfect. */
    private static final int MANY_CLASSES = 4;

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(double firstSum, int first, double previous, boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private double firstSum;
        private int first;
        private double previous = Double.NaN;
        private boolean warned;

        @Override
        public void onStep(Training training) {
            if (first < FIRST) {
                firstSum += training.loss();
                first++;
            }
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            double change = Math.abs(epoch.loss() - previous);
            if (!warned && change < MOVES * Math.abs(previous) && hasLearnedNothing(training, epoch)) {
                warned = true;
                training.warn(String.format(
                        Locale.ROOT,
                        "the loss does not move: %.6g, after %.6g in the epoch before, and %.6g at first. Likely cause: the"
                                + " learning rate is far too small, or so high that all units are stuck; try the"
                                + " learning-rate finder",
                        epoch.loss(),
                        previous,
                        firstSum / first));
            }
            previous = epoch.loss();
        }

        private boolean hasLearnedNothing(Training training, Epoch epoch) {
            int classes = training.data().classes();
            return epoch.total() > 0 && classes >= MANY_CLASSES
                    ? epoch.accuracy() < 2.0 / classes
                    : epoch.loss() > LEARNED * firstSum / first;
        }

        @Override
        public State state() {
            return new State(firstSum, first, previous, warned);
        }

        @Override
        public void restore(State state) {
            firstSum = state.firstSum;
            first = state.first;
            previous = state.previous;
            warned = state.warned;
        }
    }
}
