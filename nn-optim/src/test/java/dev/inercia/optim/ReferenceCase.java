package dev.inercia.optim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * One optimizer's steps in double precision: as PyTorch takes them, or as an independent reading of the paper does on
 * the same gradients.
 */
final class ReferenceCase {

    private final double learningRate;
    private final double[] initial;
    private final List<double[]> gradients;
    private final List<double[]> parameters;
    private final List<double[]> averages;
    private final Map<String, double[]> state;

    private ReferenceCase(
            double learningRate,
            double[] initial,
            List<double[]> gradients,
            List<double[]> parameters,
            List<double[]> averages,
            Map<String, double[]> state) {
        this.learningRate = learningRate;
        this.initial = initial;
        this.gradients = gradients;
        this.parameters = parameters;
        this.averages = averages;
        this.state = state;
    }

    /** PyTorch's. */
    static ReferenceCase pyTorch(String optimizer) {
        try (InputStream in = ReferenceCase.class.getResourceAsStream("/reference/optimizers.json")) {
            for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
                if (node.get("optimizer").asText().equals(optimizer)) {
                    Map<String, double[]> state = new HashMap<>();
                    node.get("finalState")
                            .fields()
                            .forEachRemaining(entry -> state.put(entry.getKey(), numbers(entry.getValue())));
                    return new ReferenceCase(
                            node.get("hyperparameters").get("learningRate").asDouble(),
                            numbers(node.get("initial")),
                            rows(node.get("gradients")),
                            rows(node.get("parameters")),
                            rows(node.get("parameters")),
                            state);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("No reference for " + optimizer);
    }

    /** A paper's, on the gradients of PyTorch's plain gradient descent. */
    static ReferenceCase paper(PaperOptimizer optimizer) {
        ReferenceCase given = pyTorch("sgd");
        double[] p = given.initial.clone();
        List<double[]> steps = new ArrayList<>();
        List<double[]> averages = new ArrayList<>();
        optimizer.start(p);
        for (int t = 1; t <= given.steps(); t++) {
            optimizer.step(p, given.gradient(t - 1), given.learningRate, t);
            steps.add(p.clone());
            averages.add(optimizer.average(p).clone());
        }
        return new ReferenceCase(
                given.learningRate, given.initial, given.gradients, steps, averages, optimizer.state());
    }

    double learningRate() {
        return learningRate;
    }

    int steps() {
        return gradients.size();
    }

    double[] initial() {
        return initial;
    }

    double[] gradient(int step) {
        return gradients.get(step);
    }

    double[] parameters(int step) {
        return parameters.get(step);
    }

    /** The parameters to evaluate. */
    double[] average(int step) {
        return averages.get(step);
    }

    double[] state(String name) {
        return state.get(name);
    }

    private static List<double[]> rows(JsonNode array) {
        List<double[]> rows = new ArrayList<>();
        array.forEach(row -> rows.add(numbers(row)));
        return rows;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }
}
