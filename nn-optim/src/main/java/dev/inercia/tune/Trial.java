package dev.inercia.tune;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One candidate's training in a {@link Search}.
 *
 * @param candidate what was tried
 * @param history what it came to; as far as it got if it failed
 * @param failure why it could not be trained to its end: an exception, or an interrupt; empty if it could
 * @param seconds how long it took, while others may have shared the cores
 * @param <C> a candidate
 */
public record Trial<C>(C candidate, History history, Optional<String> failure, double seconds) {

    private static final History NOTHING = new History(List.of(), List.of(), Optional.empty());

    static <C> Trial<C> failed(C candidate, String failure, double seconds) {
        return new Trial<>(candidate, NOTHING, Optional.of(failure), seconds);
    }

    /** Its best epoch, by which it is ranked; empty if it failed, or had to stop before the end of the first. */
    public Optional<Epoch> best() {
        return failure.isPresent() ? Optional.empty() : history.best();
    }

    /** Whether it is ranked before another. */
    boolean isBetterThan(Trial<C> other) {
        if (best().isEmpty() || other.best().isEmpty()) {
            return best().isPresent();
        }
        return best().get().isBetterThan(other.best().get());
    }

    /** How well it did, in a word or two. */
    String outcome() {
        return best().map(Epoch::toString).orElse(failure.isPresent() ? "failed" : "no epoch finished");
    }

    /** What was tried, and why it ended early, if it did. */
    String subject() {
        return failure.or(history::stopReason)
                .map(reason -> candidate + ": " + reason)
                .orElse(String.valueOf(candidate));
    }

    /** As in {@code Epoch 3: 9421 / 10000, 4.2 s, Settings[learningRate=0.1, momentum=0.9]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %.1f s, %s", outcome(), seconds, subject());
    }
}
