package dev.inercia.nn.data;

/**
 * A data set in two parts.
 *
 * @param first the examples before the cut, for training
 * @param second the examples after it, held out
 */
public record Split(Dataset first, Dataset second) {

    static Split of(Dataset data, double fraction) {
        int cut = cut(data, fraction, "a fraction of " + fraction);
        return new Split(data.subset(0, cut), data.subset(cut, data.size()));
    }

    /** The number of examples in a fraction: at least one, and not all. */
    static int cut(Dataset data, double fraction, String what) {
        int first = (int) Math.round(fraction * data.size());
        if (!(fraction > 0 && fraction < 1) || first < 1 || first >= data.size()) {
            throw new IllegalArgumentException("Cannot split " + data.size() + " examples at " + what
                    + ": expected a fraction in (0, 1) that leaves examples on both sides");
        }
        return first;
    }

    /**
     * The classes that occur in the second part only; a network trained on the first cannot learn them. Splitting
     * sorted data without shuffling is the usual cause.
     */
    public int[] unseenClasses() {
        return Checks.unseen(first, second);
    }
}
