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
        /** Beyond doubt not telling, either way. */
        ALIKE,
        UNSURE
    }

    /**
     * Epoch by epoch, for the training alone.
     *
     * @param telling the relative difference below which the two count as alike
     */
    static Times of(Evidence evidence, String first, String second, double telling) {
        double[] a = epochs(evidence.of(first));
        double[] b = epochs(evidence.of(second));
        double mean = new Sample(b).mean();
        double factor = new Sample(a).mean() / mean;
        return new Times(
                Math.min(a.length, b.length) < 2 ? Order.UNSURE : order(Comparison.ofPairs(a, b), telling * mean),
                factor);
    }

    private static Order order(Comparison comparison, double telling) {
        if (comparison.isBelow() && comparison.difference() < -telling) {
            return Order.QUICKER;
        }
        if (comparison.isAbove() && comparison.difference() > telling) {
            return Order.SLOWER;
        }
        return comparison.low() > -telling && comparison.high() < telling ? Order.ALIKE : Order.UNSURE;
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
