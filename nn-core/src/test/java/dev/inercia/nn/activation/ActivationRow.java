package dev.inercia.nn.activation;

import static dev.inercia.nn.Numbers.doubles;
import static dev.inercia.nn.Numbers.floats;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One activation in the contract tests.
 *
 * @param activation under test
 * @param reference its name in layers.json, or null
 * @param valueAt0 the value where a row is all 0
 * @param slopeAt0 dL/dz there, where dL/dy is all 1
 * @param far what a row of large numbers becomes
 */
record ActivationRow(
        Activation activation, String reference, double valueAt0, double slopeAt0, UnaryOperator<double[]> far) {

    private static final double SELU_SLOPE = 1.0507009873554805;
    private static final double SELU_FLOOR = 1.7580993408473766;

    static List<ActivationRow> all() {
        return List.of(
                row(new Identity(), null, 0, 1, z -> z),
                row(new Sigmoid(), "sigmoid", 0.5, 0.25, z -> z > 0 ? 1 : 0),
                row(new Tanh(), "tanh", 0, 1, Math::signum),
                row(new Relu(), "relu", 0, 0, z -> Math.max(z, 0)),
                row(new LeakyRelu(), "leakyRelu", 0, 0.01, z -> z > 0 ? z : 0.01 * z),
                row(new LeakyRelu(0.3), null, 0, 0.3, z -> z > 0 ? z : 0.3 * z),
                row(new Elu(), "elu", 0, 1, z -> Math.max(z, -1)),
                row(new Elu(0.5), null, 0, 0.5, z -> Math.max(z, -0.5)),
                row(new Selu(), "selu", 0, SELU_FLOOR, z -> z > 0 ? SELU_SLOPE * z : -SELU_FLOOR),
                row(new Softplus(), "softplus", Math.log(2), 0.5, z -> Math.max(z, 0)),
                row(new Softsign(), "softsign", 0, 1, z -> z / (1 + Math.abs(z))),
                row(new HardSigmoid(), "hardSigmoid", 0.5, 1.0 / 6, z -> z > 0 ? 1 : 0),
                row(new Gelu(), "gelu", 0, 0.5, z -> Math.max(z, 0)),
                row(new GeluTanh(), "geluTanh", 0, 0.5, z -> Math.max(z, 0)),
                row(new Swish(), "swish", 0, 0.5, z -> Math.max(z, 0)),
                row(new Destandardize(new double[] {2}, new double[] {3}), null, 2, 3, z -> 2 + 3 * z),
                row(new Mish(), "mish", 0, 0.6, z -> Math.max(z, 0)),
                new ActivationRow(new Softmax(), "softmax", 0.25, 0, ActivationRow::oneAtLargest));
    }

    private static ActivationRow row(
            Activation activation, String reference, double valueAt0, double slopeAt0, DoubleUnaryOperator far) {
        return new ActivationRow(
                activation,
                reference,
                valueAt0,
                slopeAt0,
                z -> Arrays.stream(z).map(far).toArray());
    }

    private static double[] oneAtLargest(double[] z) {
        double max = Arrays.stream(z).max().orElseThrow();
        return Arrays.stream(z).map(each -> each == max ? 1 : 0).toArray();
    }

    boolean isElementWise() {
        return !(activation instanceof Softmax);
    }

    double[] apply(DataType type, double[] z, int rows, int columns) {
        return apply(activation, type, z, rows, columns);
    }

    double[] gradient(DataType type, double[] z, double[] dy, int rows, int columns) {
        return gradient(activation, type, z, dy, rows, columns);
    }

    /** y for z, in this type. */
    static double[] apply(Activation activation, DataType type, double[] z, int rows, int columns) {
        if (type == DataType.FLOAT) {
            float[] y = floats(z);
            activation.apply(y, rows, columns);
            return doubles(y);
        }
        double[] y = z.clone();
        activation.apply(y, rows, columns);
        return y;
    }

    /** dL/dz for dL/dy, in this type; z is handed in only where the activation says that it needs it. */
    static double[] gradient(Activation activation, DataType type, double[] z, double[] dy, int rows, int columns) {
        boolean needsInput = activation.needsInput();
        if (type == DataType.FLOAT) {
            float[] y = floats(z);
            activation.apply(y, rows, columns);
            float[] d = floats(dy);
            activation.gradient(needsInput ? floats(z) : null, y, d, rows, columns);
            return doubles(d);
        }
        double[] y = z.clone();
        activation.apply(y, rows, columns);
        double[] d = dy.clone();
        activation.gradient(needsInput ? z.clone() : null, y, d, rows, columns);
        return d;
    }

    @Override
    public String toString() {
        return activation.toString();
    }
}
