package dev.inercia.train;

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
 */
public record History(List<Epoch> epochs, List<Warning> warnings, Optional<String> stopReason) {

    /** Keeps copies. */
    public History {
        epochs = List.copyOf(epochs);
        warnings = List.copyOf(warnings);
    }

    /** The best epoch, after {@link Epoch#isBetterThan}, the first of equals; empty if none was completed. */
    public Optional<Epoch> best() {
        return epochs.stream().reduce((best, epoch) -> epoch.isBetterThan(best) ? epoch : best);
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

    /** A line for each epoch, then for each warning, then why training stopped early. */
    @Override
    public String toString() {
        return Stream.of(
                        epochs.stream().map(Epoch::toString),
                        warnings.stream().map(warning -> "Warning: " + warning),
                        stopReason.stream().map(reason -> "Stopped: " + reason))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
