package dev.inercia.examples.report;

import dev.inercia.nn.tensor.Rule;
import dev.inercia.optim.ElementWise;
import dev.inercia.optim.Rates;
import java.util.List;

/**
 * RMSprop as it may have been written: without the square root, {@code v <- decay v + (1 - decay) g^2},
 * {@code p <- p - learningRate g / (v + epsilon)}. Wrong on purpose; also an example of an optimizer of one's own.
 *
 * @param learningRate at least 0
 * @param decay in [0, 1)
 */
record RmsPropWithoutRoot(double learningRate, double decay) implements ElementWise {

    private static final double EPSILON = 1e-8;

    @Override
    public List<String> slots() {
        return List.of("squaredGradient");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float rate = (float) rates.learningRate();
                float keep = (float) decay;
                float take = (float) (1 - decay);
                float eps = (float) EPSILON;
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    p[i] -= rate * g[i] / (v[i] + eps); // should be sqrt(v[i]) + eps
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double rate = rates.learningRate();
                for (int i = from; i < to; i++) {
                    v[i] = decay * v[i] + (1 - decay) * g[i] * g[i];
                    p[i] -= rate * g[i] / (v[i] + EPSILON);
                }
            }
        };
    }
}
