package dev.inercia.nn.metric;

import java.util.Locale;

/** How values per class are averaged. */
public enum Average {

    /** The mean over classes; rare classes count as much as frequent ones. */
    MACRO,

    /** Pooled over all examples; frequent classes count more. */
    MICRO,

    /** The mean over classes, weighted by their number of examples. */
    WEIGHTED;

    /** For example {@code macro}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
