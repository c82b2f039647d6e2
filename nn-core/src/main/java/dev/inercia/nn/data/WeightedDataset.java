package dev.inercia.nn.data;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** A data set with example weights, multiplied by those of its parent. */
final class WeightedDataset implements View {

    private final Dataset parent;
    private final double[] weights;

    /**
     * A weighted data set.
     *
     * @param weights one per example; kept, not copied
     */
    WeightedDataset(Dataset parent, double[] weights) {
        if (weights.length != parent.size()) {
            throw new IllegalArgumentException(
                    "Expected a weight for each of " + parent.size() + " examples, but got " + weights.length);
        }
        for (int i = 0; i < weights.length; i++) {
            Checks.weight(weights[i], "example " + i);
        }
        if (Arrays.stream(weights).max().orElse(0) == 0) {
            throw new IllegalArgumentException("Expected a weight above 0 for at least one example, but all are 0");
        }
        this.parent = parent;
        this.weights = weights;
    }

    /** Weights the examples by class. */
    static Dataset byClass(Dataset data, double[] classWeights) {
        int[] labels = data.labels();
        if (classWeights.length != data.classes()) {
            throw new IllegalArgumentException(
                    "Expected a weight for each of " + data.classes() + " classes, but got " + classWeights.length);
        }
        for (int c = 0; c < classWeights.length; c++) {
            Checks.weight(classWeights[c], "class " + c);
        }
        return new WeightedDataset(
                data, Arrays.stream(labels).mapToDouble(c -> classWeights[c]).toArray());
    }

    /** Class weights that balance the classes that occur; their mean over the examples is 1. */
    static double[] balanced(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        long occurring = Arrays.stream(counts).filter(count -> count > 0).count();
        return Arrays.stream(counts)
                .mapToDouble(count -> count == 0 ? 1 : labels.length / ((double) occurring * count))
                .toArray();
    }

    @Override
    public Dataset parent() {
        return parent;
    }

    @Override
    public Batch batch(int rows, DataType type) {
        return new WeightedBatch(parent.batch(rows, type));
    }

    @Override
    public String toString() {
        return Description.of(this) + ", weighted";
    }

    private final class WeightedBatch implements BatchView {

        private final Batch batch;
        private final double[] gathered;

        WeightedBatch(Batch batch) {
            this.batch = batch;
            gathered = new double[batch.rows()];
        }

        @Override
        public Batch parent() {
            return batch;
        }

        @Override
        public double[] weights() {
            return gathered;
        }

        @Override
        public void gather(int[] order, int from) {
            batch.gather(order, from);
            double[] before = batch.weights();
            for (int i = 0; i < gathered.length; i++) {
                gathered[i] = weights[order[from + i]] * (before == null ? 1 : before[i]);
            }
        }
    }
}
