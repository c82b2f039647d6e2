package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.train.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The finished trainings; trials that differ only in their number of epochs share one. Thread-safe. */
final class Results {

    /** A finished or stopped training, with the number of steps after each epoch. */
    private record Done(Job job, History history, List<Activity> activity, List<Long> steps) {

        boolean answers(Trial trial) {
            boolean isLong = history.epochs().size() >= trial.setup().epochs()
                    || job.setup().epochs() >= trial.setup().epochs();
            return !history.epochs().isEmpty() && isLong && (job.watched() || !trial.watched());
        }
    }

    private final Map<Setup, Done> done = new ConcurrentHashMap<>();

    void add(Job job, History history, List<Activity> activity, List<Long> steps) {
        done.merge(
                Job.key(job.setup()),
                new Done(job, history, List.copyOf(activity), List.copyOf(steps)),
                (old, young) ->
                        young.history().epochs().size() < old.history().epochs().size() ? old : young);
    }

    boolean has(Trial trial) {
        Done training = done.get(Job.key(trial.setup()));
        return training != null && training.answers(trial);
    }

    /** The run of a trial, cut to its epochs; empty if it was not finished. */
    Optional<Run> run(Trial trial) {
        Done training = done.get(Job.key(trial.setup()));
        if (training == null || !training.answers(trial)) {
            return Optional.empty();
        }
        int epochs = trial.setup().epochs();
        History whole = training.history();
        boolean isCut = whole.epochs().size() > epochs;
        History history = isCut
                ? new History(
                        whole.epochs().subList(0, epochs),
                        whole.warnings().stream()
                                .filter(warning -> warning.epoch() <= epochs)
                                .toList(),
                        Optional.empty())
                : whole;
        List<Activity> activity = !trial.watched()
                ? List.of()
                : training.activity().stream()
                        .filter(entry -> entry.epoch() <= epochs)
                        .toList();
        long steps = training.steps().get(history.epochs().size() - 1);
        return Optional.of(new Run(trial.label(), trial.setup(), history, activity, steps));
    }
}
