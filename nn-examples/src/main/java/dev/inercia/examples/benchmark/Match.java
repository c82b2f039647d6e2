package dev.inercia.examples.benchmark;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs one work with all contestants. Each first trains an epoch, in which the JIT compiles and after which denormal
 * numbers have appeared, and predicts for a round if predictions are timed. Of the variants of a contestant, the one
 * that is fastest early in that epoch continues. Then rounds follow, in which the contestants take turns while the
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
        try {
            for (Contestant contestant : contestants) {
                progress.accept(work + ": " + contestant.name() + " warms up");
                try {
                    entries.add(warmUp(work, contestant));
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
            for (Entry entry : entries) {
                try {
                    results.add(entry.result());
                } catch (UncheckedIOException e) {
                    absent.add(e.getMessage());
                }
            }
            return new Standing(work, work.title(), results, absent, idleShare);
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

    /** Trains a part of an epoch with every variant; the fastest finishes the epoch. */
    private Entry warmUp(Work work, Contestant contestant) {
        int part = Math.max(1, work.stepsPerEpoch(examples) / WARM_UP_PARTS);
        List<Result.Trial> trials = new ArrayList<>();
        Rival best = null;
        double bestTime = Double.POSITIVE_INFINITY;
        try {
            for (Variant variant : contestant.variants()) {
                Rival rival = Rival.start(contestant, variant, work, directory);
                double time = tryOut(work, rival, part, contestant.variants().size() > 1);
                trials.add(new Result.Trial(variant.settings(), time));
                Rival slower = rival;
                if (best == null || time < bestTime) {
                    slower = best;
                    best = rival;
                    bestTime = time;
                }
                if (slower != null) {
                    slower.close();
                }
            }
            best.time("train", (WARM_UP_PARTS - 1) * part);
            if (work.kind() != Work.Kind.TRAIN) {
                best.time(work.kind().command(), work.perRound());
            }
        } catch (UncheckedIOException e) {
            if (best != null) {
                best.close();
            }
            throw e;
        }
        return new Entry(best, contestant.variants().size() == 1 ? List.of() : trials);
    }

    /** Trains the first part of an epoch, then returns the best time per repetition; 0 if there is no other variant. */
    private static double tryOut(Work work, Rival rival, int part, boolean isCompared) {
        try {
            rival.await("ready");
            rival.time("train", part);
            return isCompared ? bestTime(work, rival) : 0;
        } catch (UncheckedIOException e) {
            rival.close();
            throw e;
        }
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
                        Double.NaN));
            }
        }
        return new Standing(work, work.title(), results, absent, 0);
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
        private final List<Result.Trial> tried;
        private final List<Double> rounds = new ArrayList<>();

        Entry(Rival rival, List<Result.Trial> tried) {
            this.rival = rival;
            this.tried = tried;
        }

        Result result() {
            Contestant contestant = rival.contestant();
            return new Result(
                    contestant.name(),
                    contestant.version(),
                    rival.variant().settings(),
                    tried,
                    List.copyOf(rounds),
                    rival.accuracy());
        }
    }
}
