package dev.inercia.examples.pad;

import dev.inercia.nn.data.Dataset;

/**
 * The digits that a pad's network learns from.
 *
 * @param source a description, shown on the page
 * @param training examples [784]
 * @param test examples [784] that are never trained on
 */
public record PadData(String source, Dataset training, Dataset test) {}
