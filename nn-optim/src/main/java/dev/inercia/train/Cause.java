package dev.inercia.train;

/** The cause that a warning gives. */
enum Cause {
    FEATURES("the scale of the features, as warned before"),
    TARGETS("the size of the targets, as warned before"),
    OUTPUT("an output that cannot give the targets, as warned before"),
    WEIGHTS("first weights that are all alike, as warned before"),
    SCHEDULE("a schedule that has ended, as warned before"),
    VALIDATION("the scale of the validation features, as warned before"),
    DEAD("gradients that are exactly 0, as warned before"),
    /** A certain cause, given regardless of earlier warnings. */
    CERTAIN(null),
    RATE_TOO_HIGH(null),
    RATE_TOO_LOW(null),
    OTHER(null);

    /** How later warnings refer to it; null unless it is a setting or the data, and explains later symptoms. */
    private final String reference;

    Cause(String reference) {
        this.reference = reference;
    }

    boolean explainsWhatFollows() {
        return reference != null;
    }

    String reference() {
        return reference;
    }

    /** True if a learning rate cannot have both causes. */
    boolean contradicts(Cause other) {
        return this == RATE_TOO_HIGH && other == RATE_TOO_LOW || this == RATE_TOO_LOW && other == RATE_TOO_HIGH;
    }
}
