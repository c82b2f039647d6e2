package dev.inercia.train;

import java.util.Locale;
import java.util.Objects;

/**
 * What a metric was after an epoch, measured with the network as it is kept.
 *
 * @param name the metric's, as in {@code accuracy}
 * @param higherIsBetter the metric's; a lower value is better otherwise
 * @param training its value on the training data, or, if that has many examples, on a sample of them; NaN if it was not
 *     measured
 * @param validation its value on the validation data; NaN without
 */
public record Measure(String name, boolean higherIsBetter, double training, double validation) {

    /** Requires a name. */
    public Measure {
        Objects.requireNonNull(name, "name");
    }

    /** As in {@code accuracy 0.9812, validation 0.9633}. */
    @Override
    public String toString() {
        String text = name;
        if (!Double.isNaN(training)) {
            text += String.format(Locale.ROOT, " %.4g", training);
        }
        if (!Double.isNaN(validation)) {
            text += String.format(Locale.ROOT, "%s validation %.4g", Double.isNaN(training) ? "" : ",", validation);
        }
        return text;
    }
}
