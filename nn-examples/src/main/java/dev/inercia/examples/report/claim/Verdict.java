package dev.inercia.examples.report.claim;

import java.util.Locale;

/** Whether the measurements confirm a claim. */
public enum Verdict {
    CONFIRMED,
    NOT_CONFIRMED,
    /** Cannot be decided. */
    UNDECIDED;

    /** The name as part of a key or a style: {@code not-confirmed}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
