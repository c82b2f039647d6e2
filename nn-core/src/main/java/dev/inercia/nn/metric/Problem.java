package dev.inercia.nn.metric;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.util.Locale;

/**
 * What kind of question a network answers: decided by what the data declares and the activation that the network ends
 * in. The order of rows and the first of them have no say.
 */
public enum Problem {

    /** Which of several classes: targets that are class indices or declared one-hot, or a softmax over probabilities. */
    CLASSIFICATION,

    /** Yes or no: one sigmoid over values from 0 to 1, unless they are declared to be values. */
    BINARY,

    /** Several times yes or no: several sigmoids over values from 0 to 1 that are not declared one-hot. */
    MULTI_LABEL,

    /** How much: everything else. */
    REGRESSION;

    /**
     * The problem of a network on this data. Values that a sigmoid or a softmax cannot give, wherever in the data, make it
     * a regression.
     *
     * @param outputs the shape of the network's output for one example
     * @param activation what the output ends in
     */
    public static Problem of(Dataset data, Shape outputs, Activation activation) {
        int columns = outputs.rank() == 0 ? 1 : outputs.dimension(outputs.rank() - 1);
        if (data.classes() > 0) {
            return CLASSIFICATION;
        }
        if (data.areValues()) {
            return REGRESSION;
        }
        if (activation instanceof Softmax && columns > 1) {
            return TargetRange.areDistributions(data, columns) ? CLASSIFICATION : REGRESSION;
        }
        if (activation instanceof Sigmoid && TargetRange.areProbabilities(data)) {
            return columns == 1 ? BINARY : MULTI_LABEL;
        }
        return REGRESSION;
    }

    /** A fresh metric that fits: {@link Accuracy}, {@link BinaryAccuracy}, {@link MultiLabel} or {@link R2}. */
    public Metric metric() {
        return switch (this) {
            case CLASSIFICATION -> new Accuracy();
            case BINARY -> new BinaryAccuracy();
            case MULTI_LABEL -> new MultiLabel();
            case REGRESSION -> new R2();
        };
    }

    /** What messages call the metric that fits. */
    String metricName() {
        return metric().getClass().getSimpleName();
    }

    /** What messages call it. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
