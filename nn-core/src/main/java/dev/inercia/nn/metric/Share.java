package dev.inercia.nn.metric;

/** The fraction of rows with a property, by number and by weight. */
final class Share {

    private int count;
    private int total;
    private double weight;
    private double totalWeight;

    /** Adds a row with a weight above 0. */
    void add(boolean has, double rowWeight) {
        total++;
        totalWeight += rowWeight;
        if (has) {
            count++;
            weight += rowWeight;
        }
    }

    int count() {
        return count;
    }

    int total() {
        return total;
    }

    /** In [0, 1], weighted; NaN without rows. */
    double value() {
        return weight / totalWeight;
    }

    /** In [0, 1], weighted; throws without rows. */
    double value(Metric metric) {
        requireRows(metric, total);
        return value();
    }

    /** Throws if nothing was added. */
    static void requireRows(Metric metric, long rows) {
        if (rows == 0) {
            throw new IllegalStateException(
                    metric.name()
                            + " has nothing to measure: expected at least one prediction with a weight above 0, but none was added");
        }
    }
}
