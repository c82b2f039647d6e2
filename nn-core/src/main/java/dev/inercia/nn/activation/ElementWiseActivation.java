package dev.inercia.nn.activation;

/**
 * An activation that computes every element by itself, so that a matrix may be cut in any way and its pieces computed on
 * several threads at once. Says so by its type alone; where a whole row counts, as for the softmax, it is a plain
 * {@link Activation}.
 */
public interface ElementWiseActivation extends Activation {}
