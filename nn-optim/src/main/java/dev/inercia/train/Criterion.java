package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.metric.Metric;
import java.util.Comparator;
import java.util.Objects;

/**
 * Ranks epochs by the loss or by a metric. NaN is worse than any other value.
 *
 * <p>As a comparator it sorts the better epoch first. If two epochs have the same value of a metric, the lower loss is
 * better.
 *
 * @param metric the name of a metric, or {@code loss}
 * @param higherIsBetter true if a higher value is better, false if a lower one is
 * @param isOfTraining true for the training data, false for the validation data
 */
public record Criterion(String metric, boolean higherIsBetter, boolean isOfTraining) implements Comparator<Epoch> {

    /** The validation loss. */
    public static final Criterion LOSS = new Criterion("loss", false, false);

    public Criterion {
        Objects.requireNonNull(metric, "metric");
    }

    /** A metric on the validation data. Only the metric's name and direction are used. */
    public static Criterion of(Metric metric) {
        return new Criterion(metric.name(), metric.higherIsBetter(), false);
    }

    /** This criterion on the training data. */
    @CheckReturnValue
    public Criterion ofTraining() {
        return new Criterion(metric, higherIsBetter, true);
    }

    /** The value that ranks an epoch; NaN if it was not measured. */
    public double value(Epoch epoch) {
        if (metric.equals(LOSS.metric)) {
            return loss(epoch);
        }
        return epoch.measure(metric)
                .map(measure -> isOfTraining ? measure.training() : measure.validation())
                .orElse(Double.NaN);
    }

    private double loss(Epoch epoch) {
        return isOfTraining ? epoch.loss() : epoch.validationLoss();
    }

    @Override
    public int compare(Epoch a, Epoch b) {
        int order = compare(value(a), value(b), higherIsBetter);
        return order != 0 ? order : compare(loss(a), loss(b), false);
    }

    /** Whether a value is better than another. */
    boolean isBetter(double value, double other) {
        return compare(value, other, higherIsBetter) < 0;
    }

    private static int compare(double a, double b, boolean higherIsBetter) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        return a == b ? 0 : a > b == higherIsBetter ? -1 : 1;
    }

    /**
     * Refuses a training that does not measure this criterion.
     *
     * @param who the caller, for the message, such as {@code EarlyStopping}
     */
    void requireMeasured(String who, Training training) {
        if (!isOfTraining && training.trainer().validation().isEmpty()) {
            throw new IllegalArgumentException(
                    who + " needs validation data: give the trainer some with .validation(...)");
        }
        if (!metric.equals(LOSS.metric) && !training.measures().contains(metric)) {
            throw new IllegalArgumentException(who + " watches " + metric + ", but this training measures only loss"
                    + String.join(
                            "",
                            training.measures().stream()
                                    .map(name -> ", " + name)
                                    .toList())
                    + ": add it to the trainer with .metrics(...)");
        }
    }

    /** For example {@code validation loss}. */
    @Override
    public String toString() {
        return (isOfTraining ? "training " : "validation ") + metric;
    }
}
