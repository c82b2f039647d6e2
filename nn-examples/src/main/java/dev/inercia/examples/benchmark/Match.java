package dev.inercia.examples.benchmark;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one work with all contestants. Each first trains an epoch, in which the JIT compiles and after which denormal
 * numbers have appeared, and predicts for a round if predictions are timed. Of the variants of a contestant, the one
 * that is fastest early in that epoch continues. Who starts from the same parameters is checked by {@link Likeness}. Then rounds follow, in which the contestants take turns while the
 * others wait. A contestant that fails is absent; the others continue.
 */
final class Match {

    /** Long enough for the worker threads of all libraries to stop spinning. */
    private static final Duration PAUSE = Duration.ofMillis(60);

    private static final int WARM_UP_PARTS = 10;
    /** The time of a variant is the best of this many: disturbances only add time. */
    private static final int LOOKS = 4;

    private final Path directory;
    private final int examples;
    private final int rounds;
    private final Consumer<String> progress;

    Match(Path directory, int examples, int rounds, Consumer<String> progress) {
        this.directory = directory;
        this.examples = examples;
        this.rounds = rounds;
        this.progress = progress;
    }

    Standing play(Work work, List<Contestant> contestants) {
        return work.kind() == Work.Kind.START ? start(work, contestants) : compete(work, contestants);
    }

    private Standing compete(Work work, List<Contestant> contestants) {
        List<Entry> entries = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        Task task = Task.parse(work.arguments(directory.toString()).toArray(String[]::new));
        Start.write(directory, task);
        Likeness likeness = new Likeness(task);
        try {
            for (Contestant contestant : contestants) {
                progress.accept(work + ": " + contestant.name() + " warms up");
                try {
                    entries.add(warmUp(work, contestant, likeness));
                } catch (UncheckedIOException e) {
                    absent.add(e.getMessage());
                }
            }
            Duration idle = Duration.ZERO;
            Duration all = Duration.ZERO;
            double idleShare = 0;
            for (int round = 1; round <= rounds; round++) {
                progress.accept(work + ": round " + round + " of " + rounds);
                for (Entry entry : List.copyOf(entries)) {
                    pause();
                    List<Duration> before = processorTimes(entries, entry);
                    long start = System.nanoTime();
                    try {
                        entry.rounds.add(entry.rival.time(work.kind().command(), work.perRound()));
                    } catch (UncheckedIOException e) {
                        absent.add(e.getMessage());
                        entries.remove(entry);
                        entry.rival.close();
                        continue;
                    }
                    all = all.plusNanos(System.nanoTime() - start);
                    List<Duration> after = processorTimes(entries, entry);
                    for (int i = 0; i < before.size(); i++) {
                        idle = idle.plus(after.get(i).minus(before.get(i)));
                    }
                }
            }
            if (!all.isZero()) {
                idleShare = (double) idle.toNanos() / all.toNanos();
            }
            List<Result> results = new ArrayList<>();
            List<String> departures = new ArrayList<>();
            for (Entry entry : entries) {
                try {
                    results.add(entry.result());
                    entry.departure.ifPresent(departures::add);
                } catch (UncheckedIOException e) {
                    absent.add(e.getMessage());
                }
            }
            return new Standing(work, work.title(), results, absent, departures, idleShare);
        } finally {
            entries.forEach(entry -> entry.rival.close());
        }
    }

    private static List<Duration> processorTimes(List<Entry> entries, Entry without) {
        return entries.stream()
                .filter(entry -> entry != without)
                .map(entry -> entry.rival.processorTime())
                .toList();
    }

    /** Trains a part of an epoch with every variant; the fastest of those that compute the same finishes the epoch. */
    private Entry warmUp(Work work, Contestant contestant, Likeness likeness) {
        int part = Math.max(1, work.stepsToWarmUp(examples) / WARM_UP_PARTS);
        boolean isCompared = contestant.variants().size() > 1;
        List<Result.Trial> trials = new ArrayList<>();
        Entry best = null;
        try {
            for (Variant variant : contestant.variants()) {
                Entry entry = new Entry(Rival.start(contestant, variant, work, directory));
                try {
                    entry.await(likeness);
                    entry.time = tryOut(work, entry.rival, part, isCompared);
                } catch (UncheckedIOException e) {
                    entry.rival.close();
                    throw e;
                }
                String words = variant.settings() + (entry.departure.isPresent() ? " (computes something else)" : "");
                trials.add(new Result.Trial(words, entry.time));
                Entry slower = entry;
                if (best == null || entry.isBetter(best)) {
                    slower = best;
                    best = entry;
                }
                if (slower != null) {
                    slower.rival.close();
                }
            }
            best.rival.time("train", (WARM_UP_PARTS - 1) * part);
            if (work.kind() != Work.Kind.TRAIN) {
                best.rival.time(work.kind().command(), work.perRound());
            }
        } catch (UncheckedIOException e) {
            if (best != null) {
                best.rival.close();
            }
            throw e;
        }
        if (isCompared) {
            best.tried.addAll(trials);
        }
        return best;
    }

    /** Trains the first part of an epoch, then returns the best time per repetition; 0 if there is no other variant. */
    private static double tryOut(Work work, Rival rival, int part, boolean isCompared) {
        rival.time("train", part);
        return isCompared ? bestTime(work, rival) : 0;
    }

    private static double bestTime(Work work, Rival rival) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < LOOKS; i++) {
            best = Math.min(best, rival.time(work.kind().command(), Math.max(1, work.perRound() / WARM_UP_PARTS)));
        }
        return best;
    }

    /** Restarts each contestant in every round. */
    private Standing start(Work work, List<Contestant> contestants) {
        List<Result> results = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        List<List<Double>> times = new ArrayList<>();
        contestants.forEach(contestant -> times.add(new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            progress.accept(work + ": round " + round + " of " + rounds);
            for (int i = 0; i < contestants.size(); i++) {
                Contestant contestant = contestants.get(i);
                if (times.get(i) == null) {
                    continue;
                }
                long start = System.nanoTime();
                try (Rival rival = Rival.start(contestant, contestant.variants().get(0), work, directory)) {
                    rival.await("started");
                    double microseconds = (System.nanoTime() - start) / 1e3;
                    if (round > 0) { // the first round fills the system's file cache
                        times.get(i).add(microseconds);
                    }
                } catch (UncheckedIOException e) {
                    absent.add(e.getMessage());
                    times.set(i, null);
                }
            }
        }
        for (int i = 0; i < contestants.size(); i++) {
            Contestant contestant = contestants.get(i);
            if (times.get(i) != null) {
                results.add(new Result(
                        contestant.name(),
                        contestant.version(),
                        contestant.variants().get(0).settings(),
                        List.of(),
                        times.get(i),
                        List.of(),
                        Double.NaN));
            }
        }
        return new Standing(work, work.title(), results, absent, List.of(), 0);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** A contestant that takes part. */
    private static final class Entry {

        private final Rival rival;
        private final List<Result.Trial> tried = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private final List<Double> rounds = new ArrayList<>();
        private Optional<String> departure = Optional.empty();
        private double time;

        Entry(Rival rival) {
            this.rival = rival;
        }

        /** Waits until it is ready, and holds it against the others if it starts as they do. */
        void await(Likeness likeness) {
            rival.await("ready");
            if (rival.contestant().startsAlike()) {
                losses.add(rival.loss());
                rival.time("train", Likeness.STEPS);
                losses.add(rival.loss());
                departure = likeness.departure(
                        rival.contestant().name(), new Likeness.Losses(losses.get(0), losses.get(1)));
            }
        }

        boolean isBetter(Entry other) {
            return departure.isPresent() == other.departure.isPresent() ? time < other.time : departure.isEmpty();
        }

        Result result() {
            Contestant contestant = rival.contestant();
            return new Result(
                    contestant.name(),
                    contestant.version(),
                    rival.variant().settings(),
                    List.copyOf(tried),
                    List.copyOf(rounds),
                    List.copyOf(losses),
                    rival.accuracy());
        }
    }
}
