package dev.inercia.nn.onnx;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxImport.At;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.onnx.OnnxValue.Order;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads single nodes as layers. */
final class NodeReader {

    private final OnnxModel model;

    NodeReader(OnnxModel model) {
        this.model = model;
    }

    static IOException refusal(Node node, String why) {
        return new IOException(node + " " + why);
    }

    /** Adds an activation: merged into a {@link Dense} without one just before it, otherwise as a separate layer. */
    static void add(List<Built> layers, Activation activation) {
        Built last = layers.isEmpty() ? null : layers.get(layers.size() - 1);
        if (last != null
                && last.layer() instanceof Dense dense
                && dense.activation().equals(new Identity())) {
            Dense active = new Dense(dense.units(), activation);
            layers.set(layers.size() - 1, new Built(active, last.parameters()));
        } else {
            layers.add(new Built(new Activate(activation)));
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
     * @param onlyUser gives the only node that uses a value
     * @return the value after it
     */
    At read(Node node, At at, List<Built> layers, Function<String, Node> onlyUser) throws IOException {
        Activation activation = ActivationReader.of(node, model.opset);
        if (activation != null) {
            add(layers, activation);
            return at.to(node.output());
        }
        switch (node.op()) {
            case "Identity", "Dropout" -> {
                return at.to(node.output());
            }
            case "Cast" -> {
                return at.to(node.output());
            }
            case "Softmax" -> {
                return softmax(node, at, layers);
            }
            case "Gemm" -> {
                return gemm(node, at, layers);
            }
            case "MatMul" -> {
                return matMul(node, at, layers, onlyUser);
            }
            case "Flatten" -> {
                return ShapeNodes.flatten(node, at, layers);
            }
            case "Reshape" -> {
                return ShapeNodes.reshape(this, node, at, layers);
            }
            case "Transpose" -> {
                return ShapeNodes.transpose(node, at);
            }
            case "Sub", "Mul", "Div", "Add" -> {
                return scale(node, at, layers);
            }
            case "Conv" -> {
                return ImageNodes.convolution(this, node, at, layers);
            }
            case "MaxPool", "AveragePool" -> {
                return ImageNodes.pool(node, at, layers);
            }
            case "GlobalMaxPool", "GlobalAveragePool" -> {
                return ImageNodes.global(node, at, layers);
            }
            case "BatchNormalization" -> {
                return NormNodes.batch(this, node, at, layers);
            }
            case "LayerNormalization" -> {
                return NormNodes.layer(this, node, at, layers);
            }
            case "Pad" -> {
                OnnxTensor pads = constant(node, 1);
                int[] sizes = node.numbers("pads");
                boolean isNone = pads == null
                        ? Arrays.stream(sizes).allMatch(size -> size == 0)
                        : Arrays.stream(pads.values()).allMatch(size -> size == 0);
                if (!isNone) {
                    throw refusal(
                            node, "pads with zeros of its own, expected padding in the convolution or pool behind it");
                }
                return at.to(node.output());
            }
            default -> throw refusal(node, "is no operator that a layer here computes");
        }
    }

    private OnnxTensor constant(Node node, int index) {
        return model.constants.get(node.input(index));
    }

    OnnxTensor requireConstant(Node node, int index, String what) throws IOException {
        OnnxTensor tensor = constant(node, index);
        if (tensor == null) {
            throw refusal(node, "has a " + what + " that is computed, expected a constant");
        }
        return tensor;
    }

    private At softmax(Node node, At at, List<Built> layers) throws IOException {
        int rank = at.shape().rank() + 1;
        long axis = node.number("axis", model.opset < 13 ? 1 : -1);
        axis = axis < 0 ? axis + rank : axis;
        boolean isRow = at.order() == Order.FIRST ? axis == 1 && model.opset >= 13 : axis == rank - 1;
        if (!isRow) {
            throw refusal(node, "is along axis " + axis + ", expected the last, or the channels of an image");
        }
        add(layers, new Softmax());
        return at.to(node.output());
    }

    private At gemm(Node node, At at, List<Built> layers) throws IOException {
        OnnxTensor weight = requireConstant(node, 1, "weight");
        if (node.number("transA", 0) != 0
                || constant(node, 0) != null
                || weight.rank() != 2
                || at.shape().rank() != 1) {
            throw refusal(node, "multiplies something else than rows [batch, features] by a constant matrix");
        }
        OnnxTensor matrix = node.number("transB", 0) != 0 ? weight.transposed() : weight;
        OnnxTensor bias = node.input(2).isEmpty() ? null : requireConstant(node, 2, "bias");
        return dense(node, node.output(), at, layers, matrix, bias, node.single("alpha", 1), node.single("beta", 1));
    }

    private At matMul(Node node, At at, List<Built> layers, Function<String, Node> onlyUser) throws IOException {
        OnnxTensor weight = requireConstant(node, 1, "second factor");
        if (weight.rank() != 2 || at.order() == Order.FIRST) {
            throw refusal(node, "multiplies something else than rows of features by a constant matrix");
        }
        Node next = onlyUser.apply(node.output());
        if (next != null && next.op().equals("Add")) {
            OnnxTensor bias = model.constants.get(next.input(next.input(0).equals(node.output()) ? 1 : 0));
            if (bias != null && bias.row(weight.dimensions()[1]) != null) {
                return dense(node, next.output(), at, layers, weight, bias, 1, 1);
            }
        }
        return dense(node, node.output(), at, layers, weight, null, 1, 1);
    }

    private static At dense(
            Node node,
            String output,
            At at,
            List<Built> layers,
            OnnxTensor matrix,
            OnnxTensor bias,
            float alpha,
            float beta)
            throws IOException {
        int inputs = matrix.dimensions()[0];
        int units = matrix.dimensions()[1];
        int found = at.shape().dimension(at.shape().rank() - 1);
        if (inputs != found || units == 0) {
            throw refusal(node, "expects " + inputs + " inputs, but is given " + at.shape());
        }
        double[] row = bias == null ? new double[units] : bias.row(units);
        if (row == null) {
            throw refusal(
                    node, "has a bias of shape " + Arrays.toString(bias.dimensions()) + ", expected [" + units + "]");
        }
        float[] weights = new float[inputs * units];
        int channels =
                at.order() == Order.FLAT ? at.image().dimension(at.image().rank() - 1) : 1;
        int places = inputs / channels;
        for (int input = 0; input < inputs; input++) {
            int theirs = input % channels * places + input / channels;
            for (int unit = 0; unit < units; unit++) {
                weights[input * units + unit] = alpha * (float) matrix.values()[theirs * units + unit];
            }
        }
        float[] biases = new float[units];
        for (int unit = 0; unit < units; unit++) {
            biases[unit] = beta * (float) row[unit];
        }
        Dense dense = new Dense(units);
        layers.add(new Built(dense, Map.of("weight", weights, "bias", biases)));
        Shape shape = dense.output(at.shape());
        return new At(output, shape, Order.LAST, shape);
    }

    /** Reads the addition of, or multiplication by, one constant per column as a standardisation. */
    private At scale(Node node, At at, List<Built> layers) throws IOException {
        boolean isSecond = constant(node, 0) == null;
        OnnxTensor tensor = constant(node, isSecond ? 1 : 0);
        int columns = at.shape().dimension(at.shape().rank() - 1);
        double[] row = tensor == null ? null : tensor.row(columns);
        boolean liesAlong = tensor != null
                && (tensor.values().length == 1
                        || at.order() == Order.LAST && tensor.dimensions()[tensor.rank() - 1] == columns
                        || at.order() == Order.FIRST
                                && tensor.rank() >= at.shape().rank()
                                && tensor.dimensions()[
                                                tensor.rank() - at.shape().rank()]
                                        == columns);
        if (row == null
                || !liesAlong
                || !isSecond && (node.op().equals("Sub") || node.op().equals("Div"))) {
            throw refusal(node, "is no operator that a layer here computes: expected one constant for each column");
        }
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        Arrays.fill(deviation, 1);
        for (int i = 0; i < columns; i++) {
            switch (node.op()) {
                case "Sub" -> mean[i] = row[i];
                case "Add" -> mean[i] = -row[i];
                case "Mul" -> deviation[i] = 1 / row[i];
                default -> deviation[i] = row[i];
            }
        }
        try {
            layers.add(new Built(fused(layers, new Standardize(mean, deviation))));
        } catch (IllegalArgumentException e) {
            throw refusal(node, "scales by what no layer here can: " + e.getMessage());
        }
        return at.to(node.output());
    }

    /** Fuses a shift and the scale after it into one layer. */
    private static Standardize fused(List<Built> layers, Standardize next) {
        Built last = layers.isEmpty() ? null : layers.get(layers.size() - 1);
        boolean isShift = last != null
                && last.layer() instanceof Standardize shift
                && Arrays.stream(shift.deviation()).allMatch(d -> d == 1)
                && Arrays.stream(next.mean()).allMatch(m -> m == 0);
        if (!isShift) {
            return next;
        }
        layers.remove(layers.size() - 1);
        return new Standardize(((Standardize) last.layer()).mean(), next.deviation());
    }
}
