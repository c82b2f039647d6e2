package dev.inercia.train;

import dev.inercia.nn.check.CanIgnoreReturnValue;
import dev.inercia.nn.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resumes trainings that {@link Checkpoints} saved, bit for bit as if they had never stopped, on the same kind of
 * machine with the same number of threads. The trainer must have the settings of that training. More epochs are
 * allowed, and so are other listeners without state; other settings may differ only if named here.
 */
public final class Resuming {

    private static final Logger LOG = LoggerFactory.getLogger(Resuming.class);

    /** The longest text that a message shows in full. */
    private static final int LONG = 300;

    private final Trainer trainer;
    private final Set<Setting> mayDiffer;

    Resuming(Trainer trainer, Set<Setting> mayDiffer) {
        this.trainer = trainer;
        this.mayDiffer = mayDiffer;
    }

    /**
     * Resumes from a checkpoint, or from the newest complete one in a directory. Skips incomplete or altered
     * checkpoints with a warning in the log. If there is none yet, and one of the trainer's own {@code Checkpoints}
     * writes to the directory, starts from the beginning. A schedule, loss or optimizer that is not a record, such as a
     * lambda, cannot be compared: the trainer's is used, with a warning in the log.
     *
     * @throws IllegalArgumentException if network, settings or data are not those of the checkpoint; nothing is changed
     * @throws UncheckedIOException if there is no checkpoint, or none is complete
     */
    @CanIgnoreReturnValue
    public History resume(Path path, Dataset data) {
        trainer.network().requireFits(data, trainer.loss(), "training data");
        try {
            Optional<Checkpoint> checkpoint = find(path);
            if (checkpoint.isEmpty()) {
                LOG.info("There is no checkpoint in {} yet: training starts from the beginning", path);
                return trainer.train(data);
            }
            Training training = new Training(trainer, data);
            Loop loop = new Loop(training);
            requireSame(checkpoint.get(), training);
            checkpoint.get().restore(training);
            LOG.info(
                    "Training goes on from {}: epoch {}, {} steps taken",
                    checkpoint.get().path(),
                    training.epoch(),
                    training.step());
            return loop.run();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot resume training: " + e.getMessage(), e);
        }
    }

    private Optional<Checkpoint> find(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return Optional.of(Checkpoint.read(path));
        }
        Optional<Checkpoint> newest = new CheckpointDirectory(path).newest();
        if (newest.isEmpty() && !isOwn(path)) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    Files.exists(path)
                            ? "there is no checkpoint in it; give the trainer Checkpoints that write there, to start"
                                    + " from the beginning"
                            : "there is no such file or directory");
        }
        return newest;
    }

    /** True if one of the trainer's listeners writes checkpoints to this directory. */
    private boolean isOwn(Path path) {
        return trainer.listeners().stream()
                .anyMatch(listener -> listener instanceof Checkpoints checkpoints
                        && checkpoints
                                .directory()
                                .toAbsolutePath()
                                .normalize()
                                .equals(path.toAbsolutePath().normalize()));
    }

    private void requireSame(Checkpoint checkpoint, Training training) throws IOException {
        int epoch;
        try {
            epoch = checkpoint.position().epoch();
        } catch (IllegalArgumentException e) {
            throw new IOException(checkpoint.path() + " is not a readable checkpoint: " + e.getMessage(), e);
        }
        if (epoch > trainer.epochs()) {
            throw new IllegalArgumentException("The checkpoint " + checkpoint.path() + " was made in epoch " + epoch
                    + ", but this trainer has only " + trainer.epochs()
                    + " epochs: give it at least as many, with .epochs(...)");
        }
        requireSameSettings(checkpoint, Fingerprint.settings(training));
        requireSameMembers(checkpoint, training);
        Map<String, String> saved = checkpoint.surroundings();
        Fingerprint.surroundings().forEach((name, here) -> {
            String there = saved.getOrDefault(name, "unknown");
            if (!there.equals(here)) {
                LOG.warn(
                        "{} of the checkpoint: {}, here: {}. Training goes on, but perhaps not bit for bit",
                        capital(name),
                        there,
                        here);
            }
        });
    }

    private void requireSameSettings(Checkpoint checkpoint, Map<String, String> here) {
        Map<String, String> saved = checkpoint.settings();
        for (Map.Entry<String, String> setting : here.entrySet()) {
            String name = setting.getKey();
            String there = comparable(name, saved.getOrDefault(name, "unknown"));
            if (!comparable(name, setting.getValue()).equals(there)) {
                Optional<Setting> allowed = setting(name);
                if (allowed.isEmpty() || !mayDiffer.contains(allowed.get())) {
                    throw refusal(checkpoint, name, saved.getOrDefault(name, "unknown"), setting.getValue(), allowed);
                }
            } else if (there.contains(Fingerprint.UNKNOWN)) {
                LOG.warn(
                        "{} cannot be compared with that of the checkpoint, because it is not made of records: it is"
                                + " taken from this trainer",
                        capital(name));
            }
        }
    }

    /** The setting of this name that may differ; empty if there is none. */
    private static Optional<Setting> setting(String name) {
        return switch (name) {
            case "optimizer" -> Optional.of(Setting.LEARNING_RATE);
            case "schedule" -> Optional.of(Setting.SCHEDULE);
            case "transforms" -> Optional.of(Setting.TRANSFORMS);
            case "parameter groups" -> Optional.of(Setting.PARAMETER_GROUPS);
            case "metrics" -> Optional.of(Setting.METRICS);
            case "validation data" -> Optional.of(Setting.VALIDATION);
            default -> Optional.empty();
        };
    }

    /** The text without the parts that may differ. */
    private String comparable(String name, String text) {
        return name.equals("optimizer") && mayDiffer.contains(Setting.LEARNING_RATE)
                ? text.replaceAll("learningRate:[^,}]*", "learningRate")
                : text;
    }

    private IllegalArgumentException refusal(
            Checkpoint checkpoint, String name, String there, String here, Optional<Setting> allowed) {
        int from = there.length() + here.length() < LONG ? 0 : Math.max(0, firstDifference(there, here) - LONG / 4);
        String cure = allowed.filter(setting -> !mayDiffer.contains(setting))
                .map(setting -> "; if it is meant to differ, say so with resuming(Setting." + setting + ")")
                .orElse("");
        return new IllegalArgumentException("Cannot resume from " + checkpoint.path() + ": the " + name
                + " of the checkpoint is " + part(there, from) + ", but that of this trainer is " + part(here, from)
                + cure);
    }

    private static int firstDifference(String a, String b) {
        int at = 0;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String part(String text, int from) {
        int end = Math.min(text.length(), from + LONG);
        return (from > 0 ? "..." : "")
                + text.substring(Math.min(from, text.length()), end)
                + (end < text.length() ? "..." : "");
    }

    /** Rejects a trainer whose stateful listeners or transforms differ from those of the checkpoint. */
    private void requireSameMembers(Checkpoint checkpoint, Training training) {
        Map<String, String> saved = checkpoint.descriptions();
        Map<String, String> here = training.memories().descriptions();
        Map<String, String> all = new LinkedHashMap<>(saved);
        all.putAll(here);
        for (String key : all.keySet()) {
            String text = here.getOrDefault(key, "missing");
            String savedText = saved.getOrDefault(key, "missing");
            Setting setting = key.startsWith(Memories.LISTENER) ? Setting.LISTENERS : Setting.TRANSFORMS;
            if (!text.equals(savedText) && !mayDiffer.contains(setting)) {
                String kind = setting == Setting.LISTENERS ? "listener " : "transform ";
                throw refusal(checkpoint, kind + Memories.Member.name(key), savedText, text, Optional.of(setting));
            }
        }
    }

    private static String capital(String name) {
        return "The " + name.toLowerCase(Locale.ROOT).replace("inercia", "Inercia");
    }
}
