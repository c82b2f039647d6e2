package dev.inercia.train;

import dev.inercia.nn.Baseline;
import dev.inercia.optim.Stateful;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Warns once if the training loss grows without end: over {@value #WINDOWS} parts of the training in a row, of a
 * quarter of an epoch each and at least {@value #LEAST_STEPS} steps, to more than {@value #GROWTH} times the first and
 * far above the loss of guessing. On by default; checks after every epoch and at the end.
 */
public record GrowingLossWarning() implements Listener {

    /** Parts of the training in which the loss must grow. */
    public static final int WINDOWS = 4;

    /** The growth from the first to the last of them. */
    public static final double GROWTH = 4;

    /** The smallest number of steps in a part. */
    public static final int LEAST_STEPS = 5;

    /** How far above guessing the loss must be, in units of what can be learned. */
    private static final double FAR = 2;

    @Override
    public Listener bind(Training training) {
        return new Watch(training);
    }

    private record State(List<Double> means, double sum, int count, boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final int steps;
        private final Deque<Double> means = new ArrayDeque<>();
        private double sum;
        private int count;
        private boolean warned;

        Watch(Training training) {
            steps = Math.max(LEAST_STEPS, training.stepsPerEpoch() / WINDOWS);
        }

        @Override
        public void onStep(Training training) {
            sum += training.loss();
            if (++count == steps) {
                means.addLast(sum / count);
                sum = 0;
                count = 0;
                if (means.size() > WINDOWS) {
                    means.removeFirst();
                }
            }
        }

        private boolean isGrowing() {
            double last = Double.NEGATIVE_INFINITY;
            for (double mean : means) {
                if (mean <= last) {
                    return false;
                }
                last = mean;
            }
            return true;
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            look(training);
        }

        @Override
        public void beforeEnd(Training training) {
            look(training);
        }

        private void look(Training training) {
            if (warned || means.size() < WINDOWS || !isGrowing() || training.isBroken()) {
                return;
            }
            Baseline baseline = training.evidence().baseline();
            double last = means.getLast();
            boolean hasGrown = last - baseline.perfect() > GROWTH * (means.getFirst() - baseline.perfect());
            if (hasGrown && baseline.learned(last) < -FAR) {
                warned = true;
                training.warn(
                        String.format(
                                Locale.ROOT,
                                "the loss grows: it is %.4g by now, after %.4g some steps before; guessing has %.4g",
                                last,
                                means.getFirst(),
                                baseline.guess()),
                        Cause.RATE_TOO_HIGH,
                        "the learning rate is too high; try a tenth of it");
            }
        }

        @Override
        public State state() {
            return new State(List.copyOf(means), sum, count, warned);
        }

        @Override
        public void restore(State state) {
            means.clear();
            means.addAll(state.means);
            sum = state.sum;
            count = state.count;
            warned = state.warned;
        }
    }
}
