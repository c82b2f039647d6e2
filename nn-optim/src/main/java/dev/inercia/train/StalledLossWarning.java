package dev.inercia.train;

import dev.inercia.optim.Stateful;
import java.util.Locale;

/**
 * Warns once if the training loss has stalled before anything was learned: it changed by less than {@value #MOVES}
 * (relative) since the epoch before, and it is still above {@value #LEARNED} times the loss of the first batches, or,
 * with four classes or more, the validation accuracy is below twice chance. A network that has converged does not meet
 * these conditions. On by default.
 */
public record StalledLossWarning() implements Listener {

    /** A loss has stalled below this relative change. */
    public static final double MOVES = 0.001;

    /** Nothing was learned above this share of the first loss. */
    public static final double LEARNED = 0.9;

    private static final int FIRST = 20;
    /** With fewer classes, twice chance is nearly perfect. */
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
