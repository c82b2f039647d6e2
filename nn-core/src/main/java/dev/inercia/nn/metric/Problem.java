package dev.inercia.nn.metric;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.util.Locale;

/**
 * The kind of problem that a network solves. It follows from what the data declares and the output activation, never
 * from the first rows or their order.
 */
public enum Problem {

    /**
     * One of several classes: targets are class indices or declared one-hot, or the network ends in a softmax and the
     * targets are probabilities.
     */
    CLASSIFICATION,

    /** Yes or no: one sigmoid over values from 0 to 1, unless they are declared to be values. */
    BINARY,

    /** Several labels, each yes or no: several sigmoids over values from 0 to 1 that are not declared one-hot. */
    MULTI_LABEL,

    /** Values: everything else. */
    REGRESSION;

    /**
     * The problem of a network on this data. A target anywhere in the data that the sigmoid or softmax cannot output
     * makes it a regression.
     *
     * @param outputs the shape of the network's output for one example
     * @param activation the network's output activation
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

    /** The name of the metric that fits, for messages. */
    String metricName() {
        return metric().getClass().getSimpleName();
    }

    /** The name of the problem, for messages. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
