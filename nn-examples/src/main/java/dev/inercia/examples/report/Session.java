package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.Laboratory.Result;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs experiments: first those that want the machine for themselves, then the others together. */
final class Session {

    private final List<Experiment> experiments;
    private final Options options;
    private final int threads;
    private final Laboratory laboratory;
    private final Progress progress;
    private final int trainings;

    Session(List<Experiment> experiments, Options options, Digits digits, int threads) {
        this.experiments = experiments;
        this.options = options;
        this.threads = threads;
        List<Setup> all = new ArrayList<>(setups(true));
        all.addAll(setups(false));
        trainings = all.size();
        double total = all.stream()
                .mapToDouble(setup -> Laboratory.work(setup, digits.training().size()))
                .sum();
        progress = new Progress(
                System.out,
                Progress.isTerminal(),
                setup -> Laboratory.work(setup, digits.training().size()),
                total,
                trainings);
        laboratory = new Laboratory(digits.training(), digits.test(), progress);
    }

    /** Trainings to be done; those that experiments share count once. */
    int trainings() {
        return trainings;
    }

    /** The distinct setups of the experiments that run alone, or of the others. */
    private Set<Setup> setups(boolean alone) {
        Set<Setup> setups = new LinkedHashSet<>();
        for (Experiment experiment : experiments) {
            if (experiment.runsAlone() == alone) {
                experiment.trials(options).forEach(trial -> setups.add(trial.setup()));
            }
        }
        return setups;
    }

    /** The outcomes of the experiments that were finished: all, unless the thread was interrupted. */
    List<Outcome> run() {
        // Apart, so that no experiment is given a training that was timed under other conditions.
        Map<Setup, Result> alone = laboratory.train(setups(true), 1);
        Map<Setup, Result> together =
                Thread.currentThread().isInterrupted() ? new HashMap<>() : laboratory.train(setups(false), threads);
        progress.clear();
        List<Outcome> outcomes = new ArrayList<>();
        for (Experiment experiment : experiments) {
            List<Trial> trials = experiment.trials(options);
            Map<Setup, Result> results = experiment.runsAlone() ? alone : together;
            if (trials.stream().allMatch(trial -> results.containsKey(trial.setup()))) {
                outcomes.add(experiment.judge(
                        trials.stream().map(trial -> run(trial, results)).toList()));
            }
        }
        return outcomes;
    }

    private static Run run(Trial trial, Map<Setup, Result> results) {
        Result result = results.get(trial.setup());
        return new Run(trial.label(), trial.setup(), result.history(), result.activity(), result.steps());
    }
}
