package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import dev.inercia.train.History;

/**
 * The result of a training.
 *
 * @param network the trained network
 * @param history its epochs
 * @param cost what the rounds took
 */
public record TrainingResult(Network network, History history, Cost cost) {}
