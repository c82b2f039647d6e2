package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;

/**
 * Clips each element: {@code g <- max(-limit, min(limit, g))}. This may change the direction of the gradient;
 * {@link ClipByGlobalNorm} does not.
 *
 * <p>Like PyTorch's {@code clip_grad_value_}.
 *
 * @param limit the largest absolute value, finite and above 0
 */
public record ClipByValue(double limit) implements GradientTransform {

    public ClipByValue {
        Range.aboveZero("ClipByValue", "limit", limit);
    }

    @Override
    public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
        TrainedGradients trained = new TrainedGradients(parameters, groups);
        Rule rule = rule();
        return (gradients, step) -> trained.at(gradients).apply(rule);
    }

    private Rule rule() {
        double limit = this.limit;
        return new Rule() {

            @Override
            public void apply(float[] g, float[] p, float[][] state, int from, int to) {
                float high = Rule.atLeastNormal((float) limit);
                float low = -high;
                for (int i = from; i < to; i++) {
                    g[i] = Math.max(low, Math.min(high, g[i]));
                }
            }

            @Override
            public void apply(double[] g, double[] p, double[][] state, int from, int to) {
                double high = Rule.atLeastNormal(limit);
                double low = -high;
                for (int i = from; i < to; i++) {
                    g[i] = Math.max(low, Math.min(high, g[i]));
                }
            }
        };
    }
}
