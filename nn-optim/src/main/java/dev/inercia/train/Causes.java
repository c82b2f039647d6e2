package dev.inercia.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The causes that the warnings of a training have given, so that later warnings do not contradict earlier ones. */
final class Causes {

    private final List<Cause> blamed = new ArrayList<>();

    /**
     * The explanation that a warning may give.
     *
     * @param cause the cause that the warning would give
     * @param explanation the cause in words, with a cure
     * @return the explanation; or an earlier cause, if that also explains this symptom; or empty if it would
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

    /** All causes given so far, in order. */
    List<Cause> blamed() {
        return List.copyOf(blamed);
    }

    /** Restores the causes of a checkpoint. */
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
