package dev.inercia.nn.activation;

/**
 * An activation that computes each element independently, so a matrix may be split in any way and computed on several
 * threads. A marker type: an activation that depends on a whole row, such as the softmax, is a plain
 * {@link Activation}.
 */
public interface ElementWiseActivation extends Activation {}
