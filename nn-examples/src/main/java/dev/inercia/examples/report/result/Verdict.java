package dev.inercia.examples.report.result;

/** Whether what was measured bears a claim out. */
public enum Verdict {
    CONFIRMED("confirmed"),
    NOT_CONFIRMED("not confirmed"),
    UNDECIDED("cannot be decided");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As the page says it. */
    public String words() {
        return words;
    }
}
