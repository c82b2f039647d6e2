package dev.inercia.examples.spark;

import java.io.Serializable;

/**
 * Some steps of every partition, after which all average.
 *
 * @param training tells trainings apart
 * @param epoch counted from 1
 * @param from the first step within the epoch
 * @param to the one after the last
 * @param stepsPerEpoch the most that any partition takes
 */
record Round(String training, int epoch, int from, int to, int stepsPerEpoch) implements Serializable {}
