package dev.inercia.nn.onnx;

import static dev.inercia.nn.onnx.NodeReader.refusal;

import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.GroupNorm;
import dev.inercia.nn.layer.LayerNorm;
import dev.inercia.nn.onnx.OnnxModel.Node;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads normalisations, whether a single operator or composed of several nodes. */
final class NormNodes {

    private NormNodes() {}

    private static double epsilon(Node node) {
        return ActivationReader.decimal(node.single("epsilon", 1e-5));
    }

    static At batch(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        if (!at.isFirst() && at.rank() != 1) {
            throw refusal(node, "normalises something else than features or channels");
        }
        if (node.number("training_mode", 0) != 0 || node.outputs().size() > 1) {
            throw refusal(node, "is in training: export the network in evaluation mode");
        }
        Map<String, OnnxTensor> parameters = new HashMap<>();
        String[] names = {"weight", "bias", "mean", "variance"};
        for (int i = 0; i < names.length; i++) {
            parameters.put(names[i], reader.requireConstant(node, i + 1, names[i]));
        }
        reader.add(layers, node, new BatchNorm().epsilon(epsilon(node)), at, parameters);
        return at.to(node.output());
    }

    static At layer(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        long axis = node.number("axis", -1);
        int axes = (int) Math.max(0, Math.min(100, axis < 0 ? -axis : at.rank() + 1 - axis));
        OnnxTensor weight = reader.requireConstant(node, 1, "weight");
        OnnxTensor bias = node.input(2).isEmpty() ? null : reader.requireConstant(node, 2, "bias");
        addLayer(reader, node, at, layers, axes, epsilon(node), weight, bias);
        return at.to(node.output());
    }

    private static void addLayer(
            NodeReader reader,
            Node node,
            At at,
            List<Built> layers,
            int axes,
            double epsilon,
            OnnxTensor weight,
            OnnxTensor bias)
            throws IOException {
        boolean isWhole = axes == at.rank();
        if (axes < 1 || axes > at.rank() || at.isFirst() && (!isWhole || axes != 3)) {
            throw refusal(node, "normalises along other axes than the last ones of each example");
        }
        int[] sizes = at.dimensions();
        int size = 1;
        for (int i = sizes.length - axes; i < sizes.length; i++) {
            size *= sizes[i];
        }
        OnnxTensor weights = weight == null ? OnnxTensor.filled(size, 1) : weight;
        OnnxTensor biases = bias == null ? OnnxTensor.filled(size, 0) : bias;
        LayerNorm layer = new LayerNorm(axes).epsilon(epsilon);
        if (at.isFirst() || axes == 1) {
            reader.add(layers, node, layer, at, Map.of("weight", weights, "bias", biases));
            return;
        }
        // Channels are last in the graph, too, so the axes are not those of PyTorch's images.
        if (weights.values().length != size || biases.values().length != size) {
            throw refusal(node, "has weights that do not fit " + at.shape());
        }
        layers.add(new Built(layer, Map.of("weight", weights.floats(), "bias", biases.floats()), at.shape(), null));
    }

    /**
     * Reads a layer normalisation that is composed of several nodes, as before opset 17:
     * {@code (x - mean) / sqrt(mean((x - mean)^2) + epsilon)}.
     *
     * @return the value after it; null if the nodes are something else
     */
    static At spelledLayer(NodeReader reader, At at, List<Built> layers) throws IOException {
        OnnxPaths paths = reader.paths();
        Node mean = find(paths, at.name(), "ReduceMean");
        Node centred = mean == null ? null : paths.onlyUser(mean.output(), "Sub");
        if (centred == null || !centred.input(0).equals(at.name())) {
            return null;
        }
        Node squared = find(paths, centred.output(), "Pow");
        squared = squared == null ? find(paths, centred.output(), "Mul") : squared;
        boolean isSquare = squared != null
                && (squared.op().equals("Mul")
                        ? squared.input(0).equals(squared.input(1))
                        : reader.constant(squared, 1) != null
                                && Arrays.equals(reader.constant(squared, 1).row(1), new double[] {2}));
        Node variance = isSquare ? paths.onlyUser(squared.output(), "ReduceMean") : null;
        Node sum = variance == null ? null : paths.onlyUser(variance.output(), "Add");
        Node root = sum == null ? null : paths.onlyUser(sum.output(), "Sqrt");
        Node quotient = root == null ? null : paths.onlyUser(root.output(), "Div");
        if (quotient == null
                || !quotient.input(0).equals(centred.output())
                || !Arrays.equals(reader.numbers(mean, "axes", 1), reader.numbers(variance, "axes", 1))
                || mean.number("keepdims", 1) == 0) {
            return null;
        }
        OnnxTensor epsilon = reader.constant(sum, reader.constant(sum, 0) == null ? 1 : 0);
        int[] along = reader.numbers(mean, "axes", 1);
        if (epsilon == null || epsilon.values().length != 1 || along == null) {
            return null;
        }
        int rank = at.rank() + 1;
        int[] sorted = Arrays.stream(along)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != rank - sorted.length + i) {
                throw refusal(mean, "is along axes " + Arrays.toString(along) + ", expected the last ones");
            }
        }
        int[] dimensions = at.dimensions();
        int[] row = Arrays.copyOfRange(dimensions, Math.max(0, dimensions.length - sorted.length), dimensions.length);
        Factors factors =
                Factors.behind(reader, quotient, tensor -> Arrays.equals(tensor.dimensions(), row) ? tensor : null);
        double value = ActivationReader.decimal((float) epsilon.values()[0]);
        addLayer(reader, mean, at, layers, sorted.length, value, factors.weight, factors.bias);
        return at.to(factors.output);
    }

    /** The node of this operator that uses a value; null if there is none, or more than one. */
    private static Node find(OnnxPaths paths, String name, String op) {
        List<Node> found =
                paths.users(name).stream().filter(node -> node.op().equals(op)).toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /** A constant that fits, or null. */
    private interface Fit {
        OnnxTensor of(OnnxTensor tensor);
    }

    /** The product with a weight and the sum with a bias behind a node, each if there is one. */
    private record Factors(OnnxTensor weight, OnnxTensor bias, String output) {

        static Factors behind(NodeReader reader, Node node, Fit fit) {
            Node product = reader.paths().onlyUser(node.output(), "Mul");
            OnnxTensor weight = product == null ? null : operand(reader, product, fit);
            String output = weight == null ? node.output() : product.output();
            Node sum = reader.paths().onlyUser(output, "Add");
            OnnxTensor bias = sum == null ? null : operand(reader, sum, fit);
            return new Factors(weight, bias, bias == null ? output : sum.output());
        }

        private static OnnxTensor operand(NodeReader reader, Node node, Fit fit) {
            OnnxTensor tensor = reader.constant(node, reader.constant(node, 0) == null ? 1 : 0);
            return tensor == null ? null : fit.of(tensor);
        }
    }

    /**
     * Reads a group normalisation that is composed of a reshape to groups, an instance normalisation and a reshape back.
     *
     * @param shape the sizes that the reshape gives each example
     * @return the value after it; null if the nodes are something else
     */
    static At reshapedGroup(NodeReader reader, Node node, At at, int[] shape, List<Built> layers) throws IOException {
        Node normal = reader.paths().onlyUser(node.output(), "InstanceNormalization");
        Node back = normal == null ? null : reader.paths().onlyUser(normal.output(), "Reshape");
        boolean hasGroups = back != null
                && (at.isFirst() || at.rank() == 1 && at.columns() == null)
                && at.width() % shape[0] == 0
                && reader.requireConstant(normal, 1, "scale").equalsAll(1)
                && reader.requireConstant(normal, 2, "shift").equalsAll(0);
        OnnxTensor target = hasGroups ? reader.constant(back, 1) : null;
        int[] dimensions = at.dimensions();
        boolean isBack = target != null && target.values().length == dimensions.length + 1;
        for (int i = 0; isBack && i < dimensions.length; i++) {
            isBack = target.values()[i + 1] == dimensions[i];
        }
        if (!isBack) {
            return null;
        }
        Factors factors = Factors.behind(reader, back, tensor -> {
            double[] row = at.perColumn(tensor);
            return row == null ? null : new OnnxTensor(new int[] {row.length}, row);
        });
        addGroup(reader, normal, at, layers, shape[0], factors.weight, factors.bias);
        return at.to(factors.output);
    }

    private static void addGroup(
            NodeReader reader, Node node, At at, List<Built> layers, int groups, OnnxTensor weight, OnnxTensor bias)
            throws IOException {
        GroupNorm layer = new GroupNorm(groups).epsilon(epsilon(node));
        OnnxTensor weights = weight == null ? OnnxTensor.filled(at.width(), 1) : weight;
        OnnxTensor biases = bias == null ? OnnxTensor.filled(at.width(), 0) : bias;
        reader.add(layers, node, layer, at, Map.of("weight", weights, "bias", biases));
    }

    /** Reads a group normalisation, or an instance normalisation, which has a group for each channel. */
    static At group(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        if (!at.isFirst()) {
            throw refusal(node, "normalises something else than the channels of an image or sequence");
        }
        boolean hasInstances = node.op().equals("InstanceNormalization");
        int groups = hasInstances ? at.width() : (int) Math.min(Integer.MAX_VALUE, node.number("num_groups", 0));
        if (groups < 1 || at.width() % groups != 0) {
            throw refusal(node, "has " + groups + " groups of " + at.width() + " channels");
        }
        OnnxTensor weight = reader.requireConstant(node, 1, "scale");
        OnnxTensor bias = reader.requireConstant(node, 2, "shift");
        if (!hasInstances && reader.opset() < 21) {
            // Until opset 20 there is one number for each group.
            weight = weight.repeated(at.width() / groups);
            bias = bias.repeated(at.width() / groups);
        }
        addGroup(reader, node, at, layers, groups, weight, bias);
        return at.to(node.output());
    }
}
