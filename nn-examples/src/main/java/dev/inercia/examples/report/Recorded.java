package dev.inercia.examples.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs of an earlier report, from its {@code results.json}: which seeds of which labels were trained before each
 * verdict. What is computed from them does not depend on anything else, so that repeating them repeats the verdicts,
 * but for those on times.
 *
 * @param file the file
 * @param checksum of the digits
 * @param seed the first seed
 * @param epochs of every run, or null for the default of each
 * @param runs the seeds by experiment and label
 */
record Recorded(Path file, String checksum, long seed, Integer epochs, Map<String, Map<String, Set<Long>>> runs) {

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not a report's results.json
     */
    static Recorded read(Path file) {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            JsonNode conditions = json.required("conditions");
            Map<String, Map<String, Set<Long>>> runs = new LinkedHashMap<>();
            for (JsonNode experiment : json.required("experiments")) {
                Map<String, Set<Long>> labels = new LinkedHashMap<>();
                for (JsonNode run : experiment.required("runs")) {
                    labels.computeIfAbsent(run.required("label").stringValue(), label -> new HashSet<>())
                            .add(run.required("setup").required("seed").longValue());
                }
                runs.put(experiment.required("id").stringValue(), labels);
            }
            JsonNode epochs = conditions.required("epochs");
            return new Recorded(
                    file,
                    conditions.required("checksum").stringValue(),
                    conditions.required("seed").longValue(),
                    epochs.isNull() ? null : epochs.intValue(),
                    runs);
        } catch (IOException | JacksonException e) {
            throw new IllegalArgumentException(
                    "--looks: expected the results.json of a report, but cannot read " + file + " as one: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Requires the digits to be those of the recording. */
    void require(String actual) {
        if (!checksum.equals(actual)) {
            throw new IllegalArgumentException("--looks: " + file + " was made with other digits (SHA-256 " + checksum
                    + ") than those here (" + actual + "): name the directory of the same ones with --data");
        }
    }

    /** Those of these experiments that were recorded. */
    List<ReportExperiment> of(List<ReportExperiment> experiments) {
        return experiments.stream()
                .filter(experiment -> runs.containsKey(experiment.id()))
                .toList();
    }

    boolean has(String experiment, Trial trial) {
        return runs.getOrDefault(experiment, Map.of())
                .getOrDefault(trial.label(), Set.of())
                .contains(trial.setup().seed());
    }

    /** The number of seeds from the first to the last. */
    int seeds() {
        long last = runs.values().stream()
                .flatMap(labels -> labels.values().stream())
                .flatMap(Set::stream)
                .mapToLong(Long::longValue)
                .max()
                .orElse(seed);
        return (int) (last - seed + 1);
    }
}
