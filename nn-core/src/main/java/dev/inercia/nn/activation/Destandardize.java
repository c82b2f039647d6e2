package dev.inercia.nn.activation;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Statistics;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;

/**
 * {@code y = mean + deviation z}, with a mean and a deviation for each output (the last axis): the output activation of
 * a regression whose targets are not around 0 with a spread of about 1, such as prices. Training works on standardised
 * targets; predictions and metrics are in the units of the targets.
 *
 * <pre>{@code
 * Network network = Network.input(13)
 *         .layer(Standardize.of(training))
 *         .layer(new Dense(50, new Relu()))
 *         .layer(new Dense(1))
 *         .output(Destandardize.of(training))
 *         .build();
 * }</pre>
 *
 * <p>The loss, in the history too, is that of standardised targets, without units: a mean squared error of 0.1 is a tenth
 * of the variance of the targets. For errors in units measure {@code Rmse} or {@code Mae}.
 *
 * @param mean of each output, finite; copied
 * @param deviation of each output, finite and above 0; copied
 */
public record Destandardize(double[] mean, double[] deviation) implements TargetScale {

    public Destandardize {
        mean = mean.clone();
        deviation = deviation.clone();
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "Destandardize: expected as many means as deviations, at least one, but got " + mean.length
                            + " and " + deviation.length);
        }
        for (int j = 0; j < mean.length; j++) {
            Range.finite("Destandardize", "mean", mean[j]);
            Range.aboveZero("Destandardize", "deviation", deviation[j]);
        }
    }

    /**
     * Uses the means and standard deviations of a data set's targets; pass the training data. A constant target gets the
     * deviation 1.
     *
     * @throws IllegalArgumentException if the targets are class indices
     */
    public static Destandardize of(Dataset data) {
        Statistics targets = Statistics.ofTargets(data);
        double[] deviation = targets.deviation();
        Arrays.setAll(deviation, j -> deviation[j] == 0 ? 1 : deviation[j]);
        return new Destandardize(targets.mean(), deviation);
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
    public void requireFits(Shape outputs) {
        if (outputs.rank() == 0 || outputs.dimension(outputs.rank() - 1) != mean.length) {
            throw new IllegalArgumentException(this + " needs a network with outputs of shape [..., " + mean.length
                    + "], one for each target of the data that it was made of, but got " + outputs);
        }
    }

    /** In double precision, because the mean may be large compared with the deviation. */
    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            int j = i % mean.length;
            z[i] = (float) (mean[j] + deviation[j] * z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= (float) deviation[i % mean.length];
        }
    }

    @Override
    public void invert(float[] y, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            int j = i % mean.length;
            y[i] = (float) ((y[i] - mean[j]) / deviation[j]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            int j = i % mean.length;
            z[i] = mean[j] + deviation[j] * z[i];
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= deviation[i % mean.length];
        }
    }

    @Override
    public void invert(double[] y, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            int j = i % mean.length;
            y[i] = (y[i] - mean[j]) / deviation[j];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Destandardize that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    /** For example {@code Destandardize[1 output]}. */
    @Override
    public String toString() {
        return "Destandardize[" + mean.length + (mean.length == 1 ? " output]" : " outputs]");
    }
}
