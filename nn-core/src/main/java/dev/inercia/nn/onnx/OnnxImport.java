package dev.inercia.nn.onnx;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.io.Failure;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.onnx.OnnxValue.Order;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a network from an ONNX graph. Walks node by node from the input to the output; where a value branches, reads
 * each branch up to the node where they meet.
 */
final class OnnxImport {

    private static final Logger LOGGER = LoggerFactory.getLogger(OnnxImport.class);
    private static final Set<String> IMAGE_OPS =
            Set.of("Conv", "MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool");
    private static final int DEEPEST = 50;

    private final OnnxModel model;
    private final OnnxPaths paths;
    private final Map<String, List<Node>> users;
    private final Set<String> outputs = new HashSet<>();
    private final NodeReader reader;

    OnnxImport(OnnxModel model) throws IOException {
        this.model = model;
        paths = new OnnxPaths(model);
        users = paths.users();
        reader = new NodeReader(model);
    }

    /** A value reached by the walk: its name and layout. */
    record At(String name, Shape shape, Order order, Shape image) {

        At to(String other) {
            return new At(other, shape, order, image);
        }

        OnnxValue value() {
            return new OnnxValue(name, shape, order, image);
        }
    }

    Network network() throws IOException {
        List<OnnxModel.Value> inputs = model.inputs.stream()
                .filter(input -> !model.constants.containsKey(input.name()))
                .toList();
        if (inputs.size() != 1 || model.outputs.isEmpty()) {
            throw new IOException(inputs.size() + " inputs and " + model.outputs.size()
                    + " outputs, expected one of each: " + Failure.quote(inputs));
        }
        OnnxModel.Value output = model.outputs.get(0);
        outputs.add(output.name());
        At at = start(inputs.get(0));
        if (at.order == Order.FIRST) {
            LOGGER.info("The graph's input is channels first; the network's is channels last, {}", at.shape);
        }
        NetworkBuilder builder = Network.input(at.shape.dimensions()).channelsLast();
        List<Built> layers = new ArrayList<>();
        At end = walk(at, output.name(), layers, 0);
        if (end.order != Order.LAST && end.shape.rank() > 1) {
            LOGGER.info("The graph's output is channels first; the network's is channels last, {}", end.shape);
        }
        Activation last = layers.isEmpty() ? new Identity() : detached(layers);
        if (layers.isEmpty()) {
            layers.add(new Built(new Activate(last)));
            last = new Identity();
        }
        layers.forEach(built -> builder.layer(built.layer()));
        String classes = model.metadata.get(OnnxExport.CLASSES);
        if (classes != null) {
            builder.classes(classes(classes));
        }
        Network network = builder.output(last).build();
        fill(network, Built.sequence(layers).parameters());
        return network;
    }

    /** Detaches the output activation from the last layer: a softmax or sigmoid, which can be fused with a loss. */
    private static Activation detached(List<Built> layers) {
        Built last = layers.get(layers.size() - 1);
        boolean isOutput = last.layer() instanceof Activate activate
                && (activate.activation() instanceof Softmax || activate.activation() instanceof Sigmoid);
        if (isOutput && layers.size() > 1) {
            layers.remove(layers.size() - 1);
            return ((Activate) last.layer()).activation();
        }
        boolean isDense = last.layer() instanceof Dense dense
                && (dense.activation() instanceof Softmax || dense.activation() instanceof Sigmoid);
        if (isDense) {
            Dense dense = (Dense) last.layer();
            layers.set(layers.size() - 1, new Built(new Dense(dense.units()), last.parameters()));
            return dense.activation();
        }
        return new Identity();
    }

    private static List<String> classes(String json) throws IOException {
        try {
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IOException("class names that are not a list of texts: " + Failure.quote(json), e);
        }
    }

    private static void fill(Network network, Map<String, float[]> parameters) throws IOException {
        for (var segment : network.parameters().segments()) {
            float[] values = parameters.get(segment.name());
            if (values == null || values.length != segment.shape().size()) {
                throw new IOException("no numbers for " + segment.name() + " " + segment.shape());
            }
            INDArray array =
                    Nd4j.createFromArray(values).reshape('c', segment.shape().toArrayShape());
            network.parameters().get(segment.name()).assign(array);
        }
    }

    /** The input of the graph: images are channels first unless the first node transposes them. */
    private At start(OnnxModel.Value input) throws IOException {
        int[] all = input.dimensions();
        int[] dimensions = all.length == 0 ? all : Arrays.copyOfRange(all, 1, all.length);
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IOException("input '" + Failure.quote(input.name()) + "' has shape " + Arrays.toString(all)
                        + ", expected every size but that of the batch to be known");
            }
        }
        if (all.length == 0) {
            throw new IOException("input '" + Failure.quote(input.name()) + "' has shape " + Arrays.toString(all)
                    + ", expected [batch, ...]");
        }
        List<Node> first = users.getOrDefault(input.name(), List.of());
        boolean hasImages = model.nodes.stream().anyMatch(node -> IMAGE_OPS.contains(node.op()))
                || dimensions.length > 1
                        && model.nodes.stream().anyMatch(node -> node.op().equals("BatchNormalization"));
        boolean isTurned = first.stream()
                .anyMatch(node -> node.op().equals("Transpose")
                        || node.op().equals("Reshape")
                        || node.op().equals("Cast"));
        if (dimensions.length < 2 || !hasImages || isTurned) {
            Shape shape = Shape.of(dimensions);
            return new At(input.name(), shape, Order.LAST, shape);
        }
        Shape shape = NodeReader.last(dimensions);
        return new At(input.name(), shape, Order.FIRST, shape);
    }

    /** Adds the layers from one value to another. */
    private At walk(At from, String until, List<Built> layers, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("branches within branches, more than " + DEEPEST + " deep");
        }
        At at = from;
        int steps = 0;
        Set<String> leading = paths.ancestors(until);
        while (!at.name.equals(until)) {
            if (steps++ > model.nodes.size()) {
                throw new IOException("nodes in a circle at '" + Failure.quote(at.name) + "'");
            }
            List<Node> next = users.getOrDefault(at.name, List.of()).stream()
                    .filter(node -> node.outputs().stream().anyMatch(leading::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IOException("'" + Failure.quote(at.name) + "' does not lead to the output");
            }
            if (next.size() == 1 && isSingle(next.get(0), at.name)) {
                at = reader.read(next.get(0), at, layers, this::onlyUser);
                continue;
            }
            var spelled = ActivationReader.spelled(at.name, model.nodes, model.constants, outputs);
            if (spelled != null) {
                NodeReader.add(layers, spelled.activation());
                at = at.to(spelled.output());
                continue;
            }
            at = branches(at, until, leading, layers, depth);
        }
        return at;
    }

    /** True if the value is the only non-constant input of the node. */
    private boolean isSingle(Node node, String name) {
        return node.inputs().stream()
                        .filter(input -> !input.isEmpty() && !model.constants.containsKey(input))
                        .count()
                == 1;
    }

    /** The only node that uses a value; null if there is none, or more than one. */
    private Node onlyUser(String name) {
        List<Node> all = users.getOrDefault(name, List.of());
        return all.size() == 1 && !outputs.contains(name) ? all.get(0) : null;
    }

    /** Reads the branches from a value to the node where they meet, a sum or a concatenation. */
    private At branches(At at, String until, Set<String> leading, List<Built> layers, int depth) throws IOException {
        Set<String> after = paths.descendants(at.name, null);
        for (Node node : model.nodes) {
            boolean isJoin = Set.of("Add", "Sum", "Concat").contains(node.op())
                    && node.inputs().size() > 1
                    && leading.contains(node.output())
                    && node.inputs().stream().allMatch(after::contains)
                    && !paths.descendants(at.name, node).contains(until);
            if (isJoin) {
                return join(node, at, layers, depth);
            }
        }
        String nodes = users.get(at.name).stream().map(Node::toString).toList().toString();
        throw new IOException("'" + Failure.quote(at.name) + "' goes to " + Failure.cut(nodes, 200)
                + ", which do not meet in a sum or a concatenation");
    }

    private At join(Node node, At at, List<Built> layers, int depth) throws IOException {
        List<Built> branches = new ArrayList<>();
        List<At> ends = new ArrayList<>();
        int straight = -1;
        for (int i = 0; i < node.inputs().size(); i++) {
            List<Built> branch = new ArrayList<>();
            ends.add(walk(at, node.input(i), branch, depth + 1));
            if (branch.isEmpty()) {
                straight = i;
                branch.add(new Built(new Activate(new Identity())));
            }
            branches.add(branch.size() == 1 ? branch.get(0) : Built.sequence(branch));
        }
        At first = ends.get(0);
        boolean isEqual = ends.stream()
                .allMatch(end -> end.order == first.order && end.image.equals(first.image)
                        || end.order == first.order && node.op().equals("Concat") && first.order != Order.FLAT);
        if (!isEqual) {
            throw new IOException(node + " joins values of which some are channels first and others are not");
        }
        Map<String, float[]> parameters = new LinkedHashMap<>();
        boolean isSum = !node.op().equals("Concat");
        if (isSum && branches.size() == 2 && straight >= 0) {
            Built body = branches.get(1 - straight);
            Built.prefixed("body", body, parameters);
            layers.add(new Built(new Residual(body.layer()), parameters));
            return first.to(node.output());
        }
        if (!isSum) {
            long axis = node.number("axis", 1);
            int rank = first.shape.rank() + 1;
            long expected = first.order == Order.FIRST ? 1 : rank - 1;
            if ((axis < 0 ? axis + rank : axis) != expected || first.order == Order.FLAT) {
                throw new IOException(
                        node + " concatenates along axis " + axis + ", expected the channels or features");
            }
        }
        for (int i = 0; i < branches.size(); i++) {
            Built.prefixed(String.valueOf(i), branches.get(i), parameters);
        }
        Parallel.Join kind = isSum ? Parallel.Join.SUM : Parallel.Join.CONCATENATION;
        Parallel parallel = new Parallel(branches.stream().map(Built::layer).toList(), kind);
        Shape shape = parallel.output(at.shape);
        layers.add(new Built(parallel, parameters));
        return new At(node.output(), shape, first.order, isSum ? first.image : shape);
    }
}
