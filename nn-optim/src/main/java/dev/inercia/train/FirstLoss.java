package dev.inercia.train;

/** The losses of the first steps: how good the network was before it was trained, and how sure that is. */
final class FirstLoss {

    private static final int STEPS = 20;
    /** A difference of this many standard errors is no chance. */
    private static final double SIGNIFICANT = 3;
    /** Of batches like the first one, more than this share would have a lower loss than that. */
    private static final double CHANCE = 0.25;

    /** The loss of the first step alone, which no rate has had an effect on; NaN before it. */
    private double initial = Double.NaN;

    private double sum;
    private double squares;
    private int count;
    /** All steps, and those of them with a loss no higher than the first one's. */
    private long steps;

    private long below;

    /** What it has seen. */
    record Losses(double initial, double sum, double squares, int count, long steps, long below) {}

    /** Call after every step. */
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

    /** True if this loss is above the mean of the first ones by more than chance explains. */
    boolean isSignificant(double loss) {
        double shift = mean() - initial;
        double variance = Math.max(0, squares / count - shift * shift);
        return loss - mean() > SIGNIFICANT * Math.sqrt(variance / count);
    }

    /** True if hardly any later batch had as low a loss as the first one, so that this was no lucky draw. */
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
