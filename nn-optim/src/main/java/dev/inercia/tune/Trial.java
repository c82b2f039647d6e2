package dev.inercia.tune;

import dev.inercia.train.Criterion;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One candidate's training in a {@link Search}.
 *
 * @param candidate what was tried
 * @param history the history of its training; up to the failure if it failed
 * @param criterion ranks its epochs
 * @param failure why it was not trained to the end: an exception, or an interrupt; empty if it was
 * @param seconds its duration; other trials may have shared the cores
 * @param <C> a candidate
 */
public record Trial<C>(C candidate, History history, Criterion criterion, Optional<String> failure, double seconds) {

    private static final History NOTHING = new History(List.of(), List.of(), Optional.empty());

    static <C> Trial<C> failed(C candidate, Criterion criterion, String failure, double seconds) {
        return new Trial<>(candidate, NOTHING, criterion, Optional.of(failure), seconds);
    }

    /**
     * The best epoch, which ranks the trial; empty if it failed, stopped before the end of the first epoch, or was
     * never measured by the criterion.
     */
    public Optional<Epoch> best() {
        return failure.isPresent()
                ? Optional.empty()
                : history.epochs().stream()
                        .filter(epoch -> !Double.isNaN(criterion.value(epoch)))
                        .reduce((best, epoch) -> criterion.compare(epoch, best) < 0 ? epoch : best);
    }

    /** Compares by rank: negative if this trial comes before the other. */
    int compare(Trial<C> other) {
        Optional<Epoch> own = best();
        Optional<Epoch> others = other.best();
        return own.isPresent() && others.isPresent()
                ? criterion.compare(own.get(), others.get())
                : Boolean.compare(others.isPresent(), own.isPresent());
    }

    /** The outcome, in a word or two. */
    String outcome() {
        return best().map(epoch -> epoch + other(epoch)).orElse(failure.isPresent() ? "failed" : nothing());
    }

    /** The value it is ranked by, if an epoch does not print it already. */
    private String other(Epoch epoch) {
        boolean isShown =
                criterion.equals(Criterion.LOSS) || criterion.metric().equals("accuracy") && epoch.total() > 0;
        return isShown ? "" : String.format(Locale.ROOT, ", %s %.4g", criterion, criterion.value(epoch));
    }

    private String nothing() {
        return history.epochs().isEmpty() ? "no epoch finished" : "no " + criterion + " that is a number";
    }

    /** The candidate, and why its training ended early, if it did. */
    String subject() {
        return failure.or(history::stopReason)
                .map(reason -> candidate + ": " + reason)
                .orElse(String.valueOf(candidate));
    }

    /**
     * For example {@code Epoch 3: 9421 / 10000, loss 0.18, validation loss 0.19, 4.2 s, Settings[learningRate=0.1]}.
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %.1f s, %s", outcome(), seconds, subject());
    }
}
