package dev.inercia.nn;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures a network on a data set, any number of times, with the same buffers. For one thread. */
public final class Evaluator {

    private static final int ROWS = 500;

    private final Batches batches;
    private final int examples;
    private final Loss loss;
    private final Map<Integer, Pass> passes = new HashMap<>();

    /** An evaluator of predictions. */
    public Evaluator(Network network, Dataset data) {
        this(network, data, null);
    }

    /**
     * An evaluator of predictions and their loss.
     *
     * @throws IllegalArgumentException if data or loss do not fit the network
     */
    public Evaluator(Network network, Dataset data, Loss loss) {
        network.requireFits(data, "evaluation data");
        this.loss = loss;
        examples = data.size();
        batches = data.batches(ROWS, network.architecture().type());
        for (Batch batch : batches) {
            passes.computeIfAbsent(
                    batch.rows(),
                    rows -> loss == null ? Pass.predicting(network, rows) : Pass.evaluating(network, rows, loss));
        }
    }

    /**
     * Predicts all of the data and hands it to the metrics.
     *
     * @return the mean loss, or NaN without one
     */
    public double run(Metric... metrics) {
        double sum = 0;
        for (int i = 0; i < batches.count(); i++) {
            Batch batch = batches.get(i);
            Pass pass = passes.get(batch.rows());
            INDArray predictions;
            if (loss == null) {
                predictions = pass.predict(batch.features());
            } else {
                sum += pass.loss(batch.features(), batch.targets()) * batch.rows();
                predictions = pass.outputs();
            }
            for (Metric metric : metrics) {
                metric.add(predictions, batch.targets());
            }
        }
        return loss == null ? Double.NaN : sum / examples;
    }
}
