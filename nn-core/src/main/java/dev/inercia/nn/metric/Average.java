package dev.inercia.nn.metric;

import java.util.Locale;

/** How a measure of each class becomes one number. */
public enum Average {

    /** The mean over classes, rare ones counting as much as frequent ones. */
    MACRO,

    /** Over all examples at once: frequent classes count more. */
    MICRO,

    /** The mean over classes, each counting as often as it occurs. */
    WEIGHTED;

    /** As in {@code macro}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
