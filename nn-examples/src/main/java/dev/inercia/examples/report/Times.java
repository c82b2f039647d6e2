package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long the epochs of one label take beside those of another.
 *
 * @param order which is quicker
 * @param factor the mean time of the first's epochs through that of the second's
 */
record Times(Order order, double factor) {

    /** What the first is, beside the second. */
    enum Order {
        QUICKER,
        SLOWER,
        ALIKE
    }

    /**
     * Epoch by epoch, for the training alone.
     *
     * @param telling the relative difference below which the two count as alike
     */
    static Times of(Evidence evidence, String first, String second, double telling) {
        double[] a = epochs(evidence.of(first));
        double[] b = epochs(evidence.of(second));
        double factor = new Sample(a).mean() / new Sample(b).mean();
        int pairs = Math.min(a.length, b.length);
        if (pairs < 2 || Math.abs(factor - 1) < telling) {
            return new Times(Order.ALIKE, factor);
        }
        Comparison comparison = Comparison.ofPairs(a, b);
        Order order = comparison.isBelow() ? Order.QUICKER : comparison.isAbove() ? Order.SLOWER : Order.ALIKE;
        return new Times(order, factor);
    }

    private static double[] epochs(List<Run> runs) {
        return runs.stream()
                .flatMap(run -> run.history().epochs().stream())
                .mapToDouble(Epoch::trainingSeconds)
                .toArray();
    }

    static double[] epochs(Run run, ToDoubleFunction<Epoch> number) {
        return run.history().epochs().stream().mapToDouble(number).toArray();
    }

    static double training(Run run) {
        return run.history().trainingSeconds();
    }

    static double evaluation(Run run) {
        return run.history().evaluationSeconds();
    }

    /** The factor in percent. */
    String ratio() {
        return Words.format("%.0f %%", 100 * factor);
    }
}
