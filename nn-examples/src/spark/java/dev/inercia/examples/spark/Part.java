package dev.inercia.examples.spark;

import java.io.Serializable;

/**
 * What a partition brings back from a round.
 *
 * @param steps its steps in an epoch
 * @param vectors what it came to; null if it took no step
 * @param weight the number of examples that it trained on in this round, or the sum of their weights
 * @param loss the sum of their losses
 * @param learningRate of its last step
 * @param seconds spent on steps
 * @param problem why it took no more steps; null if there was none
 */
record Part(int steps, Vectors vectors, double weight, double loss, double learningRate, double seconds, String problem)
        implements Serializable {

    /** Of a partition without examples. */
    static final Part EMPTY = new Part(0, null, 0, 0, 0, 0, null);
}
