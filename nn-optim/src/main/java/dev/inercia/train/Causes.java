package dev.inercia.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the warnings of a training have blamed, so that a later one does not contradict an earlier one. */
final class Causes {

    private final List<Cause> blamed = new ArrayList<>();

    /**
     * The explanation that a warning may give.
     *
     * @param cause what it would blame
     * @param explanation that cause in words, with a cure
     * @return the explanation; the cause blamed before, if that explains this symptom, too; or empty if it would
     *     contradict an earlier warning
     */
    Optional<String> explain(Cause cause, String explanation) {
        if (blamed.stream().anyMatch(cause::contradicts)) {
            return Optional.empty();
        }
        Optional<Cause> before = cause.explainsWhatFollows() || cause == Cause.CERTAIN
                ? Optional.empty()
                : blamed.stream()
                        .filter(Cause::explainsWhatFollows)
                        .filter(earlier -> earlier != Cause.VALIDATION)
                        .findFirst();
        if (before.isPresent()) {
            return before.map(Cause::reference);
        }
        blamed.add(cause);
        return Optional.of(explanation);
    }

    /** All of them, in order. */
    List<Cause> blamed() {
        return List.copyOf(blamed);
    }

    /** Goes on from those blamed before. */
    void restore(List<Cause> before) {
        blamed.addAll(before);
    }

    boolean isAnyBlamed() {
        return !blamed.isEmpty();
    }

    boolean has(Cause cause) {
        return blamed.contains(cause);
    }
}
