package dev.inercia.nn.layer;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Statistics;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;

/**
 * {@code y = (x - mean) / deviation}, a mean and a deviation for each column (the last axis: a feature, or a channel): the
 * first layer of a network whose features are of different sizes, saved with it, so that whoever predicts cannot forget
 * it. Trains nothing.
 *
 * <pre>{@code
 * Network.input(13).layer(Standardize.of(training)).layer(new Dense(20, new Relu()))
 * }</pre>
 *
 * <p>Shapes: any with an axis, unchanged. A feature that is constant in the data becomes 0.
 *
 * @param mean of each column; copied
 * @param deviation of each column, finite and above 0; copied
 */
public record Standardize(double[] mean, double[] deviation) implements Layer {

    public Standardize {
        mean = mean.clone();
        deviation = deviation.clone();
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "Standardize: expected as many means as deviations, at least one, but got " + mean.length + " and "
                            + deviation.length);
        }
        for (int j = 0; j < mean.length; j++) {
            Range.finite("Standardize", "mean", mean[j]);
            Range.aboveZero("Standardize", "deviation", deviation[j]);
        }
    }

    /** With the means and standard deviations of a data set's features: those of the training data. */
    public static Standardize of(Dataset data) {
        Statistics features = Statistics.ofFeatures(data);
        double[] deviation = features.deviation();
        Arrays.setAll(deviation, j -> deviation[j] == 0 ? 1 : deviation[j]);
        return new Standardize(features.mean(), deviation);
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] deviation() {
        return deviation.clone();
    }

    @Override
    public Shape output(Shape input) {
        return ColumnScale.require(input, mean.length, "means");
    }

    @Override
    public Bound bind(Binding binding) {
        return new ColumnScale(
                binding, mean, Arrays.stream(deviation).map(d -> 1 / d).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardize that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    /** As in {@code Standardize[13 columns]}. */
    @Override
    public String toString() {
        return "Standardize[" + mean.length + (mean.length == 1 ? " column]" : " columns]");
    }
}
