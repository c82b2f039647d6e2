package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The accuracy of runs that differ in nothing but their seed.
 *
 * @param mean over the runs, in percent
 * @param spread their sample standard deviation, in percent; 0 for a single run
 * @param runs how many
 * @param images how many images each was measured on
 */
record Score(double mean, double spread, int runs, int images) {

    /** Of each run's best epoch. */
    static Score best(List<Run> runs) {
        return of(runs, run -> run.history().best().orElseThrow().accuracy());
    }

    /** After an epoch, counted from 1, or after the last if there were fewer. */
    static Score after(List<Run> runs, int epoch) {
        return of(runs, run -> {
            List<Epoch> epochs = run.history().epochs();
            return epochs.get(Math.min(epoch, epochs.size()) - 1).accuracy();
        });
    }

    private static Score of(List<Run> runs, ToDoubleFunction<Run> accuracy) {
        double[] values = runs.stream().mapToDouble(accuracy).map(a -> 100 * a).toArray();
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double spread = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Score(
                mean,
                spread,
                values.length,
                runs.get(0).history().epochs().get(0).total());
    }

    /**
     * The standard error of the mean: of the spread over seeds, or of drawing that many test images, whichever is larger.
     */
    double error() {
        double p = mean / 100;
        double drawing = 100 * Math.sqrt(p * (1 - p) / images);
        return Math.max(spread, drawing) / Math.sqrt(runs);
    }

    /** Whether this is better than another by more than two standard errors of the difference: more than chance. */
    boolean isClearlyAbove(Score other) {
        return mean - other.mean > 2 * Math.hypot(error(), other.error());
    }

    /** As in {@code 95.42 %}, with the spread if there are several runs. */
    @Override
    public String toString() {
        return runs == 1
                ? String.format(Locale.ROOT, "%.2f %%", mean)
                : String.format(Locale.ROOT, "%.2f ± %.2f %%", mean, spread);
    }
}
