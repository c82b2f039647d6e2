package dev.inercia.examples.report;

import dev.inercia.optim.ElementWise;
import dev.inercia.optim.Rates;
import dev.inercia.optim.Rule;
import java.util.List;

/**
 * RMSprop with a deliberate mistake: it divides by the running mean of squared gradients instead of its square root,
 * {@code v <- decay v + (1 - decay) g^2}, {@code p <- p - learningRate g / (v + epsilon)}. The smaller a gradient
 * below 1, the larger the step.
 *
 * <p>Written as a user would write an optimizer: a record with a loop for float and one for double.
 *
 * @param learningRate at least 0
 * @param decay the decay of the running mean, in [0, 1)
 * @param epsilon above 0
 */
public record RmsPropWithoutRoot(double learningRate, double decay, double epsilon) implements ElementWise {

    /** Uses a decay of 0.9 and an epsilon of 1e-8. */
    public RmsPropWithoutRoot(double learningRate) {
        this(learningRate, 0.9, 1e-8);
    }

    @Override
    public List<String> slots() {
        return List.of("squaredGradient");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double rate = rates.learningRate();
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                for (int i = from; i < to; i++) {
                    v[i] = (float) decay * v[i] + (float) (1 - decay) * g[i] * g[i];
                    p[i] -= (float) rate * g[i] / (v[i] + (float) epsilon); // should be sqrt(v[i])
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                for (int i = from; i < to; i++) {
                    v[i] = decay * v[i] + (1 - decay) * g[i] * g[i];
                    p[i] -= rate * g[i] / (v[i] + epsilon); // should be sqrt(v[i])
                }
            }
        };
    }
}
