package dev.inercia.tune;

import dev.inercia.nn.Network;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of a {@link Search}.
 *
 * @param trials the trial of every candidate, the best first, failed ones last; ties in the order of the candidates
 * @param network the network of the best trial, with its best epoch's parameters; empty unless the search was asked to
 *     keep it
 * @param <C> a candidate
 */
public record SearchResult<C>(List<Trial<C>> trials, Optional<Network> network) {

    /** Copies the list. */
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /**
     * The result of trials that were run elsewhere, ranked as {@link Search} ranks them.
     *
     * @param trials one per candidate, in the order of the candidates
     * @param network see {@link #network}
     */
    public static <C> SearchResult<C> ranked(List<Trial<C>> trials, Optional<Network> network) {
        return new SearchResult<>(trials.stream().sorted(Trial::compare).toList(), network);
    }

    /** The best trial; empty if none finished an epoch. */
    public Optional<Trial<C>> best() {
        return trials.stream().findFirst().filter(trial -> trial.best().isPresent());
    }

    /**
     * The best candidates, at most {@code count}, without failed ones: for another search among them with more epochs.
     *
     * @param count at least 0
     */
    public List<C> top(int count) {
        return trials.stream()
                .filter(trial -> trial.best().isPresent())
                .limit(count)
                .map(Trial::candidate)
                .toList();
    }

    /** A table with one line per trial, the best first: best epoch, time, candidate. */
    @Override
    public String toString() {
        int width = trials.stream()
                .mapToInt(trial -> trial.outcome().length())
                .max()
                .orElse(1);
        return trials.stream()
                .map(trial -> String.format(
                        Locale.ROOT, "%-" + width + "s %7.1f s  %s", trial.outcome(), trial.seconds(), trial.subject()))
                .collect(Collectors.joining("\n"));
    }
}
