package dev.inercia.examples.report;

/**
 * The difference of two measurements, with its confidence interval.
 *
 * @param difference mean of the first minus mean of the second
 * @param margin half the width of its 95 % confidence interval
 */
record Comparison(double difference, double margin) {

    /** Student's t, two-sided 95 %, for 1 to 10 degrees of freedom. */
    private static final double[] STUDENT = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228};

    /** Compares paired numbers by Student's t; at least two of each. */
    static Comparison ofPairs(double[] first, double[] second) {
        double[] differences = new double[Math.min(first.length, second.length)];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        Sample sample = new Sample(differences);
        return new Comparison(
                sample.mean(), student(sample.count() - 1) * sample.deviation() / Math.sqrt(sample.count()));
    }

    /**
     * Compares two accuracies on the same number of test images, by the normal approximation of the binomial
     * distribution.
     */
    static Comparison ofShares(double first, double second, int images) {
        double variance = (first * (1 - first) + second * (1 - second)) / images;
        return new Comparison(first - second, 1.96 * Math.sqrt(variance));
    }

    /** Student's t; beyond the table accurate to 1 %. */
    private static double student(int freedom) {
        return freedom <= STUDENT.length ? STUDENT[freedom - 1] : 1.96 + 2.5 / freedom;
    }

    /** The lower end of the interval. */
    double low() {
        return difference - margin;
    }

    /** The upper end of the interval. */
    double high() {
        return difference + margin;
    }

    /** True if the first is significantly above the second. */
    boolean isAbove() {
        return low() > 0;
    }

    /** True if the first is significantly below the second. */
    boolean isBelow() {
        return high() < 0;
    }

    /** The comparison with the two exchanged. */
    Comparison reversed() {
        return new Comparison(-difference, margin);
    }
}
