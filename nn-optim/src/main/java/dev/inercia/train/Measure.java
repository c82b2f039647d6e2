package dev.inercia.train;

import java.util.Locale;
import java.util.Objects;

/**
 * The value of a metric after an epoch, measured on the network that is kept (averaged, if the optimizer averages).
 *
 * @param name the metric's name, such as {@code accuracy}
 * @param higherIsBetter true if a higher value is better, false if a lower one is
 * @param training its value on the training data, or on a sample of it if there are many examples; NaN if it was not
 *     measured
 * @param validation its value on the validation data; NaN if there is none
 */
public record Measure(String name, boolean higherIsBetter, double training, double validation) {

    public Measure {
        Objects.requireNonNull(name, "name");
    }

    /** For example {@code accuracy 0.9812, validation 0.9633}. */
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
