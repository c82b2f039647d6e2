package dev.inercia.nn;

import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures a network on a data set, any number of times, with the same buffers. For one thread. */
public final class Evaluator {

    private static final int ROWS = 500;

    private final Batches batches;
    private final int examples;
    private final Loss loss;
    private final boolean classifies;
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
        for (int rows : new int[] {
            batches.get(0).rows(), batches.get(batches.count() - 1).rows()
        }) {
            passes.computeIfAbsent(
                    rows, n -> loss == null ? Pass.predicting(network, n) : Pass.evaluating(network, n, loss));
        }
        classifies = classifies(network, data);
    }

    private boolean classifies(Network network, Dataset data) {
        Shape output = network.architecture().outputShape();
        if (output.rank() != 1) {
            return false;
        }
        return data.classes() > 0
                || output.size() > 1 && network.architecture().output().equals(new Softmax())
                || isOneHot(batches.get(0).targets());
    }

    private static boolean isOneHot(INDArray targets) {
        double[] values = targets.dup('c').data().asDouble();
        int columns = Math.toIntExact(targets.size(1));
        for (int row = 0; row < values.length; row += columns) {
            double[] sorted = Arrays.stream(values, row, row + columns).sorted().toArray();
            if (columns < 2 || sorted[columns - 1] != 1 || sorted[columns - 2] != 0 || sorted[0] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the largest output of the network means a class: its targets are class indices or, as far as the first
     * batch tells, one-hot, or it ends in a softmax.
     */
    public boolean classifies() {
        return classifies;
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
