package dev.inercia.train;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.ElementWiseActivation;
import dev.inercia.nn.activation.Softmax;
import java.util.Arrays;
import java.util.Optional;

/** What an output activation can give, found by trying. */
final class Outputs {

    /** Beyond this a bounded activation has reached its bound, as far as targets are concerned. */
    private static final double LARGE = 1e4;

    private static final double VERY_LARGE = 1e12;
    /** Between these, bends are looked for. */
    private static final double BEND = 10;

    private static final int POINTS = 2000;

    /** The least and the greatest output, infinite if there is none. */
    record Range(double low, double high) {}

    private Outputs() {}

    /** The outputs of a row whose inputs are all the same. */
    static double[] at(Activation activation, double z, int columns) {
        double[] row = new double[columns];
        Arrays.fill(row, z);
        activation.apply(row, 1, columns);
        return row;
    }

    /** The range of an activation; empty if it does not work element by element, unless it is the softmax. */
    static Optional<Range> range(Activation activation) {
        if (activation instanceof Softmax) {
            return Optional.of(new Range(0, 1));
        }
        if (!(activation instanceof ElementWiseActivation)) {
            return Optional.empty();
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= POINTS; i++) {
            double y = at(activation, BEND * (2.0 * i / POINTS - 1), 1)[0];
            low = Math.min(low, y);
            high = Math.max(high, y);
        }
        for (double sign : new double[] {-1, 1}) {
            double far = at(activation, sign * LARGE, 1)[0];
            double farther = at(activation, sign * VERY_LARGE, 1)[0];
            boolean isBounded = Math.abs(farther - far) < 0.01 * Math.max(1, Math.abs(far));
            low = Math.min(low, isBounded || farther > far ? Math.min(far, farther) : Double.NEGATIVE_INFINITY);
            high = Math.max(high, isBounded || farther < far ? Math.max(far, farther) : Double.POSITIVE_INFINITY);
        }
        return Optional.of(new Range(low, high));
    }
}
