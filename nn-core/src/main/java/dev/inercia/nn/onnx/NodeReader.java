package dev.inercia.nn.onnx;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Destandardize;
import dev.inercia.nn.activation.Elu;
import dev.inercia.nn.activation.HardSigmoid;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads single nodes as layers. */
final class NodeReader {

    private final OnnxModel model;
    private final OnnxPaths paths;
    private long allowance;

    NodeReader(OnnxModel model, OnnxPaths paths) {
        this.model = model;
        this.paths = paths;
        allowance = model.allowance();
    }

    OnnxPaths paths() {
        return paths;
    }

    int opset() {
        return model.opset;
    }

    static IOException refusal(Node node, String why) {
        return new IOException(node + " " + why);
    }

    /**
     * Adds a layer with parameters, and without an activation of its own.
     *
     * @param theirs values by the names of the parameters, with the axes that these declare for other tools
     */
    void add(List<Built> layers, Node node, Layer layer, At at, Map<String, OnnxTensor> theirs) throws IOException {
        add(layers, node, layer, null, at, theirs);
    }

    /** Adds a layer with parameters that can apply an activation read later. */
    Layer add(List<Built> layers, Node node, Function<Activation, Layer> form, At at, Map<String, OnnxTensor> theirs)
            throws IOException {
        Layer layer = form.apply(new Identity());
        add(layers, node, layer, form, at, theirs);
        return layer;
    }

    private void add(
            List<Built> layers,
            Node node,
            Layer layer,
            Function<Activation, Layer> form,
            At at,
            Map<String, OnnxTensor> theirs)
            throws IOException {
        // Nodes may share a constant, but layers have each their own: a malicious graph could ask for any number.
        allowance -= theirs.values().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum();
        if (allowance < 0) {
            throw refusal(node, "shares constants with so many others that the network is far larger than the file");
        }
        try {
            layers.add(Built.of(layer, form, at, theirs));
        } catch (IOException e) {
            throw refusal(node, "has " + e.getMessage());
        }
    }

    /** Adds an activation: to the layer just before it if that can apply it, otherwise as a layer of its own. */
    static void add(List<Built> layers, Activation activation, At at) {
        Built last = Built.last(layers);
        if (last != null && last.isOpen()) {
            layers.set(layers.size() - 1, last.with(activation));
        } else {
            layers.add(Built.activation(activation, at));
        }
    }

    /** Converts {@code [channels, height, width]} to {@code [height, width, channels]}. */
    static Shape last(int[] first) {
        int[] last = new int[first.length];
        System.arraycopy(first, 1, last, 0, first.length - 1);
        last[first.length - 1] = first[0];
        return Shape.of(last);
    }

    /**
     * Reads a node, together with following nodes that form one layer with it.
     *
     * @return the value after it
     */
    At read(Node node, At at, List<Built> layers) throws IOException {
        Activation activation = ActivationReader.of(node, model.opset);
        if (activation != null) {
            add(layers, activation, at);
            return at.to(node.output());
        }
        return switch (node.op()) {
            case "Identity", "Dropout", "Cast" -> at.to(node.output());
            case "Selu" -> selu(node, at, layers);
            case "HardSigmoid" -> hardSigmoid(node, at, layers);
            case "Softmax" -> softmax(node, at, layers);
            case "Gemm" -> gemm(node, at, layers);
            case "MatMul" -> matMul(node, at, layers);
            case "Flatten" -> ShapeNodes.flatten(node, at, layers);
            case "Reshape" -> ShapeNodes.reshape(this, node, at, layers);
            case "Squeeze", "Unsqueeze" -> ShapeNodes.squeeze(this, node, at, layers);
            case "Transpose" -> ShapeNodes.transpose(this, node, at, layers);
            case "Sub", "Mul", "Div", "Add" -> scale(node, at, layers);
            case "Pad" -> ImageNodes.pad(this, node, at, layers);
            case "Conv" -> ImageNodes.convolution(this, node, at, layers, new int[0]);
            case "MaxPool", "AveragePool" -> ImageNodes.pool(node, at, layers, new int[0]);
            case "GlobalMaxPool", "GlobalAveragePool" -> ImageNodes.global(node, at, layers);
            case "ReduceMean", "ReduceMax" -> ImageNodes.reduced(this, node, at, layers);
            case "BatchNormalization" -> NormNodes.batch(this, node, at, layers);
            case "LayerNormalization" -> NormNodes.layer(this, node, at, layers);
            case "InstanceNormalization", "GroupNormalization" -> NormNodes.group(this, node, at, layers);
            case "LogSoftmax" ->
                throw refusal(node, "is no activation of this library: write a Softmax, or end with the logits");
            default -> throw refusal(node, "is no operator that a layer here computes");
        };
    }

    OnnxTensor constant(Node node, int index) {
        return model.constants.get(node.input(index));
    }

    OnnxTensor requireConstant(Node node, int index, String what) throws IOException {
        OnnxTensor tensor = constant(node, index);
        if (tensor == null) {
            throw refusal(node, "has a " + what + " that is computed, expected a constant");
        }
        return tensor;
    }

    /** An attribute that later opsets have as an input; null if there is neither. */
    int[] numbers(Node node, String setting, int input) throws IOException {
        if (node.settings().containsKey(setting)) {
            return node.numbers(setting);
        } else if (node.input(input).isEmpty()) {
            return null;
        }
        return Arrays.stream(requireConstant(node, input, setting).values())
                .mapToInt(value -> (int) value)
                .toArray();
    }

    /** Reads {@code gamma Elu(z)}, of constants that are not our Selu's. */
    private At selu(Node node, At at, List<Built> layers) throws IOException {
        double alpha = ActivationReader.decimal(node.single("alpha", 1.67326319217681884765625));
        double gamma = ActivationReader.decimal(node.single("gamma", 1.05070102214813232421875));
        if (!(alpha > 0) || !(gamma > 0)) {
            throw refusal(node, "has factors that are not above 0");
        }
        add(layers, new Elu(alpha), at);
        return scaled(node, at, layers, filled(at.width(), 0), filled(at.width(), 1 / gamma));
    }

    /** Reads {@code max(0, min(1, alpha z + beta))} as ours of {@code 6 (alpha z + beta - 0.5)}. */
    private At hardSigmoid(Node node, At at, List<Built> layers) throws IOException {
        double alpha = ActivationReader.decimal(node.single("alpha", 0.2));
        double beta = ActivationReader.decimal(node.single("beta", 0.5));
        if (!(alpha > 0)) {
            throw refusal(node, "has a factor that is not above 0");
        }
        At scaled =
                scaled(node, at, layers, filled(at.width(), (0.5 - beta) / alpha), filled(at.width(), 1 / (6 * alpha)));
        add(layers, new HardSigmoid(), at);
        return scaled;
    }

    private static double[] filled(int length, double value) {
        double[] row = new double[length];
        Arrays.fill(row, value);
        return row;
    }

    private At softmax(Node node, At at, List<Built> layers) throws IOException {
        int rank = at.rank() + 1;
        long axis = node.number("axis", model.opset < 13 ? 1 : -1);
        axis = axis < 0 ? axis + rank : axis;
        boolean isRow = at.isFirst() ? axis == 1 && model.opset >= 13 : axis == rank - 1;
        if (!isRow) {
            throw refusal(node, "is along axis " + axis + ", expected the last, or the channels of an image");
        }
        add(layers, new Softmax(), at);
        return at.to(node.output());
    }

    private At gemm(Node node, At at, List<Built> layers) throws IOException {
        OnnxTensor weight = requireConstant(node, 1, "weight");
        if (node.number("transA", 0) != 0 || constant(node, 0) != null || weight.rank() != 2 || at.rank() != 1) {
            throw refusal(node, "multiplies something else than rows [batch, features] by a constant matrix");
        }
        OnnxTensor matrix = node.number("transB", 0) != 0 ? weight : weight.transposed();
        OnnxTensor bias = node.input(2).isEmpty() ? null : requireConstant(node, 2, "bias");
        return dense(
                node, node.output(), at, layers, matrix.times(node.single("alpha", 1)), bias, node.single("beta", 1));
    }

    private At matMul(Node node, At at, List<Built> layers) throws IOException {
        OnnxTensor weight = requireConstant(node, 1, "second factor");
        if (weight.rank() != 2 || at.isFirst() || at.rank() == 0) {
            throw refusal(node, "multiplies something else than rows of features by a constant matrix");
        }
        Node next = paths.onlyUser(node.output(), "Add");
        if (next != null) {
            OnnxTensor bias = model.constants.get(next.input(next.input(0).equals(node.output()) ? 1 : 0));
            if (bias != null && bias.row(weight.dimensions()[1]) != null) {
                return dense(node, next.output(), at, layers, weight.transposed(), bias, 1);
            }
        }
        return dense(node, node.output(), at, layers, weight.transposed(), null, 1);
    }

    /** Reads a product with a matrix {@code [units, inputs]}. */
    private At dense(
            Node node, String output, At at, List<Built> layers, OnnxTensor matrix, OnnxTensor bias, float beta)
            throws IOException {
        int units = matrix.dimensions()[0];
        int inputs = matrix.dimensions()[1];
        if (inputs != at.width() || units == 0) {
            throw refusal(node, "expects " + inputs + " inputs, but is given " + at.shape());
        }
        double[] row = bias == null ? new double[units] : bias.row(units);
        if (row == null) {
            throw refusal(
                    node, "has a bias of shape " + Arrays.toString(bias.dimensions()) + ", expected [" + units + "]");
        }
        OnnxTensor biases = new OnnxTensor(new int[] {units}, row).times(beta);
        Layer dense = add(
                layers, node, activation -> new Dense(units, activation), at, Map.of("weight", matrix, "bias", biases));
        return At.last(output, dense.output(at.shape()));
    }

    /** Reads the addition of, or multiplication by, one constant per column as a standardisation. */
    private At scale(Node node, At at, List<Built> layers) throws IOException {
        boolean isSecond = constant(node, 0) == null;
        double[] row = at.perColumn(constant(node, isSecond ? 1 : 0));
        if (row == null || !isSecond && (node.op().equals("Sub") || node.op().equals("Div"))) {
            throw refusal(node, "is no operator that a layer here computes: expected one constant for each column");
        }
        double[] mean = filled(row.length, 0);
        double[] deviation = filled(row.length, 1);
        for (int i = 0; i < row.length; i++) {
            switch (node.op()) {
                case "Sub" -> mean[i] = row[i];
                case "Add" -> mean[i] = -row[i];
                case "Mul" -> deviation[i] = 1 / row[i];
                default -> deviation[i] = row[i];
            }
        }
        Node next = node.op().equals("Mul") ? paths.onlyUser(node.output(), "Add") : null;
        double[] shift = next == null ? null : at.perColumn(constant(next, constant(next, 0) == null ? 1 : 0));
        if (shift != null && Arrays.stream(row).allMatch(factor -> factor > 0)) {
            add(layers, new Destandardize(shift, row), at);
            return at.to(next.output());
        }
        return scaled(node, at, layers, mean, deviation);
    }

    private static At scaled(Node node, At at, List<Built> layers, double[] mean, double[] deviation)
            throws IOException {
        try {
            Standardize next = new Standardize(mean, deviation);
            Built last = Built.last(layers);
            boolean isShift = last != null
                    && last.layer() instanceof Standardize shift
                    && Arrays.stream(shift.deviation()).allMatch(d -> d == 1)
                    && Arrays.stream(mean).allMatch(m -> m == 0);
            if (isShift) {
                layers.remove(layers.size() - 1);
                next = new Standardize(((Standardize) last.layer()).mean(), deviation);
            }
            layers.add(new Built(next, at));
        } catch (IllegalArgumentException e) {
            throw refusal(node, "scales by what no layer here can: " + e.getMessage());
        }
        return at.to(node.output());
    }
}
