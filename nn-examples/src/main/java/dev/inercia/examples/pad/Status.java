package dev.inercia.examples.pad;

/**
 * What the page shows beside the drawing.
 *
 * @param phase what is going on
 * @param text the same for people
 * @param progress of what is going on, 0 to 1
 * @param version of the network that reads, 0 while there is none
 * @param facts about the network and its data
 * @param corrections how many there are
 * @param canTakeBack true if the network before the last fine-tuning is still there
 * @param effect of the last fine-tuning; null if there was none
 */
record Status(
        Phase phase,
        String text,
        double progress,
        long version,
        String facts,
        int corrections,
        boolean canTakeBack,
        Effect effect) {

    /** What is going on. */
    enum Phase {
        LOADING,
        TRAINING,
        READY,
        TUNING,
        FAILED
    }

    /**
     * What fine-tuning has done.
     *
     * @param corrections how many there were
     * @param before how many of them were read rightly before
     * @param after and after it
     * @param tests the number of test digits
     * @param testsBefore how many of them were read rightly before
     * @param testsAfter and after it
     * @param isMixed true if other training digits were among them
     * @param seconds how long it took
     */
    record Effect(
            int corrections,
            long before,
            long after,
            int tests,
            long testsBefore,
            long testsAfter,
            boolean isMixed,
            double seconds) {}

    static final Status FIRST = new Status(Phase.LOADING, "Looking for a network", 0, 0, "", 0, false, null);

    Status now(Phase newPhase, String newText, double newProgress) {
        return new Status(newPhase, newText, newProgress, version, facts, corrections, canTakeBack, effect);
    }

    Status withVersion(long newVersion) {
        return new Status(phase, text, progress, newVersion, facts, corrections, canTakeBack, effect);
    }

    Status withFacts(String newFacts) {
        return new Status(phase, text, progress, version, newFacts, corrections, canTakeBack, effect);
    }

    Status withCorrections(int count) {
        return new Status(phase, text, progress, version, facts, count, canTakeBack, effect);
    }

    Status withEffect(Effect newEffect) {
        return new Status(phase, text, progress, version, facts, corrections, newEffect != null, newEffect);
    }
}
