package dev.inercia.examples.spark;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.metric.Problem;
import dev.inercia.train.Epoch;
import dev.inercia.train.Measure;
import dev.inercia.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/** Evaluates the averaged network on the driver, each validation example once. */
final class Measurements {

    /** Null without validation data. */
    private final Evaluator evaluator;

    private final List<Metric> metrics = new ArrayList<>();

    /**
     * Measurements of a network.
     *
     * @param validation may be null
     */
    Measurements(Network network, Trainer trainer, Dataset validation) {
        evaluator = validation == null ? null : new Evaluator(network, validation, trainer.loss());
        if (evaluator != null) {
            metrics.add(evaluator.problem().metric());
            for (Metric metric : trainer.metrics()) {
                if (metrics.stream().noneMatch(other -> other.name().equals(metric.name()))) {
                    metrics.add(metric);
                }
            }
        }
    }

    Epoch measure(int number, double loss, double learningRate, double seconds) {
        if (evaluator == null) {
            return new Epoch(number, loss, Double.NaN, 0, 0, List.of(), learningRate, seconds, 0);
        }
        long start = System.nanoTime();
        List<Metric> fresh = new ArrayList<>(metrics.stream().map(Metric::fresh).toList());
        ConfusionMatrix confusion = new ConfusionMatrix();
        boolean isClassification = evaluator.problem() == Problem.CLASSIFICATION;
        if (isClassification) {
            fresh.add(confusion);
        }
        double validationLoss = evaluator.run(fresh.toArray(Metric[]::new));
        List<Measure> measures = fresh.subList(0, metrics.size()).stream()
                .map(metric -> new Measure(metric.name(), metric.higherIsBetter(), Double.NaN, metric.value()))
                .toList();
        return new Epoch(
                number,
                loss,
                validationLoss,
                isClassification ? confusion.correct() : 0,
                isClassification ? confusion.total() : 0,
                measures,
                learningRate,
                seconds,
                (System.nanoTime() - start) / 1e9);
    }
}
