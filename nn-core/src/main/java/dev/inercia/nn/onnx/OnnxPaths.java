package dev.inercia.nn.onnx;

import dev.inercia.nn.io.Failure;
import dev.inercia.nn.onnx.OnnxModel.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The users of each value of a graph, and which values lead to which. Folds constant nodes into the constants. */
final class OnnxPaths {

    /** The most node visits, enough for any network: a malicious graph could take hours. */
    private static final long MOST_VISITS = 50_000_000;

    private final OnnxModel model;
    private final Map<String, List<Node>> users = new HashMap<>();
    private long visits;

    OnnxPaths(OnnxModel model) throws IOException {
        this.model = model;
        fold();
    }

    /** The nodes that use a value, by its name. */
    Map<String, List<Node>> users() {
        return users;
    }

    /** Folds constant nodes into the constants, and records the users of each value. */
    private void fold() throws IOException {
        Map<String, OnnxTensor> constants = model.constants;
        Set<String> names = new HashSet<>(constants.keySet());
        for (Node node : model.nodes) {
            if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
                throw new IOException(
                        node + " is of the domain " + Failure.quote(node.domain()) + ", expected ONNX's own");
            }
            OnnxTensor first = constants.get(node.input(0));
            OnnxTensor folded = switch (node.op()) {
                case "Constant" -> constant(node);
                case "Identity", "Cast" -> first;
                case "Transpose" -> first != null && first.rank() == 2 ? first.transposed() : null;
                case "Unsqueeze", "Squeeze", "Reshape", "Flatten" ->
                    first != null && first.values().length == 1 ? first : null;
                default -> null;
            };
            if (folded != null) {
                constants.put(node.output(), folded);
                continue;
            }
            for (String output : node.outputs()) {
                if (!output.isEmpty() && !names.add(output)) {
                    throw new IOException(node + " gives '" + Failure.quote(output) + "', which another gives already");
                }
            }
            for (String input : new HashSet<>(node.inputs())) {
                if (!input.isEmpty() && !constants.containsKey(input)) {
                    users.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
                }
            }
        }
    }

    private static OnnxTensor constant(Node node) {
        OnnxModel.Setting value = node.settings().get("value");
        if (value != null) {
            return value.tensor();
        }
        OnnxModel.Setting single = node.settings().get("value_float");
        return single == null ? null : new OnnxTensor(new int[0], new double[] {single.single()});
    }

    /** The names of all values that lead to this one, itself included. */
    Set<String> ancestors(String name) throws IOException {
        visit();
        Set<String> found = new HashSet<>(Set.of(name));
        for (int i = model.nodes.size() - 1; i >= 0; i--) {
            Node node = model.nodes.get(i);
            if (node.outputs().stream().anyMatch(found::contains)) {
                found.addAll(node.inputs());
            }
        }
        return found;
    }

    /** The names of all values that this one leads to, excluding those behind a node. */
    Set<String> descendants(String name, Node without) throws IOException {
        visit();
        Set<String> found = new HashSet<>(Set.of(name));
        for (Node node : model.nodes) {
            if (node != without && node.inputs().stream().anyMatch(found::contains)) {
                found.addAll(node.outputs());
            }
        }
        return found;
    }

    private void visit() throws IOException {
        visits += model.nodes.size();
        if (visits > MOST_VISITS) {
            throw new IOException("values go so many ways that it is no network of layers");
        }
    }
}
