package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;

/**
 * The gradient of an L2 penalty, {@code coefficient / 2 * sum of p^2}: {@code g <- g + coefficient p}.
 *
 * <p>Weight decay of the coupled kind: with {@link dev.inercia.optim.Sgd} it is the same as a decay of the weights, but
 * whatever scales gradients by their own size, as {@link dev.inercia.optim.Adam} does, scales the penalty too, so that
 * weights with large gradients hardly decay. {@link dev.inercia.optim.AdamW} decays apart from the gradient
 * ("decoupled": Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) and is to be preferred there.
 *
 * <p>The coefficient is {@code weight_decay} of PyTorch's SGD and Adam; Keras's {@code L2} has no half, so its factor is
 * half of this. Acts on what decays, by the {@link ParameterGroups}'s factor: weights, but not biases, unless it says
 * otherwise.
 *
 * @param coefficient finite and at least 0
 */
public record L2Penalty(double coefficient) implements GradientTransform {

    /** Checks it. */
    public L2Penalty {
        Range.atLeastZero("L2Penalty", "coefficient", coefficient);
    }

    @Override
    public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
        return new Penalty(parameters, groups, factor -> rule(coefficient * factor));
    }

    private static Rule rule(double strength) {
        return new Rule() {

            @Override
            public void apply(float[] g, float[] p, float[][] state, int from, int to) {
                float c = (float) strength;
                for (int i = from; i < to; i++) {
                    g[i] += c * p[i];
                }
            }

            @Override
            public void apply(double[] g, double[] p, double[][] state, int from, int to) {
                double c = strength;
                for (int i = from; i < to; i++) {
                    g[i] += c * p[i];
                }
            }
        };
    }
}
