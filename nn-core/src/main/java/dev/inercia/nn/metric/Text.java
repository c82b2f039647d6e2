package dev.inercia.nn.metric;

import java.util.Locale;

/** Formats metrics with a single value. */
final class Text {

    private Text() {}

    /** The name and the value, or a note that there is none. */
    static String of(Metric metric, long rows) {
        return rows == 0
                ? metric.name() + " of nothing"
                : String.format(Locale.ROOT, "%s %.4g", metric.name(), metric.value());
    }
}
