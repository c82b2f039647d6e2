package dev.inercia.optim;

import dev.inercia.nn.tensor.Memory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The Euclidean norm of a vector, or a part of it: {@code sqrt(sum of x_i^2)}. Summed in double precision, tile by
 * tile on the heap; allocates nothing while it runs.
 *
 * <p>Squares neither overflow nor vanish: those of floats cannot in double precision; if those of doubles do, the
 * numbers are scaled and summed again.
 */
public final class Norm {

    /** Below, squares of doubles have lost digits. */
    private static final double SMALL = 1e-280;

    private final float[] floats;
    private final double[] doubles;

    /** A norm of vectors of this type. */
    public Norm(DataType type) {
        floats = type == DataType.FLOAT ? new float[Vectors.TILE] : null;
        doubles = type == DataType.FLOAT ? null : new double[Vectors.TILE];
    }

    /**
     * The norm of the elements {@code from} to {@code to} (exclusive).
     *
     * @return finite for finite elements; at most the largest double
     */
    public double of(Memory vector, int from, int to) {
        double sum = sumOfSquares(vector, from, to, 1);
        if (floats != null || sum > SMALL && sum < Double.POSITIVE_INFINITY) {
            return Math.sqrt(sum);
        }
        double largest = largest(vector, from, to);
        return largest == 0
                ? 0
                : Math.min(largest * Math.sqrt(sumOfSquares(vector, from, to, largest)), Double.MAX_VALUE);
    }

    private double sumOfSquares(Memory vector, int from, int to, double scale) {
        double sum = 0;
        for (int offset = from; offset < to; offset += Vectors.TILE) {
            int count = Math.min(Vectors.TILE, to - offset);
            if (floats != null) {
                vector.get(offset, floats, 0, count);
                sum += sumOfSquares(floats, count);
            } else {
                vector.get(offset, doubles, 0, count);
                sum += sumOfSquares(doubles, count, scale);
            }
        }
        return sum;
    }

    /** Four sums side by side: one alone would wait for each addition. */
    private static double sumOfSquares(float[] x, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            a += (double) x[i] * x[i];
            b += (double) x[i + 1] * x[i + 1];
            c += (double) x[i + 2] * x[i + 2];
            d += (double) x[i + 3] * x[i + 3];
        }
        for (; i < count; i++) {
            a += (double) x[i] * x[i];
        }
        return a + b + (c + d);
    }

    private static double sumOfSquares(double[] x, int count, double scale) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            double p = x[i] / scale;
            double q = x[i + 1] / scale;
            double r = x[i + 2] / scale;
            double s = x[i + 3] / scale;
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; i < count; i++) {
            double p = x[i] / scale;
            a += p * p;
        }
        return a + b + (c + d);
    }

    /** The largest absolute value; only of doubles. */
    private double largest(Memory vector, int from, int to) {
        double largest = 0;
        for (int offset = from; offset < to; offset += Vectors.TILE) {
            int count = Math.min(Vectors.TILE, to - offset);
            vector.get(offset, doubles, 0, count);
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, Math.abs(doubles[i]));
            }
        }
        return largest;
    }
}
