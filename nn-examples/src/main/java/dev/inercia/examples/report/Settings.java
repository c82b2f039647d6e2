package dev.inercia.examples.report;

import dev.inercia.examples.report.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command-line settings.
 *
 * @param experiments in the page's order
 * @param epochs of every run, or null for the default of each
 * @param seed the first seed
 * @param repeats the number of seeds of the first round
 * @param threads trainings at the same time
 * @param seconds the time for all of it, from the start of the JVM; 0 for the first round, however long it takes
 * @param recorded the runs to repeat, instead of a first round and a limit
 * @param messages the texts of the page
 */
record Settings(
        List<ReportExperiment> experiments,
        Integer epochs,
        long seed,
        int repeats,
        int threads,
        double seconds,
        Optional<Recorded> recorded,
        Messages messages) {

    /** True if there are rounds after the first. */
    boolean goesOn() {
        return seconds > 0 && recorded.isEmpty();
    }

    List<Trial> trials(ReportExperiment experiment, long seed) {
        return experiment.trials(seed).stream()
                .map(trial -> epochs == null
                        ? trial
                        : new Trial(trial.label(), trial.setup().withEpochs(epochs), trial.watched()))
                .toList();
    }

    /** The trials of the first round, or all of a recording, grouped by label. */
    List<Trial> first(ReportExperiment experiment) {
        return trials(experiment, seed, recorded.map(Recorded::seeds).orElse(repeats)).stream()
                .filter(trial -> recorded.isEmpty() || recorded.get().has(experiment.id(), trial))
                .toList();
    }

    /** The trials of so many seeds, grouped by label. */
    List<Trial> trials(ReportExperiment experiment, long from, int seeds) {
        List<Trial> all = new ArrayList<>();
        int labels = experiment.trials(from).size();
        for (int label = 0; label < labels; label++) {
            for (int i = 0; i < seeds; i++) {
                all.add(trials(experiment, from + i).get(label));
            }
        }
        return all;
    }
}
