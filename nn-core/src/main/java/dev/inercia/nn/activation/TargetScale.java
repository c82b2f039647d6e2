package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Shape;

/**
 * An output activation that maps a network's outputs to the units of its targets, such as {@link Destandardize}. Losses
 * do not see it: they compare its input with the targets mapped back through its inverse, so loss and gradient do not
 * depend on the units. Predictions and metrics are in the units of the targets.
 */
public interface TargetScale extends Activation {

    /** Overwrites y with the z that gives it. */
    void invert(float[] y, int rows, int columns);

    /** See {@link #invert(float[], int, int)}. */
    void invert(double[] y, int rows, int columns);

    /**
     * Refuses output shapes that it does not support. Called when a network is built.
     *
     * @param outputs the shape of the network's output for one example
     * @throws IllegalArgumentException naming what was expected and what came
     */
    void requireFits(Shape outputs);
}
