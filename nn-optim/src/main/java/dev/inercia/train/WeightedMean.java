package dev.inercia.train;

/** The mean of losses, weighted by their batches. */
final class WeightedMean {

    private double sum;
    private double weight;
    private boolean isEmpty = true;

    void clear() {
        sum = 0;
        weight = 0;
        isEmpty = true;
    }

    void add(double value, double valueWeight) {
        sum += value * valueWeight;
        weight += valueWeight;
        isEmpty = false;
    }

    /** Adds the losses of another mean. */
    void add(WeightedMean other) {
        sum += other.sum;
        weight += other.weight;
        isEmpty &= other.isEmpty;
    }

    /** Goes on from a sum of weighted losses. */
    void restore(double ofSum, double ofWeight, boolean hasNone) {
        sum = ofSum;
        weight = ofWeight;
        isEmpty = hasNone;
    }

    double sum() {
        return sum;
    }

    double weight() {
        return weight;
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** The mean; 0 if all weights are 0. */
    double mean() {
        return weight == 0 ? 0 : sum / weight;
    }
}
