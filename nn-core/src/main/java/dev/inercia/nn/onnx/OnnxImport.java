package dev.inercia.nn.onnx;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.io.Failure;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxModel.Node;
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
    private static final Set<String> IMAGE_OPS = Set.of(
            "Conv",
            "MaxPool",
            "AveragePool",
            "GlobalMaxPool",
            "GlobalAveragePool",
            "BatchNormalization",
            "InstanceNormalization",
            "GroupNormalization");
    private static final int DEEPEST = 50;

    private final OnnxModel model;
    private final OnnxPaths paths;
    private final NodeReader reader;
    private final OnnxModel.Value input;
    private final String output;

    OnnxImport(OnnxModel model) throws IOException {
        this.model = model;
        List<OnnxModel.Value> inputs = model.inputs.stream()
                .filter(value -> !model.constants.containsKey(value.name()))
                .toList();
        if (inputs.size() != 1 || model.outputs.isEmpty()) {
            throw new IOException(inputs.size() + " inputs and " + model.outputs.size()
                    + " outputs, expected one of each: " + Failure.quote(inputs));
        }
        input = inputs.get(0);
        output = model.outputs.get(0).name();
        if (model.outputs.size() > 1) {
            LOGGER.info("The graph has {} outputs; the network computes the first", model.outputs.size());
        }
        paths = new OnnxPaths(model, output);
        reader = new NodeReader(model, paths);
    }

    Network network() throws IOException {
        At at = start(input);
        if (at.isFirst()) {
            LOGGER.info("The graph's input is channels first; the network's is channels last, {}", at.shape());
        }
        NetworkBuilder builder = Network.input(at.shape().dimensions()).channelsLast();
        List<Built> layers = new ArrayList<>();
        At end = walk(at, output, layers, 0);
        if (end.isFirst()) {
            LOGGER.info("The graph's output is channels first; the network's is channels last, {}", end.shape());
        }
        Activation last = layers.isEmpty() ? new Identity() : Built.detach(layers);
        if (end.columns() != null) {
            throw new IOException("the output is a flattened image, channels first; here it is channels last:"
                    + " let the graph end before it is flattened");
        }
        if (layers.isEmpty()) {
            layers.add(Built.activation(last, at));
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
        return dimensions.length > 1 && isFirst(input.name(), dimensions.length)
                ? At.first(input.name(), NodeReader.last(dimensions))
                : At.last(input.name(), Shape.of(dimensions));
    }

    /** True if the first node that knows channels takes them first. */
    private boolean isFirst(String name, int rank) {
        Set<String> reached = new HashSet<>(Set.of(name));
        for (Node node : model.nodes) {
            if (node.inputs().stream().noneMatch(reached::contains)) {
                continue;
            }
            if (IMAGE_OPS.contains(node.op())) {
                return true;
            }
            boolean isGroup =
                    node.op().equals("Reshape") && paths.onlyUser(node.output(), "InstanceNormalization") != null;
            boolean decides = node.op().equals("Transpose") || node.op().equals("Reshape") && !isGroup;
            reached.addAll(decides ? List.of() : node.outputs());
        }
        return false;
    }

    /** Adds the layers from one value to another. */
    private At walk(At from, String until, List<Built> layers, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("branches within branches, more than " + DEEPEST + " deep");
        }
        At at = from;
        int steps = 0;
        Set<String> leading = paths.ancestors(until);
        while (!at.name().equals(until)) {
            paths.foldShape(at);
            if (steps++ > model.nodes.size()) {
                throw new IOException("nodes in a circle at '" + Failure.quote(at.name()) + "'");
            }
            List<Node> next = paths.users(at.name()).stream()
                    .filter(node -> node.outputs().stream().anyMatch(leading::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IOException("'" + Failure.quote(at.name()) + "' does not lead to the output");
            }
            if (next.size() == 1 && isSingle(next.get(0), at.name())) {
                at = reader.read(next.get(0), at, layers);
                continue;
            }
            var spelled = ActivationReader.spelled(at.name(), model.nodes, model.constants, Set.of(output));
            if (spelled != null) {
                NodeReader.add(layers, spelled.activation(), at);
                at = at.to(spelled.output());
                continue;
            }
            At normal = next.size() == 2 ? NormNodes.spelledLayer(reader, at, layers) : null;
            if (normal != null) {
                at = normal;
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

    /** Reads the branches from a value to the node where they meet, a sum or a concatenation. */
    private At branches(At at, String until, Set<String> leading, List<Built> layers, int depth) throws IOException {
        Set<String> after = paths.descendants(at.name(), null);
        for (Node node : model.nodes) {
            boolean isJoin = Set.of("Add", "Sum", "Concat").contains(node.op())
                    && node.inputs().size() > 1
                    && leading.contains(node.output())
                    && node.inputs().stream().allMatch(after::contains)
                    && !paths.descendants(at.name(), node).contains(until);
            if (isJoin) {
                return join(node, at, layers, depth);
            }
        }
        String nodes =
                paths.users(at.name()).stream().map(Node::toString).toList().toString();
        throw new IOException("'" + Failure.quote(at.name()) + "' goes to " + Failure.cut(nodes, 200)
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
                branch.add(new Built(new Activate(new Identity()), at));
            }
            branches.add(branch.size() == 1 ? branch.get(0) : Built.sequence(branch));
        }
        At first = ends.get(0);
        boolean isSum = !node.op().equals("Concat");
        boolean isEqual = ends.stream()
                .allMatch(end ->
                        end.isFirst() == first.isFirst() && (isSum ? end.fits(first) : end.rank() == first.rank()));
        if (!isEqual) {
            throw new IOException(node + " joins values of which some are channels first and others are not");
        }
        Map<String, float[]> parameters = new LinkedHashMap<>();
        if (isSum && branches.size() == 2 && straight >= 0) {
            Built body = branches.get(1 - straight);
            Built.prefixed("body", body, parameters);
            layers.add(new Built(new Residual(body.layer()), parameters, at.shape(), null));
            return first.to(node.output());
        }
        long axis = node.number("axis", 1);
        int rank = first.rank() + 1;
        long expected = first.isFirst() ? 1 : rank - 1;
        if (!isSum && (axis < 0 ? axis + rank : axis) != expected) {
            throw new IOException(node + " concatenates along axis " + axis + ", expected the channels or features");
        }
        for (int i = 0; i < branches.size(); i++) {
            Built.prefixed(String.valueOf(i), branches.get(i), parameters);
        }
        Parallel.Join kind = isSum ? Parallel.Join.SUM : Parallel.Join.CONCATENATION;
        Parallel parallel = new Parallel(branches.stream().map(Built::layer).toList(), kind);
        Shape shape = parallel.output(at.shape());
        layers.add(new Built(parallel, parameters, at.shape(), null));
        return new At(node.output(), shape, first.isFirst(), isSum ? first.columns() : concatenated(ends));
    }

    /** The order of the features of several values one after the other. */
    private static int[] concatenated(List<At> ends) {
        if (ends.stream().allMatch(end -> end.columns() == null)) {
            return null;
        }
        int[] columns = new int[ends.stream().mapToInt(At::width).sum()];
        int from = 0;
        for (At end : ends) {
            for (int i = 0; i < end.width(); i++) {
                columns[from + i] = from + (end.columns() == null ? i : end.columns()[i]);
            }
            from += end.width();
        }
        return columns;
    }
}
