package dev.inercia.nn.onnx;

import dev.inercia.nn.activation.*;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads activations, whether a single operator or composed of several nodes. */
final class ActivationReader {

    private static final List<Activation> SPELLED = List.of(
            new Gelu(),
            new GeluTanh(),
            new Swish(),
            new Mish(),
            new Softsign(),
            new HardSigmoid(),
            new Softplus(),
            new Sigmoid(),
            new Tanh(),
            new Relu(),
            new Selu(),
            new Elu(),
            new LeakyRelu());

    private static final int POINTS = 41;
    private static final int MOST_NODES = 16;
    private static final double SAME = 1e-6;

    private ActivationReader() {}

    /** The activation of an operator; null if this library has none. */
    static Activation of(OnnxModel.Node node, int opset) {
        return switch (node.op()) {
            case "Sigmoid" -> new Sigmoid();
            case "Tanh" -> new Tanh();
            case "Relu" -> new Relu();
            case "LeakyRelu" -> inRange(node.single("alpha", 0.01), new LeakyRelu(0), true);
            case "Elu" -> inRange(node.single("alpha", 1), new Elu(1), false);
            case "Selu" -> {
                boolean isOurs = Math.abs(node.single("alpha", opset < 6 ? 1.6732 : 1.67326319217681884765625)
                                        - 1.6732632)
                                < 1e-4
                        && Math.abs(node.single("gamma", opset < 6 ? 1.0507 : 1.05070102214813232421875) - 1.050701)
                                < 1e-4;
                yield isOurs ? new Selu() : null;
            }
            case "Softplus" -> new Softplus();
            case "Softsign" -> new Softsign();
            case "HardSigmoid" -> {
                boolean isOurs = Math.abs(node.single("alpha", 0.2) - 1 / 6f) < 1e-6
                        && Math.abs(node.single("beta", 0.5) - 0.5f) < 1e-6;
                yield isOurs ? new HardSigmoid() : null;
            }
            case "Mish" -> new Mish();
            case "Gelu" -> node.text("approximate", "none").equals("tanh") ? new GeluTanh() : new Gelu();
            default -> null;
        };
    }

    /** Converts the float to the shortest decimal that gives it. */
    static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private static Activation inRange(float alpha, Activation kind, boolean isLeaky) {
        double value = decimal(alpha);
        if (isLeaky) {
            return value >= 0 && value < 1 ? new LeakyRelu(value) : null;
        }
        return value > 0 ? new Elu(value) : null;
    }

    /** An activation composed of several nodes, and the name of its output. */
    record Spelled(Activation activation, String output) {}

    /**
     * Finds an activation that starts at a value and is composed of several nodes. Evaluates the nodes at some points
     * and compares the results, so any composition is recognised. Null if there is none.
     */
    static Spelled spelled(
            String at, List<OnnxModel.Node> nodes, Map<String, OnnxTensor> constants, Set<String> outputs) {
        double[] z = new double[POINTS];
        Arrays.setAll(z, i -> (i - POINTS / 2) * 0.3);
        Map<String, double[]> values = new HashMap<>(Map.of(at, z));
        for (OnnxModel.Node node : nodes) {
            if (node.inputs().stream().noneMatch(values::containsKey)) {
                continue;
            }
            double[] y = compute(node, values, constants);
            if (y == null) {
                return null;
            }
            values.put(node.output(), y);
            if (values.size() > MOST_NODES) {
                return null;
            }
            if (isClosed(values.keySet(), node.output(), nodes, outputs)) {
                for (Activation activation : SPELLED) {
                    if (isSame(activation, z, y)) {
                        return new Spelled(activation, node.output());
                    }
                }
            }
        }
        return null;
    }

    /** True if nothing outside uses any of the values except the last. */
    private static boolean isClosed(Set<String> values, String last, List<OnnxModel.Node> nodes, Set<String> outputs) {
        Set<String> inner = new HashSet<>(values);
        inner.remove(last);
        for (OnnxModel.Node node : nodes) {
            if (!values.contains(node.output()) && node.inputs().stream().anyMatch(inner::contains)) {
                return false;
            }
        }
        return inner.stream().noneMatch(outputs::contains);
    }

    private static boolean isSame(Activation activation, double[] z, double[] y) {
        double[] ours = z.clone();
        activation.apply(ours, 1, ours.length);
        for (int i = 0; i < y.length; i++) {
            if (!(Math.abs(ours[i] - y[i]) < SAME * Math.max(1, Math.abs(y[i])))) {
                return false;
            }
        }
        return true;
    }

    private static double[] compute(
            OnnxModel.Node node, Map<String, double[]> values, Map<String, OnnxTensor> constants) {
        double[][] in = new double[node.inputs().size()][];
        for (int k = 0; k < in.length; k++) {
            OnnxTensor constant = constants.get(node.input(k));
            in[k] = values.containsKey(node.input(k))
                    ? values.get(node.input(k))
                    : constant == null ? null : constant.values().length == 1 ? constant.row(POINTS) : null;
            if (in[k] == null) {
                return null;
            }
        }
        double[] y = new double[POINTS];
        for (int i = 0; i < y.length; i++) {
            double u = in[0][i];
            double v = in.length > 1 ? in[1][i] : 0;
            double w = in.length > 2 ? in[2][i] : 0;
            y[i] = switch (node.op()) {
                case "Mul" -> u * v;
                case "Add" -> u + v;
                case "Sub" -> u - v;
                case "Div" -> u / v;
                case "Pow" -> Math.pow(u, v);
                case "Neg" -> -u;
                case "Abs" -> Math.abs(u);
                case "Exp" -> Math.exp(u);
                case "Log" -> Math.log(u);
                case "Sqrt" -> Math.sqrt(u);
                case "Tanh" -> Math.tanh(u);
                case "Sigmoid" -> 1 / (1 + Math.exp(-u));
                case "Softplus" -> Math.log1p(Math.exp(u));
                case "Relu" -> Math.max(0, u);
                case "Erf" -> erf(u);
                case "Min" -> Math.min(u, v);
                case "Max" -> Math.max(u, v);
                case "HardSigmoid" ->
                    Math.max(0, Math.min(1, node.single("alpha", 0.2) * u + node.single("beta", 0.5)));
                case "Clip" -> in.length == 3 ? Math.min(Math.max(u, v), w) : Double.NaN;
                case "Identity", "Cast" -> u;
                default -> Double.NaN;
            };
            if (Double.isNaN(y[i])) {
                return null;
            }
        }
        return y;
    }

    /** Computed from GELU, which is {@code z / 2 (1 + erf(z / sqrt(2)))}. */
    private static double erf(double x) {
        if (x == 0) {
            return 0;
        }
        double z = x * Math.sqrt(2);
        double[] gelu = {z};
        new Gelu().apply(gelu, 1, 1);
        return 2 * gelu[0] / z - 1;
    }
}
