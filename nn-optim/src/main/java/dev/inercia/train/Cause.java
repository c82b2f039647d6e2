package dev.inercia.train;

/** What a warning blames. */
enum Cause {
    FEATURES("the scale of the features, as warned before"),
    TARGETS("the size of the targets, as warned before"),
    OUTPUT("an output that cannot give the targets, as warned before"),
    WEIGHTS("first weights that are all alike, as warned before"),
    SCHEDULE("a schedule that has ended, as warned before"),
    VALIDATION("the scale of the validation features, as warned before"),
    DEAD("gradients that are exactly 0, as warned before"),
    /** What is known for certain, whatever was warned of before. */
    CERTAIN(null),
    RATE_TOO_HIGH(null),
    RATE_TOO_LOW(null),
    OTHER(null);

    /** How later warnings refer to it, if it lies in the settings or the data and explains what follows; or null. */
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

    /** True if a learning rate cannot be both. */
    boolean contradicts(Cause other) {
        return this == RATE_TOO_HIGH && other == RATE_TOO_LOW || this == RATE_TOO_LOW && other == RATE_TOO_HIGH;
    }
}
