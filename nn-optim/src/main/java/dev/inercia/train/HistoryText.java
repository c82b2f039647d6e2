package dev.inercia.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats a history as text and CSV. */
final class HistoryText {

    /** Significant digits of a learning rate. */
    private static final MathContext RATE = new MathContext(4);

    private HistoryText() {}

    /**
     * For example
     * {@code Epoch 3: 94 / 100, loss 0.18, validation loss 0.19, accuracy 0.95, validation 0.94, rate 0.01; best}.
     */
    static String line(Epoch epoch, History history) {
        List<String> parts = new ArrayList<>(List.of(epoch.toString()));
        epoch.measures().stream()
                .filter(measure -> !Double.isNaN(measure.training()) || !Double.isNaN(measure.validation()))
                .forEach(measure -> parts.add(measure.toString()));
        if (!Double.isNaN(epoch.learningRate())) {
            parts.add("rate " + new BigDecimal(epoch.learningRate()).round(RATE).stripTrailingZeros());
        }
        String marks = marks(epoch, history);
        return String.join(", ", parts) + (marks.isEmpty() ? "" : "; " + marks);
    }

    private static String marks(Epoch epoch, History history) {
        List<String> marks = new ArrayList<>();
        if (isBest(epoch, history)) {
            marks.add("best");
        }
        if (isRestored(epoch, history)) {
            marks.add("restored");
        }
        return String.join(", ", marks);
    }

    private static boolean isBest(Epoch epoch, History history) {
        return history.best().filter(best -> best.number() == epoch.number()).isPresent();
    }

    private static boolean isRestored(Epoch epoch, History history) {
        return history.restored().filter(number -> number == epoch.number()).isPresent();
    }

    static String csv(History history) {
        Set<String> names = new LinkedHashSet<>();
        history.epochs().forEach(epoch -> epoch.measures().forEach(measure -> names.add(measure.name())));
        List<String> header = new ArrayList<>(List.of("epoch", "loss", "validation loss", "learning rate"));
        for (String name : names) {
            header.add(name);
            header.add("validation " + name);
        }
        header.addAll(List.of("training seconds", "evaluation seconds", "best", "restored"));
        StringBuilder csv = new StringBuilder(row(header));
        for (Epoch epoch : history.epochs()) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(epoch.number()),
                    cell(epoch.loss()),
                    cell(epoch.validationLoss()),
                    cell(epoch.learningRate())));
            for (String name : names) {
                cells.add(epoch.measure(name)
                        .map(measure -> cell(measure.training()))
                        .orElse(""));
                cells.add(epoch.measure(name)
                        .map(measure -> cell(measure.validation()))
                        .orElse(""));
            }
            cells.add(cell(epoch.trainingSeconds()));
            cells.add(cell(epoch.evaluationSeconds()));
            cells.add(String.valueOf(isBest(epoch, history)));
            cells.add(String.valueOf(isRestored(epoch, history)));
            csv.append(row(cells));
        }
        return csv.toString();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    /** Cells with a comma, a quote or a line break are quoted, as in RFC 4180. */
    private static String row(List<String> cells) {
        return cells.stream()
                        .map(cell -> cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .collect(Collectors.joining(","))
                + "\n";
    }
}
