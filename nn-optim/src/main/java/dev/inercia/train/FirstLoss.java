package dev.inercia.train;

/** The mean loss of the first steps: how good the network was before it was trained. */
final class FirstLoss {

    private static final int STEPS = 20;

    private double sum;
    private int count;

    /** Call after every step. */
    void step(Training training) {
        if (count < STEPS) {
            sum += training.loss();
            count++;
        }
    }

    double mean() {
        return sum / count;
    }

    double sum() {
        return sum;
    }

    int count() {
        return count;
    }

    void restore(double sumBefore, int countBefore) {
        sum = sumBefore;
        count = countBefore;
    }
}
