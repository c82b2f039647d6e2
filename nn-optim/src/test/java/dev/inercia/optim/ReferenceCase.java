package dev.inercia.optim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** One optimizer's steps as PyTorch takes them, in double precision. */
final class ReferenceCase {

    private final JsonNode node;

    private ReferenceCase(JsonNode node) {
        this.node = node;
    }

    static ReferenceCase of(String optimizer) {
        try (InputStream in = ReferenceCase.class.getResourceAsStream("/reference/optimizers.json")) {
            for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
                if (node.get("optimizer").asText().equals(optimizer)) {
                    return new ReferenceCase(node);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("No reference for " + optimizer);
    }

    double hyperparameter(String name) {
        return node.get("hyperparameters").get(name).asDouble();
    }

    int steps() {
        return node.get("gradients").size();
    }

    double[] initial() {
        return numbers(node.get("initial"));
    }

    double[] gradient(int step) {
        return numbers(node.get("gradients").get(step));
    }

    double[] parameters(int step) {
        return numbers(node.get("parameters").get(step));
    }

    double[] state(String name) {
        return numbers(node.get("finalState").get(name));
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }
}
