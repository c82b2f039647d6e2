package dev.inercia.nn;

import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares the gradients of all parameters of a network with central differences of its loss. */
final class CentralDifferences {

    private static final double STEP = 1e-5;

    private final String what;
    private final Network network;
    private final Loss loss;
    private final double tolerance;
    private double worst = -1;
    private String worstPlace;

    CentralDifferences(String what, Network network, Loss loss, double tolerance) {
        this.what = what;
        this.network = network;
        this.loss = loss;
        this.tolerance = tolerance;
    }

    /** A dummy input for a network that ignores its input. */
    static INDArray noInput(Network network, int rows) {
        return Nd4j.zeros(
                network.architecture().type(), network.architecture().input().toArrayShape(rows));
    }

    void compare(INDArray targets) {
        int rows = Math.toIntExact(targets.size(0));
        INDArray x = noInput(network, rows);
        RunningStatistics statistics = new RunningStatistics(network);
        Pass pass = Pass.training(network, rows, loss, 0, name -> true, statistics);
        pass.at(0, 0);
        double first = pass.loss(x, targets);
        double again = pass.loss(x, targets);
        if (first != again) {
            throw new AssertionError("GradientCheck of " + what + ": the same numbers give " + first + " and then "
                    + again + ": draw from binding.chance(), and keep nothing from call to call");
        }
        pass.backward();
        Parameters gradients = pass.gradients().copy();
        for (Segment segment : network.parameters().segments()) {
            if (segment.isTrained()) {
                compare(segment, gradients.get(segment.name()), () -> pass.loss(x, targets));
            }
        }
        if (!(worst <= tolerance)) {
            throw new AssertionError("GradientCheck of " + what + ": " + worstPlace);
        }
    }

    private void compare(Segment segment, INDArray gradient, DoubleSupplier value) {
        Memory parameters = Memory.of(network.parameters().get(segment.name()));
        Memory computed = Memory.of(gradient);
        double[] one = new double[1];
        for (int i = 0; i < parameters.length(); i++) {
            parameters.get(i, one, 0, 1);
            double start = one[0];
            double above = at(parameters, i, start + STEP, value);
            double below = at(parameters, i, start - STEP, value);
            at(parameters, i, start, () -> 0);
            computed.get(i, one, 0, 1);
            double slope = (above - below) / (2 * STEP);
            double error = Math.abs(one[0] - slope) / Math.max(1, Math.abs(slope));
            // NaN counts as the largest error.
            if (error > worst || Double.isNaN(error) && !Double.isNaN(worst)) {
                worst = error;
                worstPlace = "the gradient of " + name(segment, i) + " is " + one[0]
                        + ", but the central difference is " + slope;
            }
        }
    }

    private static double at(Memory parameters, int index, double moved, DoubleSupplier value) {
        parameters.put(index, new double[] {moved}, 0, 1);
        return value.getAsDouble();
    }

    /** The position within the checked layer, as in {@code the parameter weight at [0, 3]}. */
    private static String name(Segment segment, int index) {
        int[] dimensions = segment.shape().dimensions();
        long[] place = new long[dimensions.length];
        int rest = index;
        for (int i = 0; i < place.length; i++) {
            int axis = segment.order() == 'c' ? place.length - 1 - i : i;
            place[axis] = rest % dimensions[axis];
            rest /= dimensions[axis];
        }
        String name = segment.name();
        return "the " + (segment.layer() == 0 ? "" : "parameter ") + name.substring(name.indexOf('.') + 1) + " at "
                + Arrays.toString(place);
    }
}
