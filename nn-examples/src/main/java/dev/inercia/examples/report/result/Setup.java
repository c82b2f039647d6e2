package dev.inercia.examples.report.result;

import dev.inercia.optim.Optimizer;

/**
 * All that decides a training's numbers, apart from the data: two equal ones give the same bits.
 *
 * @param hidden units of the hidden layer
 * @param start where weights and biases start
 * @param cost what is minimised
 * @param optimizer how, with all its hyperparameters
 * @param batchSize examples in a batch
 * @param epochs times that every example is seen
 * @param seed of start and order
 */
public record Setup(int hidden, Start start, Cost cost, Optimizer optimizer, int batchSize, int epochs, long seed) {

    /** Where weights and biases start. */
    public enum Start {
        /** Normal, weights with a standard deviation of 1 / sqrt(inputs), biases with one of 1. */
        SCALED,
        /** Normal with a standard deviation of 1. */
        STANDARD_NORMAL
    }

    /** What is minimised. */
    public enum Cost {
        /** The quadratic cost of sigmoid outputs. */
        QUADRATIC,
        /** Cross-entropy of a softmax. */
        CROSS_ENTROPY
    }

    /** The same for another number of epochs; the first epochs of a longer one have the same bits. */
    public Setup withEpochs(int value) {
        return new Setup(hidden, start, cost, optimizer, batchSize, value, seed);
    }
}
