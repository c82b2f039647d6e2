package dev.inercia.optim;

import dev.inercia.nn.check.Range;

/**
 * What a schedule changes from step to step, and {@link ParameterGroups} from group to group.
 *
 * @param learningRate in force for this step, finite and at least 0
 * @param momentum in force for this step, in [0, 1): the momentum, or beta1, of optimizers that have one; NaN for the
 *     optimizer's own
 * @param weightDecay the factor on the optimizer's weight decay, finite and at least 0
 */
public record Rates(double learningRate, double momentum, double weightDecay) {

    public Rates {
        Range.atLeastZero("Rates", "learningRate", learningRate);
        if (!Double.isNaN(momentum)) {
            Range.fraction("Rates", "momentum", momentum);
        }
        Range.atLeastZero("Rates", "weightDecay", weightDecay);
    }

    /** This learning rate, with the optimizer's own momentum and weight decay. */
    public Rates(double learningRate) {
        this(learningRate, Double.NaN, 1);
    }

    /** The momentum in force, given the optimizer's own. */
    public double momentumOr(double own) {
        return Double.isNaN(momentum) ? own : momentum;
    }
}
