package dev.inercia.train.log;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Measure;
import dev.inercia.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a row to a CSV file after every epoch: its number, losses, every metric on training and validation data,
 * learning rate and seconds. Values that were not measured are empty. The file can be read during training.
 *
 * <p>A new training replaces the file. A resumed training first rewrites the epochs of its history, which drops the
 * rows after the checkpoint. The file has one header, and every row has the same columns. If the file cannot be
 * written, training continues with a warning.
 *
 * @param file the file; its directory is created if missing
 */
public record CsvLog(Path file) implements Listener {

    public CsvLog {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public Listener bind(Training training) {
        return new Writer();
    }

    private final class Writer implements Listener {

        /** The names of the metrics that have columns. */
        private transient List<String> names = List.of();

        private transient boolean hasFailed;

        @Override
        public void onStart(Training training) {
            rewrite(training);
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (names.containsAll(names(epoch))) {
                write(training, line(epoch), StandardOpenOption.APPEND);
            } else {
                rewrite(training);
            }
        }

        private void rewrite(Training training) {
            History history = training.history();
            names = history.epochs().stream()
                    .flatMap(epoch -> names(epoch).stream())
                    .distinct()
                    .toList();
            StringBuilder text = new StringBuilder(header());
            history.epochs().forEach(epoch -> text.append(line(epoch)));
            write(training, text.toString(), StandardOpenOption.TRUNCATE_EXISTING);
        }

        private void write(Training training, String text, StandardOpenOption option) {
            try {
                Path directory = file.toAbsolutePath().getParent();
                if (directory != null) {
                    Files.createDirectories(directory);
                }
                Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, option);
            } catch (IOException e) {
                if (!hasFailed) {
                    training.warn("the log " + file + " cannot be written, and training goes on: " + e);
                }
                hasFailed = true;
            }
        }

        private static List<String> names(Epoch epoch) {
            return epoch.measures().stream().map(Measure::name).toList();
        }

        private String header() {
            List<String> cells = new ArrayList<>(List.of("epoch", "loss", "validation loss"));
            for (String name : names) {
                cells.add(name);
                cells.add("validation " + name);
            }
            cells.addAll(List.of("learning rate", "training seconds", "evaluation seconds"));
            return row(cells);
        }

        private String line(Epoch epoch) {
            List<String> cells = new ArrayList<>(
                    List.of(String.valueOf(epoch.number()), cell(epoch.loss()), cell(epoch.validationLoss())));
            for (String name : names) {
                Optional<Measure> measure = epoch.measure(name);
                cells.add(measure.map(value -> cell(value.training())).orElse(""));
                cells.add(measure.map(value -> cell(value.validation())).orElse(""));
            }
            cells.add(cell(epoch.learningRate()));
            cells.add(cell(epoch.trainingSeconds()));
            cells.add(cell(epoch.evaluationSeconds()));
            return row(cells);
        }

        private static String cell(double value) {
            return Double.isNaN(value) ? "" : String.valueOf(value);
        }

        /** Cells with a comma, a quote or a line break are quoted, as in RFC 4180. */
        private static String row(List<String> cells) {
            return cells.stream()
                    .map(cell -> cell.matches("(?s).*[,\"\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell)
                    .collect(Collectors.joining(",", "", "\n"));
        }
    }
}
