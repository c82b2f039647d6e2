package dev.inercia.train;

import dev.inercia.nn.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a training, or the results so far.
 *
 * @param epochs the completed epochs
 * @param warnings the warnings that listeners gave
 * @param stopReason why training stopped early; empty if it did not
 * @param restored the number of the epoch whose parameters were restored; empty if the network has the last ones
 */
public record History(
        List<Epoch> epochs, List<Warning> warnings, Optional<String> stopReason, Optional<Integer> restored) {

    /** Copies the lists. */
    public History {
        epochs = List.copyOf(epochs);
        warnings = List.copyOf(warnings);
    }

    /** The history of a training that restored nothing. */
    public History(List<Epoch> epochs, List<Warning> warnings, Optional<String> stopReason) {
        this(epochs, warnings, stopReason, Optional.empty());
    }

    /**
     * The epoch with the lowest validation loss, or the lowest training loss without validation data; the earliest if
     * several are equal. Empty if no epoch was completed.
     */
    public Optional<Epoch> best() {
        return epochs.stream().reduce((best, epoch) -> epoch.isBetterThan(best) ? epoch : best);
    }

    /**
     * The best epoch by a metric on the validation data, or on the training data if there is none; the earliest if
     * several are equal. Empty if the metric was not measured.
     *
     * @param metric the metric that fits the problem, or one set on the trainer; only its name and direction are used
     */
    public Optional<Epoch> best(Metric metric) {
        Criterion onValidation = Criterion.of(metric);
        Optional<Epoch> best = best(onValidation);
        return best.isPresent() ? best : best(onValidation.ofTraining());
    }

    /** The best epoch by a criterion; the earliest if several are equal. Empty if it was not measured. */
    public Optional<Epoch> best(Criterion criterion) {
        return epochs.stream()
                .filter(epoch -> !Double.isNaN(criterion.value(epoch)))
                .reduce((best, epoch) ->
                        criterion.isBetter(criterion.value(epoch), criterion.value(best)) ? epoch : best);
    }

    /** The last completed epoch; empty if there is none. */
    public Optional<Epoch> last() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
    }

    /** Seconds spent on training. */
    public double trainingSeconds() {
        return epochs.stream().mapToDouble(Epoch::trainingSeconds).sum();
    }

    /** Seconds spent on evaluation. */
    public double evaluationSeconds() {
        return epochs.stream().mapToDouble(Epoch::evaluationSeconds).sum();
    }

    /**
     * Advice if the network overfits; empty if it does not. It overfits if the training loss keeps falling while the
     * validation loss has risen for several epochs, by at least a tenth of its earlier fall.
     */
    public Optional<String> hint() {
        return Overfitting.hint(this);
    }

    /**
     * The epochs as CSV: a header, then one line per epoch with losses, learning rate, every metric on training and
     * validation data, seconds, and whether the epoch is the best one and the restored one. Values that were not
     * measured are empty.
     */
    public String toCsv() {
        return HistoryText.csv(this);
    }

    /** Writes {@link #toCsv()} to a file, replacing an existing one. */
    public void writeCsv(Path file) throws IOException {
        Files.writeString(file, toCsv());
    }

    /**
     * One line per epoch, with the best and the restored one marked, then the warnings, why it stopped, and the hint.
     */
    @Override
    public String toString() {
        return Stream.of(
                        epochs.stream().map(epoch -> HistoryText.line(epoch, this)),
                        warnings.stream().map(warning -> "Warning: " + warning),
                        stopReason.stream().map(reason -> "Stopped: " + reason),
                        hint().stream().map(hint -> "Hint: " + hint))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
