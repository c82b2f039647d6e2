package dev.inercia.optim;

/**
 * What changes from step to step.
 *
 * @param learningRate in force for this step, finite and at least 0
 */
public record Rates(double learningRate) {

    /** Checks it. */
    public Rates {
        Range.atLeastZero("Rates", "learningRate", learningRate);
    }
}
