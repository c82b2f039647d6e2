package dev.inercia.nn.layer;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Statistics;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;

/**
 * {@code y = (x - least) / (most - least)}, for each column (the last axis: a feature, or a channel): from 0 to 1 over the
 * data that the numbers come from, beyond that where later data goes beyond it. As {@link Standardize}, for features that
 * have natural bounds. Trains nothing.
 *
 * <p>Shapes: any with an axis, unchanged. A feature that is constant in the data becomes 0.
 *
 * @param least the least value of each column; copied
 * @param most the greatest, finite and at least the least; copied
 */
public record MinMax(double[] least, double[] most) implements Layer {

    public MinMax {
        least = least.clone();
        most = most.clone();
        if (least.length == 0 || least.length != most.length) {
            throw new IllegalArgumentException(
                    "MinMax: expected as many least as greatest values, at least one, but got " + least.length + " and "
                            + most.length);
        }
        for (int j = 0; j < least.length; j++) {
            Range.finite("MinMax", "least", least[j]);
            Range.atLeastZero("MinMax", "most - least", most[j] - least[j]);
        }
    }

    /** With the least and greatest values of a data set's features: those of the training data. */
    public static MinMax of(Dataset data) {
        Statistics features = Statistics.ofFeatures(data);
        return new MinMax(features.least(), features.most());
    }

    @Override
    public double[] least() {
        return least.clone();
    }

    @Override
    public double[] most() {
        return most.clone();
    }

    @Override
    public Shape output(Shape input) {
        return ColumnScale.require(input, least.length, "bounds");
    }

    @Override
    public Bound bind(Binding binding) {
        double[] factors = new double[least.length];
        Arrays.setAll(factors, j -> most[j] == least[j] ? 1 : 1 / (most[j] - least[j]));
        return new ColumnScale(binding, least, factors);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MinMax that && Arrays.equals(least, that.least) && Arrays.equals(most, that.most);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(least) + Arrays.hashCode(most);
    }

    /** As in {@code MinMax[13 columns]}. */
    @Override
    public String toString() {
        return "MinMax[" + least.length + (least.length == 1 ? " column]" : " columns]");
    }
}
