package dev.inercia.nn.metric;

import java.util.Locale;

/** How metrics of a single value print. */
final class Text {

    private Text() {}

    /** The name and the value, or that there is none. */
    static String of(Metric metric, long rows) {
        return rows == 0
                ? metric.name() + " of nothing"
                : String.format(Locale.ROOT, "%s %.4g", metric.name(), metric.value());
    }
}
