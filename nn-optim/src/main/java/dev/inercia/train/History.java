package dev.inercia.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a training came to.
 *
 * @param epochs the epochs that were completed
 * @param warnings what was noticed
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

    /** A line for each epoch. */
    @Override
    public String toString() {
        return epochs.stream().map(Epoch::toString).collect(Collectors.joining("\n"));
    }
}
