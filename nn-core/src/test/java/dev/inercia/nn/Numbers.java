package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.tensor.Memory;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.Assertions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What tests do with numbers: draw, round, compare, differentiate. */
public final class Numbers {

    private static final double STEP = 1e-5;

    private Numbers() {}

    /** How far a result may be from a reference computed in DOUBLE, as in {@link #assertClose}. */
    public static double tolerance(DataType type) {
        return type == DataType.FLOAT ? 1e-5 : 1e-9;
    }

    /** Uniform numbers, the same for the same seed. */
    public static double[] uniform(int count, double from, double to, long seed) {
        return new SplittableRandom(seed).doubles(count, from, to).toArray();
    }

    /** These numbers as an array of this type holds them. */
    public static double[] rounded(double[] values, DataType type) {
        return type == DataType.FLOAT ? doubles(floats(values)) : values.clone();
    }

    /** Rounded to float. */
    public static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    /** The same numbers as doubles. */
    public static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /** A new array, row by row in memory. */
    public static INDArray array(DataType type, double[] values, long... shape) {
        Memory memory = Memory.zeros(type, shape);
        assertThat(memory.length()).as("elements of the array to fill").isEqualTo(values.length);
        if (type == DataType.FLOAT) {
            memory.put(0, floats(values), 0, values.length);
        } else {
            memory.put(0, values, 0, values.length);
        }
        return memory.array();
    }

    /** The numbers of an array, row by row, bit for bit. */
    public static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    /**
     * Fails unless {@code |actual - expected| <= tolerance * max(1, |expected|)} everywhere; NaN is close to nothing.
     */
    public static void assertClose(double[] actual, double[] expected, double tolerance, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
            if (!(error <= tolerance)) {
                Assertions.fail("%s: expected %s at %d, but got %s: off by %s, allowed is %s"
                        .formatted(what, expected[i], i, actual[i], error, tolerance));
            }
        }
    }

    /** As {@link #assertClose(double[], double[], double, String)}, of single numbers. */
    public static void assertClose(double actual, double expected, double tolerance, String what) {
        assertClose(new double[] {actual}, new double[] {expected}, tolerance, what);
    }

    /** The gradient of f at x by central differences: exact to about 1e-9 for smooth functions of moderate size. */
    public static double[] centralDifferences(double[] x, ToDoubleFunction<double[]> f) {
        double[] slopes = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] moved = x.clone();
            moved[i] = x[i] + STEP;
            double above = f.applyAsDouble(moved);
            moved[i] = x[i] - STEP;
            slopes[i] = (above - f.applyAsDouble(moved)) / (2 * STEP);
        }
        return slopes;
    }

    /** The dot product. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Some rows of an array that lies row by row, as a view: memory that begins in the middle of another's. */
    public static INDArray rows(INDArray array, int from, int count) {
        long[] shape = array.shape().clone();
        shape[0] = count;
        long offset = array.offset() + from * (array.length() / array.size(0));
        return Nd4j.create(array.data(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c', array.dataType());
    }
}
