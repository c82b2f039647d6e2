package dev.inercia.nn;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.metric.Problem;
import dev.inercia.nn.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures a network on a data set, reusing its buffers between runs. Not thread-safe. */
public final class Evaluator {

    private static final int ROWS = 500;

    private final Batches batches;
    private final Loss loss;
    private final Problem problem;
    private final List<String> classNames;
    /** Null for the default. */
    private final double[] thresholds;

    private final Map<Integer, Pass> passes = new HashMap<>();

    /** Evaluates predictions, without a loss. */
    public Evaluator(Network network, Dataset data) {
        this(network, data, null);
    }

    /**
     * Evaluates predictions and their loss.
     *
     * @throws IllegalArgumentException if data or loss do not fit the network
     */
    public Evaluator(Network network, Dataset data, Loss loss) {
        network.requireFits(data, "evaluation data");
        this.loss = loss;
        int reach = Shape.MOST_ELEMENTS / network.architecture().tree().widest();
        batches = data.batches(Math.min(ROWS, reach), network.architecture().type());
        for (int rows : new int[] {batches.rows(0), batches.rows(batches.count() - 1)}) {
            passes.computeIfAbsent(
                    rows, n -> loss == null ? Pass.predicting(network, n) : Pass.evaluating(network, n, loss));
        }
        Architecture architecture = network.architecture();
        classNames = data.classNames().isEmpty() ? architecture.classNames() : data.classNames();
        thresholds = architecture.labels().map(Labels::thresholdArray).orElse(null);
        problem = Problem.of(data, architecture.outputShape(), architecture.outputActivation());
    }

    /** The kind of problem, which decides which metrics apply. */
    public Problem problem() {
        return problem;
    }

    /**
     * Predicts all of the data and updates the metrics.
     *
     * @param metrics updated with each batch, not reset
     * @return the mean loss, weighted if the data has weights, 0 if all weights are 0; NaN without a loss
     */
    public double run(Metric... metrics) {
        for (Metric metric : metrics) {
            metric.requireFits(problem);
            metric.classNames(classNames);
            metric.thresholds(thresholds);
        }
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < batches.count(); i++) {
            Batch batch = batches.get(i);
            Pass pass = passes.get(batch.rows());
            INDArray predictions;
            if (loss == null) {
                predictions = pass.predict(batch.features());
            } else {
                sum += pass.loss(batch) * pass.weight();
                weight += pass.weight();
                predictions = pass.outputs();
            }
            double[] weights = metrics.length > 0 ? pass.rowWeights(batch) : null;
            for (Metric metric : metrics) {
                metric.add(predictions, batch.targets(), weights);
            }
        }
        return loss == null ? Double.NaN : weight == 0 ? 0 : sum / weight;
    }
}
