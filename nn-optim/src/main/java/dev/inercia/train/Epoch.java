package dev.inercia.train;

import dev.inercia.nn.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of one epoch.
 *
 * @param number from 1 on
 * @param loss the mean training loss over the epoch, each batch's taken before its step
 * @param validationLoss the mean loss on the validation data; NaN without
 * @param correct how many of the validation examples were classified correctly; 0 without classes or data
 * @param total of how many
 * @param measures the metric that fits the problem, if there is validation data, and those that the trainer was asked for
 * @param learningRate of the last step
 * @param trainingSeconds time spent on training
 * @param evaluationSeconds time spent on evaluation
 */
public record Epoch(
        int number,
        double loss,
        double validationLoss,
        int correct,
        int total,
        List<Measure> measures,
        double learningRate,
        double trainingSeconds,
        double evaluationSeconds) {

    private static final String ACCURACY = "accuracy";

    /** Copies the measures. */
    public Epoch {
        measures = List.copyOf(measures);
    }

    /** Without measures but the accuracy, and without a learning rate. */
    public Epoch(
            int number,
            double loss,
            double validationLoss,
            int correct,
            int total,
            double trainingSeconds,
            double evaluationSeconds) {
        this(
                number,
                loss,
                validationLoss,
                correct,
                total,
                total == 0 ? List.of() : List.of(new Measure(ACCURACY, true, Double.NaN, (double) correct / total)),
                Double.NaN,
                trainingSeconds,
                evaluationSeconds);
    }

    /** The share of validation examples classified correctly, from 0 to 1; NaN without classes or data. */
    public double accuracy() {
        return (double) correct / total;
    }

    /** What was measured by the metric of this name; empty if nothing was. */
    public Optional<Measure> measure(String name) {
        return measures.stream().filter(measure -> measure.name().equals(name)).findFirst();
    }

    /** What was measured by this metric; empty if nothing was. */
    public Optional<Measure> measure(Metric metric) {
        return measure(metric.name());
    }

    /**
     * Whether the network was better after this epoch than after another: a lower validation loss, or, if neither has one,
     * a lower training loss. A loss that is not a number is worse than any other.
     */
    public boolean isBetterThan(Epoch other) {
        boolean isValidated = !(Double.isNaN(validationLoss) && Double.isNaN(other.validationLoss));
        return (isValidated ? Criterion.LOSS : Criterion.LOSS.ofTraining()).compare(this, other) < 0;
    }

    /** As in {@code Epoch 3: 9421 / 10000, loss 0.1812, validation loss 0.1954}. */
    @Override
    public String toString() {
        String text = "Epoch " + number + ": " + (total > 0 ? correct + " / " + total + ", " : "");
        text += String.format(Locale.ROOT, "loss %.4g", loss);
        return Double.isNaN(validationLoss)
                ? text
                : text + String.format(Locale.ROOT, ", validation loss %.4g", validationLoss);
    }
}
