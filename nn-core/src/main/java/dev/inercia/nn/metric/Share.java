package dev.inercia.nn.metric;

/** How many of the rows have a property, by number and by weight. */
final class Share {

    private int count;
    private int total;
    private double weight;
    private double totalWeight;

    /** Adds a row of a weight above 0. */
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

    /** From 0 to 1, by weight; not a number without rows. */
    double value() {
        return weight / totalWeight;
    }

    /** From 0 to 1, by weight; refuses to say without rows. */
    double value(Metric metric) {
        requireRows(metric, total);
        return value();
    }

    /** Refuses to measure nothing. */
    static void requireRows(Metric metric, long rows) {
        if (rows == 0) {
            throw new IllegalStateException(
                    metric.name()
                            + " has nothing to measure: expected at least one prediction with a weight above 0, but none was added");
        }
    }
}
