package dev.inercia.examples.spark;

import dev.inercia.nn.tensor.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Averages what partitions bring back, weighted by the examples that each trained on: parameters, running statistics and
 * optimizer state. Adds in the order of the partitions, so that the bits do not depend on where they ran.
 *
 * <p>Running variances are pooled: the mean of the variances, plus the variance of the means.
 */
final class Average {

    private static final String VARIANCE = ".variance";

    private final List<Part> parts;
    private final double weight;

    /** Of the parts that took a step, at least one. */
    Average(List<Part> parts) {
        this.parts = parts.stream().filter(part -> part.weight() > 0).toList();
        weight = this.parts.stream().mapToDouble(Part::weight).sum();
    }

    /** The mean loss of the examples. */
    double loss() {
        return parts.stream().mapToDouble(Part::loss).sum() / weight;
    }

    double weight() {
        return weight;
    }

    /**
     * The averaged vectors.
     *
     * @param segments of the parameters, which tell where running variances are
     */
    Vectors vectors(List<Segment> segments) {
        float[] parameters = mean(Vectors::parameters);
        float[][] state = new float[parts.get(0).vectors().state().length][];
        Arrays.setAll(state, i -> mean(vectors -> vectors.state()[i]));
        long step =
                parts.stream().mapToLong(part -> part.vectors().step()).max().orElse(0);
        return new Vectors(parameters, buffers(segments), state, step);
    }

    private float[] mean(Function<Vectors, float[]> vector) {
        return floats(doubles(vector));
    }

    /** In double, in which the mean of one vector is that vector. */
    private double[] doubles(Function<Vectors, float[]> vector) {
        double[] sum = new double[vector.apply(parts.get(0).vectors()).length];
        for (Part part : parts) {
            float[] values = vector.apply(part.vectors());
            double w = part.weight();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += w * values[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weight;
        }
        return sum;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private float[] buffers(List<Segment> segments) {
        double[] mean = doubles(Vectors::buffers);
        double[] pooled = mean.clone();
        for (Segment variance : segments) {
            for (Segment means : segments) {
                if (isPair(means, variance)) {
                    addVarianceOfMeans(pooled, variance.from(), mean, means);
                }
            }
        }
        return floats(pooled);
    }

    private static boolean isPair(Segment means, Segment variance) {
        return !variance.isTrained()
                && !means.isTrained()
                && variance.name().endsWith(VARIANCE)
                && means.name().equals(variance.name().replaceFirst(VARIANCE + "$", ".mean"))
                && means.shape().equals(variance.shape());
    }

    private void addVarianceOfMeans(double[] pooled, int at, double[] mean, Segment means) {
        for (int i = 0; i < means.to() - means.from(); i++) {
            double sum = 0;
            for (Part part : parts) {
                double difference = part.vectors().buffers()[means.from() + i] - mean[means.from() + i];
                sum += part.weight() * difference * difference;
            }
            pooled[at + i] += sum / weight;
        }
    }
}
