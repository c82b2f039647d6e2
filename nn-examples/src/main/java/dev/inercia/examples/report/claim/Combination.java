package dev.inercia.examples.report.claim;

import java.util.List;

/** How the verdict on a claim follows from those on its quantities. */
public enum Combination {
    /** The claim says all of it: confirmed if all are, not confirmed if one is not. */
    ALL,
    /** The claim says that there is one: confirmed if one is, not confirmed if none is. */
    ANY,
    /**
     * The claim can be read in several ways, of which one is meant and nobody knows which: decided if all readings
     * agree. A false verdict then needs a false one on the reading that is meant, so that each may spend all of the
     * error.
     */
    EVERY_READING;

    /** The number of quantities among which the error of a claim is divided. */
    public int shares(int quantities) {
        return this == EVERY_READING ? 1 : quantities;
    }

    /** The verdict that follows; at least one. */
    public Verdict of(List<Verdict> verdicts) {
        return switch (this) {
            case ALL -> verdicts.contains(Verdict.NOT_CONFIRMED) ? Verdict.NOT_CONFIRMED : common(verdicts);
            case ANY -> verdicts.contains(Verdict.CONFIRMED) ? Verdict.CONFIRMED : common(verdicts);
            case EVERY_READING -> common(verdicts);
        };
    }

    private static Verdict common(List<Verdict> verdicts) {
        return verdicts.stream().distinct().count() == 1 ? verdicts.get(0) : Verdict.UNDECIDED;
    }
}
