package dev.inercia.train;

/** The losses of the first steps, which estimate how good the untrained network was, with the uncertainty. */
final class FirstLoss {

    private static final int STEPS = 20;
    /** A difference of this many standard errors is significant. */
    private static final double SIGNIFICANT = 3;
    /** If less than this share of later batches has as low a loss as the first, that was no lucky draw. */
    private static final double CHANCE = 0.25;

    /** The loss of the first step, before any update; NaN until then. */
    private double initial = Double.NaN;

    private double sum;
    private double squares;
    private int count;
    /** The number of steps, and of those with a loss no higher than that of the first. */
    private long steps;

    private long below;

    /** The state. */
    record Losses(double initial, double sum, double squares, int count, long steps, long below) {}

    /** Records the loss of a step; call after every step. */
    void step(Training training) {
        double loss = training.loss();
        if (training.pass().weight() == 0) {
            return;
        }
        if (count < STEPS) {
            initial = count == 0 ? loss : initial;
            sum += loss;
            squares += (loss - initial) * (loss - initial);
            count++;
        }
        steps++;
        below += loss <= initial ? 1 : 0;
    }

    double mean() {
        return sum / count;
    }

    double initial() {
        return initial;
    }

    /** True if this loss is significantly above the mean of the first losses. */
    boolean isSignificant(double loss) {
        double shift = mean() - initial;
        double variance = Math.max(0, squares / count - shift * shift);
        return loss - mean() > SIGNIFICANT * Math.sqrt(variance / count);
    }

    /** True if hardly any later batch had as low a loss as the first, so that the first was no lucky draw. */
    boolean wasBest() {
        return below - 1 < CHANCE * (steps - 1);
    }

    Losses state() {
        return new Losses(initial, sum, squares, count, steps, below);
    }

    void restore(Losses state) {
        initial = state.initial;
        sum = state.sum;
        squares = state.squares;
        count = state.count;
        steps = state.steps;
        below = state.below;
    }
}
