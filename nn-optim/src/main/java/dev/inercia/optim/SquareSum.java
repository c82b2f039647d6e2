package dev.inercia.optim;

/**
 * The sum of squares over a sweep, in as many lanes as a tile has elements: {@code lanes[i] += x[i] * x[i]} is a loop
 * that the JIT vectorises, one sum would not be.
 */
final class SquareSum {

    private float[] floats;
    private double[] doubles;

    /** Made at the first call, with the length of a tile. */
    float[] floats(int length) {
        if (floats == null) {
            floats = new float[length];
        }
        return floats;
    }

    double[] doubles(int length) {
        if (doubles == null) {
            doubles = new double[length];
        }
        return doubles;
    }

    /** The root of the sum, which is 0 from now on. */
    double takeNorm() {
        double sum = 0;
        if (floats != null) {
            for (int i = 0; i < floats.length; i++) {
                sum += floats[i];
                floats[i] = 0;
            }
        }
        if (doubles != null) {
            for (int i = 0; i < doubles.length; i++) {
                sum += doubles[i];
                doubles[i] = 0;
            }
        }
        return Math.sqrt(sum);
    }
}
