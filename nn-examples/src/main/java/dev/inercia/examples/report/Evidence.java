package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an experiment is judged by: its finished runs, and what the test images are.
 *
 * @param runs those of one label together, each of at least one epoch
 * @param classCounts how many test images there are of each class
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

    /** The runs of a label, one for each seed. */
    List<Run> of(String label) {
        return runs.stream().filter(run -> run.label().equals(label)).toList();
    }

    /** A number of each of a label's runs. */
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

    /** The accuracy after the best epoch. */
    Sample best(String label) {
        return sample(
                label, run -> run.history().best(new Accuracy()).orElseThrow().accuracy());
    }

    static Epoch last(Run run) {
        return run.history().last().orElseThrow();
    }

    /** How many test images there are. */
    int images() {
        return classCounts.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * One accuracy against another: over the seeds where there are several, else by what as many other test images might
     * have given.
     */
    Comparison compare(Sample first, Sample second) {
        return first.count() > 1 && second.count() > 1
                ? Comparison.ofPairs(first.values(), second.values())
                : Comparison.ofShares(first.mean(), second.mean(), images());
    }

    /** How a comparison's margin was come by, for a reason. */
    String basis() {
        int seeds =
                (int) runs.stream().map(run -> run.setup().seed()).distinct().count();
        return seeds > 1
                ? "95 % interval over " + seeds + " seeds"
                : String.format(Locale.ROOT, "95 %% interval for %,d test images; one seed", images());
    }
}
