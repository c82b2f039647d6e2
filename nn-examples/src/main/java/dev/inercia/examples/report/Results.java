package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.train.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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

    /** An unwatched training does not replace a watched one, nor the other way round. */
    private record Key(Setup setup, boolean watched) {}

    private final Map<Key, Done> done = new ConcurrentHashMap<>();

    void add(Job job, History history, List<Activity> activity, List<Long> steps) {
        done.merge(
                new Key(Job.key(job.setup()), job.watched()),
                new Done(job, history, List.copyOf(activity), List.copyOf(steps)),
                (old, young) ->
                        young.history().epochs().size() < old.history().epochs().size() ? old : young);
    }

    boolean has(Trial trial) {
        return find(trial).isPresent();
    }

    private Optional<Done> find(Trial trial) {
        Setup setup = Job.key(trial.setup());
        return Stream.of(true, false)
                .map(watched -> done.get(new Key(setup, watched)))
                .filter(training -> training != null && training.answers(trial))
                .findFirst();
    }

    /** The run of a trial, cut to its epochs; empty if it was not finished. */
    Optional<Run> run(Trial trial) {
        return find(trial).map(training -> run(trial, training));
    }

    private static Run run(Trial trial, Done training) {
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
        return new Run(trial.label(), trial.setup(), history, activity, steps);
    }
}
