package dev.inercia.examples.report.result;

/** Whether the measurements confirm a claim. */
public enum Verdict {
    CONFIRMED("confirmed"),
    NOT_CONFIRMED("not confirmed"),
    UNDECIDED("cannot be decided");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The wording on the page. */
    public String words() {
        return words;
    }
}
