package dev.inercia.tune;

import dev.inercia.nn.Network;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of a {@link Search}.
 *
 * @param trials every candidate's, the best first, failed ones last; of equals in the order of the candidates
 * @param network of the best trial, with its best epoch's parameters; empty unless the search keeps it
 * @param <C> a candidate
 */
public record SearchResult<C>(List<Trial<C>> trials, Optional<Network> network) {

    /** Copies the list. */
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /** The best; empty if none finished an epoch. */
    public Optional<Trial<C>> best() {
        return trials.stream().findFirst().filter(trial -> trial.best().isPresent());
    }

    /**
     * The best candidates, at most so many, failed ones not among them: to search among them again with more epochs.
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

    /** A table with a line for each trial, the best first: its best epoch, its time, its candidate. */
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
