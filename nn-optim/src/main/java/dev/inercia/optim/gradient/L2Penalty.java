package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;

/**
 * The gradient of an L2 penalty, {@code coefficient / 2 * sum of p^2}: {@code g <- g + coefficient p}.
 *
 * <p>This is coupled weight decay: with {@link dev.inercia.optim.Sgd} it equals decaying the weights, but an optimizer
 * that scales gradients by their own size, such as {@link dev.inercia.optim.Adam}, scales the penalty too, so that
 * weights with large gradients hardly decay. Prefer {@link dev.inercia.optim.AdamW} there, whose decay is separate from
 * the gradient ("decoupled": Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019).
 *
 * <p>The coefficient is {@code weight_decay} of PyTorch's SGD and Adam; Keras's {@code L2} has no factor 1/2, so its
 * factor is half of this. Applies to the parameters that decay, times their factor in {@link ParameterGroups}: by
 * default to weights, but not to biases.
 *
 * @param coefficient finite and at least 0
 */
public record L2Penalty(double coefficient) implements GradientTransform {

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
