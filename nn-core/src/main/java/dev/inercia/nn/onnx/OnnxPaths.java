package dev.inercia.nn.onnx;

import dev.inercia.nn.io.Failure;
import dev.inercia.nn.onnx.OnnxModel.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The users of each value of a graph, and which values lead to which. Folds constant nodes into the constants. */
final class OnnxPaths {

    /** The most node visits, enough for any network: a malicious graph could take hours. */
    private static final long MOST_VISITS = 50_000_000;

    private final OnnxModel model;
    private final String output;
    private final Folding folding;
    private final Map<String, List<Node>> users = new HashMap<>();
    private long visits;

    /**
     * The paths of a graph.
     *
     * @param output the name of the value that the network is to compute
     */
    OnnxPaths(OnnxModel model, String output) throws IOException {
        this.model = model;
        this.output = output;
        folding = new Folding(model.constants, model.allowance());
        Set<String> names = new HashSet<>(model.constants.keySet());
        model.inputs.forEach(input -> names.add(input.name()));
        for (Node node : model.nodes) {
            if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
                throw new IOException(
                        node + " is of the domain " + Failure.quote(node.domain()) + ", expected ONNX's own");
            }
            for (String name : node.outputs()) {
                if (!name.isEmpty() && !names.add(name)) {
                    throw new IOException(node + " gives '" + Failure.quote(name) + "', which another gives already");
                }
            }
            if (isFolded(node)) {
                continue;
            }
            for (String input : new HashSet<>(node.inputs())) {
                if (!input.isEmpty() && !model.constants.containsKey(input)) {
                    users.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
                }
            }
        }
    }

    private boolean isFolded(Node node) throws IOException {
        OnnxTensor folded = folding.fold(node);
        if (folded != null) {
            model.constants.put(node.output(), folded);
        }
        return folded != null;
    }

    /** The nodes that use a value. */
    List<Node> users(String name) {
        return users.getOrDefault(name, List.of());
    }

    /** The only node that uses a value; null if there is none, or more than one. */
    Node onlyUser(String name) {
        List<Node> all = users(name);
        return all.size() == 1 && !name.equals(output) ? all.get(0) : null;
    }

    /** The only node that uses a value, if it is of this operator; otherwise null. */
    Node onlyUser(String name, String op) {
        Node user = onlyUser(name);
        return user != null && user.op().equals(op) ? user : null;
    }

    /** Folds what the graph computes from the shape of this value, in which the batch size is -1. */
    void foldShape(At at) throws IOException {
        if (users(at.name()).stream().noneMatch(node -> node.op().equals("Shape"))) {
            return;
        }
        visit();
        int[] sizes = at.dimensions();
        double[] shape = new double[sizes.length + 1];
        shape[0] = -1;
        Arrays.setAll(shape, i -> i == 0 ? -1 : sizes[i - 1]);
        Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : model.nodes) {
            boolean isShape = node.op().equals("Shape")
                    && node.input(0).equals(at.name())
                    && node.settings().isEmpty();
            if (isShape) {
                model.constants.put(node.output(), new OnnxTensor(new int[] {shape.length}, shape));
            }
            if (isShape || !model.constants.containsKey(node.output()) && isFolded(node)) {
                folded.add(node);
            }
        }
        users.keySet().removeIf(model.constants::containsKey);
        users.values().forEach(nodes -> nodes.removeIf(folded::contains));
    }

    /** The names of all values that lead to this one, itself included. */
    Set<String> ancestors(String name) throws IOException {
        visit();
        Set<String> found = new HashSet<>(Set.of(name));
        for (int i = model.nodes.size() - 1; i >= 0; i--) {
            Node node = model.nodes.get(i);
            if (node.outputs().stream().anyMatch(found::contains)) {
                found.addAll(node.inputs());
                found.remove("");
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
                found.remove("");
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
