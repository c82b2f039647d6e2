package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The evidence for an experiment: its finished runs, and the class counts of the test images.
 *
 * @param runs grouped by label, each with at least one epoch
 * @param timed the runs that were measured alone on the machine
 * @param classCounts the number of test images of each class
 */
record Evidence(List<Run> runs, List<Run> timed, List<Integer> classCounts) {

    /** Single epochs scatter; comparisons use the mean of so many. */
    private static final int LAST_EPOCHS = 3;

    Evidence {
        runs = List.copyOf(runs);
        timed = List.copyOf(timed);
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

    /** The values of a quantity, one a seed, from the first seed on as long as all its trainings are finished. */
    double[] values(Quantity quantity) {
        List<Run> all = quantity.isTime() ? timed : runs;
        long first = all.stream().mapToLong(run -> run.setup().seed()).min().orElse(0);
        List<Double> values = new ArrayList<>();
        for (long seed = first; hasAll(all, quantity.labels(), seed); seed++) {
            long current = seed;
            values.add(quantity.value()
                    .applyAsDouble(label -> find(all, label, current).orElseThrow()));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean hasAll(List<Run> all, List<String> labels, long seed) {
        return labels.stream().allMatch(label -> find(all, label, seed).isPresent());
    }

    private static Optional<Run> find(List<Run> all, String label, long seed) {
        return all.stream()
                .filter(run -> run.label().equals(label) && run.setup().seed() == seed)
                .findFirst();
    }

    /** A value of each run of a label. */
    Sample sample(String label, ToDoubleFunction<Run> number) {
        return new Sample(of(label).stream().mapToDouble(number).toArray());
    }

    /** The accuracy after the last epoch. */
    static double last(Run run) {
        return run.history().last().orElseThrow().accuracy();
    }

    /** The mean accuracy after the last three epochs. */
    static double lastEpochs(Run run) {
        List<Epoch> epochs = run.history().epochs();
        return epochs.subList(Math.max(0, epochs.size() - LAST_EPOCHS), epochs.size()).stream()
                .mapToDouble(Epoch::accuracy)
                .average()
                .orElseThrow();
    }

    /** The accuracy after the first epoch. */
    static double first(Run run) {
        return run.history().epochs().get(0).accuracy();
    }

    /** The accuracy after the best epoch, which is chosen on the test images, as the report and the book do. */
    static double best(Run run) {
        return run.history().best(new Accuracy()).orElseThrow().accuracy();
    }

    /** The number of test images. */
    int images() {
        return classCounts.stream().mapToInt(Integer::intValue).sum();
    }
}
