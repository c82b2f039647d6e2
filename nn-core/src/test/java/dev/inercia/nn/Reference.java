package dev.inercia.nn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** One case of the numbers that PyTorch computed in DOUBLE, from {@code src/test/resources/reference}. */
public final class Reference {

    private final String kind;
    private final JsonNode node;

    private Reference(String kind, JsonNode node) {
        this.kind = kind;
        this.node = node;
    }

    /** All cases of a layer or activation. */
    public static List<Reference> layers(String name) {
        return cases("layer", name);
    }

    /** All cases of a layer for images, in both files. */
    public static List<Reference> imageLayers(String name) {
        List<Reference> all = new ArrayList<>();
        for (String file : List.of("layers", "image_layers")) {
            all.addAll(find(file, "layer", name));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("No case of " + name);
        }
        return all;
    }

    /** All cases of a loss. */
    public static List<Reference> losses(String name) {
        return cases("loss", name);
    }

    /** All cases of all losses. */
    public static List<Reference> losses() {
        return cases("loss", null);
    }

    /** All cases of losses with weights. */
    public static List<Reference> weightedLosses() {
        return cases("weighted_losses", "loss", null);
    }

    /** All cases of metrics of a kind of problem. */
    public static List<Reference> metrics(String kind) {
        return cases("metrics", "kind", kind);
    }

    private static List<Reference> cases(String kind, String name) {
        return cases(kind.equals("loss") ? "losses" : "layers", kind, name);
    }

    private static List<Reference> cases(String fileName, String kind, String name) {
        List<Reference> found = find(fileName, kind, name);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No case of " + name + " in " + fileName + ".json");
        }
        return found;
    }

    private static List<Reference> find(String fileName, String kind, String name) {
        String file = "/reference/" + fileName + ".json";
        List<Reference> found = new ArrayList<>();
        try (InputStream in = Reference.class.getResourceAsStream(file)) {
            for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
                if (name == null || node.get(kind).asText().equals(name)) {
                    found.add(new Reference(kind, node));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The layer's or loss's name. */
    public String name() {
        return node.path(kind).asText();
    }

    /** Whether there is anything at this path. */
    public boolean has(String... path) {
        return !at(path).isMissingNode();
    }

    /** An element of a list, as a case of its own. */
    public Reference element(int index, String... path) {
        return new Reference(kind, at(path).get(index));
    }

    /** A single number. */
    public double number(String... path) {
        return numbers(path)[0];
    }

    /** The length of an axis of nested lists. */
    public int size(int axis, String... path) {
        JsonNode list = at(path);
        for (int i = 0; i < axis; i++) {
            list = list.path(0);
        }
        return list.size();
    }

    /** All numbers of a list, nested or not, row by row. */
    public double[] numbers(String... path) {
        List<Double> numbers = new ArrayList<>();
        flatten(at(path), numbers);
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException(this + " has no numbers at " + List.of(path));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private JsonNode at(String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found;
    }

    private static void flatten(JsonNode list, List<Double> numbers) {
        if (list.isArray()) {
            list.forEach(element -> flatten(element, numbers));
        } else if (list.isNumber()) {
            numbers.add(list.asDouble());
        } else {
            throw new IllegalArgumentException("Not a number: " + list);
        }
    }

    @Override
    public String toString() {
        return name() + " " + node.path("hyperparameters") + " "
                + node.path("note").asText();
    }
}
