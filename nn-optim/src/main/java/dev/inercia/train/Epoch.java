package dev.inercia.train;

import dev.inercia.nn.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of one epoch.
 *
 * @param number counted from 1
 * @param loss the mean training loss over the epoch, each batch measured before its step
 * @param validationLoss the mean loss on the validation data; NaN if there is none
 * @param correct the number of validation examples classified correctly; 0 without classes or data
 * @param total the number of validation examples
 * @param measures the metric that fits the problem, if there is validation data, and the metrics set on the trainer
 * @param learningRate the learning rate of the last step
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

    /** An epoch whose only measure is the accuracy, without a learning rate. */
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

    /** The measurement of the metric with this name; empty if it was not measured. */
    public Optional<Measure> measure(String name) {
        return measures.stream().filter(measure -> measure.name().equals(name)).findFirst();
    }

    /** The measurement of this metric; empty if it was not measured. */
    public Optional<Measure> measure(Metric metric) {
        return measure(metric.name());
    }

    /**
     * True if the network was better after this epoch than after the other: a lower validation loss, or a lower
     * training loss if neither has a validation loss. NaN is worse than any other loss.
     */
    public boolean isBetterThan(Epoch other) {
        boolean isValidated = !(Double.isNaN(validationLoss) && Double.isNaN(other.validationLoss));
        return (isValidated ? Criterion.LOSS : Criterion.LOSS.ofTraining()).compare(this, other) < 0;
    }

    /** For example {@code Epoch 3: 9421 / 10000, loss 0.1812, validation loss 0.1954}. */
    @Override
    public String toString() {
        String text = "Epoch " + number + ": " + (total > 0 ? correct + " / " + total + ", " : "");
        text += String.format(Locale.ROOT, "loss %.4g", loss);
        return Double.isNaN(validationLoss)
                ? text
                : text + String.format(Locale.ROOT, ", validation loss %.4g", validationLoss);
    }
}
