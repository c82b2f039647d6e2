package dev.inercia.examples.report.result;

import dev.inercia.optim.Optimizer;

/**
 * Everything that determines the results of a training, apart from the data: equal setups give the same bits.
 *
 * @param hidden units of the hidden layer
 * @param start the initial weights and biases
 * @param cost the cost to minimise
 * @param optimizer with all its hyperparameters
 * @param batchSize examples in a batch
 * @param epochs the number of epochs
 * @param seed for the initial weights and the order of examples
 */
public record Setup(int hidden, Start start, Cost cost, Optimizer optimizer, int batchSize, int epochs, long seed) {

    /** The distribution of the initial weights and biases. */
    public enum Start {
        /** Normal, weights with a standard deviation of 1 / sqrt(inputs), biases with one of 1. */
        SCALED,
        /** Normal with a standard deviation of 1. */
        STANDARD_NORMAL,
        /** Glorot and Bengio's uniform weights, biases of 0. */
        GLOROT
    }

    /** The cost to minimise. */
    public enum Cost {
        /** The quadratic cost of sigmoid outputs. */
        QUADRATIC,
        /** Cross-entropy of a softmax. */
        CROSS_ENTROPY
    }

    /** The same setup with another number of epochs; the epochs that both have give the same bits. */
    public Setup withEpochs(int value) {
        return new Setup(hidden, start, cost, optimizer, batchSize, value, seed);
    }
}
