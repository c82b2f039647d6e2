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
 * The result of a training, or what there is of it so far.
 *
 * @param epochs the epochs that were completed
 * @param warnings what listeners noticed
 * @param stopReason why it ended before its last epoch; empty if it did not
 * @param restored the number of the epoch whose parameters the network has; empty if it has the last ones
 */
public record History(
        List<Epoch> epochs, List<Warning> warnings, Optional<String> stopReason, Optional<Integer> restored) {

    /** Copies the lists. */
    public History {
        epochs = List.copyOf(epochs);
        warnings = List.copyOf(warnings);
    }

    /** A history of a training that restored nothing. */
    public History(List<Epoch> epochs, List<Warning> warnings, Optional<String> stopReason) {
        this(epochs, warnings, stopReason, Optional.empty());
    }

    /**
     * The epoch with the lowest validation loss, or, without validation data, the lowest training loss; the first of
     * equals. Empty if none was completed.
     */
    public Optional<Epoch> best() {
        return epochs.stream().reduce((best, epoch) -> epoch.isBetterThan(best) ? epoch : best);
    }

    /**
     * The epoch that is best by a metric on the validation data, or, without, on the training data; the first of equals.
     * Empty if it was not measured.
     *
     * @param metric that fits the problem, or that the trainer was asked for; only asked for its name and direction
     */
    public Optional<Epoch> best(Metric metric) {
        Criterion onValidation = Criterion.of(metric);
        Optional<Epoch> best = best(onValidation);
        return best.isPresent() ? best : best(onValidation.ofTraining());
    }

    private Optional<Epoch> best(Criterion criterion) {
        return epochs.stream()
                .filter(epoch -> !Double.isNaN(criterion.value(epoch)))
                .reduce((best, epoch) ->
                        criterion.isBetter(criterion.value(epoch), criterion.value(best)) ? epoch : best);
    }

    /** The last epoch; empty if none was completed. */
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
     * What to do about a gap between training and validation that grows; empty if it does not. It grows if the validation
     * loss has gone up for some epochs by a good part of what it had come down, while the training loss went on falling.
     */
    public Optional<String> hint() {
        return Overfitting.hint(this);
    }

    /**
     * The epochs as CSV: a header, then a line for each epoch, with losses, learning rate, every metric on training and
     * validation data, seconds, and whether the epoch is the best and the one restored. What was not measured is empty.
     */
    public String toCsv() {
        return HistoryText.csv(this);
    }

    /** Writes {@link #toCsv()} to a file, over what was there. */
    public void writeCsv(Path file) throws IOException {
        Files.writeString(file, toCsv());
    }

    /** A line for each epoch, the best and the restored one marked, then for each warning, why it stopped, and the hint. */
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
