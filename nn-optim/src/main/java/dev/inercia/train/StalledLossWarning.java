package dev.inercia.train;

import dev.inercia.nn.Baseline;
import dev.inercia.optim.Stateful;
import java.util.Locale;

/**
 * Warns once if the training loss has stalled before anything was learned: for a quarter of the training, and at least
 * from one epoch to the next, it has changed by less than {@value #MOVES} per epoch, and it is still no better than
 * that of guessing, or the parameters are where they began. Both are measured in units of what can be learned: the loss of the best constant prediction, minus
 * that of perfect ones. A network that has converged does not meet these conditions. On by default.
 */
public record StalledLossWarning() implements Listener {

    /** A loss has stalled if it changes by less than this per epoch. */
    public static final double MOVES = 0.001;

    /** Nothing was learned up to this. */
    public static final double LEARNED = 0.02;

    /** A loss this near to that of guessing comes of the targets' frequencies. */
    private static final double NEAR = 0.1;
    /** First weights may be better than guessing by chance, up to this. */
    private static final double LEARNED_BY_CHANCE = 0.5;
    /** Weights that have moved by less than this, relative to their size, stand still: one that has converged jitters. */
    private static final double STANDS = 1e-4;

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(FirstLoss.Losses first, double previous, int stalled, boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final FirstLoss first = new FirstLoss();
        private double previous = Double.NaN;
        /** The number of epochs since the loss last moved. */
        private int stalled;

        private boolean warned;

        @Override
        public void onStep(Training training) {
            first.step(training);
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (warned) {
                return;
            }
            Evidence evidence = training.evidence();
            double change =
                    Math.abs(epoch.loss() - previous) / evidence.baseline().scale();
            double learned = evidence.learned(epoch);
            boolean isStalled =
                    change < MOVES && (learned < LEARNED || learned < LEARNED_BY_CHANCE && evidence.moved() < STANDS);
            stalled = isStalled ? stalled + 1 : 0;
            if (stalled > 0 && stalled >= training.trainer().epochs() / 4.0 - 1 && evidence.isTimeToJudge()) {
                warn(training, epoch);
            }
            previous = epoch.loss();
        }

        private void warn(Training training, Epoch epoch) {
            Baseline baseline = training.evidence().baseline();
            boolean isGuessing = Math.abs(epoch.loss() - baseline.guess()) < NEAR * baseline.scale();
            boolean hasMoved = Math.abs(epoch.loss() - first.mean()) > LEARNED * baseline.scale()
                    && training.evidence().hasMoved();
            Cause rate = training.evidence().rate(first, epoch.loss());
            Cause cause = isGuessing && hasMoved && rate == Cause.RATE_TOO_LOW ? Cause.OTHER : rate;
            String explanation = switch (cause) {
                case RATE_TOO_HIGH -> "the learning rate is so high that units are stuck; try a tenth of it";
                case RATE_TOO_LOW ->
                    "the learning rate is far too small; try a hundred times as much, or the learning-rate" + " finder";
                default ->
                    "the network has learned the targets' frequencies and nothing from the features; check that"
                            + " each row of targets belongs to its row of features";
            };
            warned = true;
            training.warn(
                    String.format(
                            Locale.ROOT,
                            "the loss does not move: %.6g, after %.6g in the epoch before, and %.6g at first; guessing"
                                    + " has %.6g",
                            epoch.loss(),
                            previous,
                            first.mean(),
                            baseline.guess()),
                    cause,
                    explanation);
        }

        @Override
        public State state() {
            return new State(first.state(), previous, stalled, warned);
        }

        @Override
        public void restore(State state) {
            first.restore(state.first);
            previous = state.previous;
            stalled = state.stalled;
            warned = state.warned;
        }
    }
}
