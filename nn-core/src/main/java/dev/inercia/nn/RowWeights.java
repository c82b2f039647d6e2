package dev.inercia.nn;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.tensor.Shape;

/** Expands the weights and lengths of a batch to one weight per row of the predictions. Not thread-safe. */
final class RowWeights {

    private final int examples;
    private final boolean hasSteps;
    /** The first axis of an example's output, if it has several axes. */
    private final int steps;
    /** Rows in an example's output: the product of all axes but the last. */
    private final int rows;

    private final double[] weights;

    RowWeights(int examples, Shape output) {
        this.examples = examples;
        hasSteps = output.rank() > 1;
        steps = hasSteps ? output.dimension(0) : 1;
        rows = output.rank() == 0 ? 1 : output.size() / output.dimension(output.rank() - 1);
        weights = new double[Math.multiplyExact(examples, rows)];
    }

    /** The weights, valid until the next call; null if unweighted. */
    double[] of(Batch batch) {
        double[] ofExamples = batch.weights();
        int[] lengths = hasSteps ? batch.lengths() : null;
        if (lengths == null && (ofExamples == null || rows == 1)) {
            return ofExamples;
        }
        for (int i = 0; i < examples; i++) {
            int end = lengths == null ? rows : Math.min(lengths[i], steps) * (rows / steps);
            for (int j = 0; j < rows; j++) {
                weights[i * rows + j] = j >= end ? 0 : ofExamples == null ? 1 : ofExamples[i];
            }
        }
        return weights;
    }

    /** The sum of weights; the number of rows if there are none. */
    double sum(double[] weights) {
        if (weights == null) {
            return (double) examples * rows;
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
