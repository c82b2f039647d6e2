package dev.inercia.train;

import java.util.Locale;

/**
 * What one epoch came to.
 *
 * @param number from 1 on
 * @param loss the mean training loss over the epoch, each batch's taken before its step
 * @param validationLoss the mean loss on the validation data; NaN without
 * @param correct how many of the validation examples were classified correctly; 0 without classes or data
 * @param total of how many
 * @param trainingSeconds time spent on training
 * @param evaluationSeconds time spent on evaluation
 */
public record Epoch(
        int number,
        double loss,
        double validationLoss,
        int correct,
        int total,
        double trainingSeconds,
        double evaluationSeconds) {

    /** The share classified correctly, from 0 to 1; NaN without classes or data. */
    public double accuracy() {
        return (double) correct / total;
    }

    /**
     * Whether the network was better after this epoch than after another: more validation examples classified
     * correctly; without classes a lower validation loss; without validation data a lower training loss.
     */
    public boolean isBetterThan(Epoch other) {
        if (total > 0) {
            return correct > other.correct;
        }
        if (Double.isNaN(validationLoss) && Double.isNaN(other.validationLoss)) {
            return isLower(loss, other.loss);
        }
        return isLower(validationLoss, other.validationLoss);
    }

    /** Whether a loss is lower than another; one that is not a number is never, and is above any other. */
    private static boolean isLower(double loss, double other) {
        return Double.isNaN(other) ? !Double.isNaN(loss) : loss < other;
    }

    /** As in {@code Epoch 3: 9421 / 10000}, or with the losses where nothing is classified. */
    @Override
    public String toString() {
        if (total > 0) {
            return "Epoch " + number + ": " + correct + " / " + total;
        }
        String text = String.format(Locale.ROOT, "Epoch %d: loss %.6g", number, loss);
        return Double.isNaN(validationLoss)
                ? text
                : text + String.format(Locale.ROOT, ", validation loss %.6g", validationLoss);
    }
}
