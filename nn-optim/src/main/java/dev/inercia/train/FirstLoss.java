package dev.inercia.train;

/** The mean loss of the first steps: how good the network was before it was trained. */
final class FirstLoss {

    private static final int STEPS = 20;

    /** The loss of the first step alone, which no rate has had an effect on; NaN before it. */
    private double initial = Double.NaN;

    private double sum;
    private int count;

    /** Call after every step. */
    void step(Training training) {
        if (count < STEPS) {
            initial = count == 0 ? training.loss() : initial;
            sum += training.loss();
            count++;
        }
    }

    double mean() {
        return sum / count;
    }

    double initial() {
        return initial;
    }

    double sum() {
        return sum;
    }

    int count() {
        return count;
    }

    void restore(double initialBefore, double sumBefore, int countBefore) {
        initial = initialBefore;
        sum = sumBefore;
        count = countBefore;
    }
}
