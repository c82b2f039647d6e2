package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The evidence for an experiment: its finished runs, and the class counts of the test images.
 *
 * @param runs grouped by label, each with at least one epoch
 * @param classCounts the number of test images of each class
 */
record Evidence(List<Run> runs, List<Integer> classCounts) {

    Evidence {
        runs = List.copyOf(runs);
        classCounts = List.copyOf(classCounts);
    }

    /** The labels, in order. */
    List<String> labels() {
        return runs.stream().map(Run::label).distinct().toList();
    }

    /** The runs of a label, one per seed. */
    List<Run> of(String label) {
        return runs.stream().filter(run -> run.label().equals(label)).toList();
    }

    /** A value of each run of a label. */
    Sample sample(String label, ToDoubleFunction<Run> number) {
        return new Sample(of(label).stream().mapToDouble(number).toArray());
    }

    /** The accuracy after the last epoch. */
    Sample last(String label) {
        return sample(label, run -> last(run).accuracy());
    }

    /** The accuracy after the first epoch. */
    Sample first(String label) {
        return sample(label, run -> run.history().epochs().get(0).accuracy());
    }

    /** The accuracy after the best epoch, which is chosen on the test images, as the report and the book do. */
    Sample best(String label) {
        return sample(
                label, run -> run.history().best(new Accuracy()).orElseThrow().accuracy());
    }

    static Epoch last(Run run) {
        return run.history().last().orElseThrow();
    }

    /** The number of test images. */
    int images() {
        return classCounts.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Compares two accuracies: over the seeds if there are several, otherwise by the sampling error of the test
     * images.
     */
    Comparison compare(Sample first, Sample second) {
        return first.count() > 1 && second.count() > 1
                ? Comparison.ofPairs(first.values(), second.values())
                : Comparison.ofShares(first.mean(), second.mean(), images());
    }

    /** How the margin of a comparison is computed, in words. */
    String basis() {
        int seeds =
                (int) runs.stream().map(run -> run.setup().seed()).distinct().count();
        return seeds > 1
                ? "95 % interval over " + seeds + " seeds"
                : String.format(Locale.ROOT, "95 %% interval for %,d test images; one seed", images());
    }
}
