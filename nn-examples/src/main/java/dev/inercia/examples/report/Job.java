package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A planned training.
 *
 * @param name for the console
 * @param setup its settings
 * @param watched true to observe its units after each epoch
 */
record Job(String name, Setup setup, boolean watched) {

    static Job of(String experiment, Trial trial) {
        return new Job(
                experiment + ", " + trial.label() + ", seed " + trial.setup().seed(), trial.setup(), trial.watched());
    }

    /** What trainings that differ only in their number of epochs have in common: the longest answers for all. */
    static Setup key(Setup setup) {
        return setup.withEpochs(1);
    }

    /** The trainings that these trials need, each as long as the longest of its trials, in order of appearance. */
    static Collection<Job> of(Map<String, List<Trial>> trials) {
        Map<Setup, Job> jobs = new LinkedHashMap<>();
        trials.forEach((experiment, all) ->
                all.forEach(trial -> jobs.merge(key(trial.setup()), of(experiment, trial), Job::joined)));
        return jobs.values();
    }

    private static Job joined(Job first, Job second) {
        Job longer = first.setup().epochs() < second.setup().epochs() ? second : first;
        return new Job(longer.name(), longer.setup(), first.watched() || second.watched());
    }
}
