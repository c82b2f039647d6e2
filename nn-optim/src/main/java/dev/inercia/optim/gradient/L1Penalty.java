package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;

/**
 * The gradient of an L1 penalty, {@code coefficient * sum of |p|}: {@code g <- g + coefficient sign(p)}, which is 0
 * where p is 0. It drives weights with little effect to 0, around which they oscillate by one step.
 *
 * <p>Applies to the parameters that decay, times their factor in {@link ParameterGroups}: by default to weights, but
 * not to biases. Source: Tibshirani, "Regression Shrinkage and Selection via the Lasso", 1996, in its penalty form.
 *
 * @param coefficient finite and at least 0
 */
public record L1Penalty(double coefficient) implements GradientTransform {

    public L1Penalty {
        Range.atLeastZero("L1Penalty", "coefficient", coefficient);
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
                    // The sign, without a branch: the JIT vectorises this.
                    float sign = Math.max(-1f, Math.min(1f, p[i] * Float.MAX_VALUE));
                    g[i] += c * sign;
                }
            }

            @Override
            public void apply(double[] g, double[] p, double[][] state, int from, int to) {
                double c = strength;
                for (int i = from; i < to; i++) {
                    // The sign, without a branch: the JIT vectorises this.
                    double sign = Math.max(-1, Math.min(1, p[i] * Double.MAX_VALUE));
                    g[i] += c * sign;
                }
            }
        };
    }
}
