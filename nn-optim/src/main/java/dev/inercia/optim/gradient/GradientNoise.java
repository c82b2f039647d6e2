package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;
import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise that fades: {@code g <- g + N(0, sigma^2)} with {@code sigma^2 = eta / (1 + t)^gamma}, where t is
 * 0 at the first step. Each step has its own generator, derived from the seed and the step.
 *
 * <p>Source: Neelakantan et al., "Adding Gradient Noise Improves Learning for Very Deep Networks", 2015, equation 1,
 * which uses an eta of 0.01, 0.3 or 1.
 *
 * @param eta the variance at the first step, finite and at least 0
 * @param gamma how fast it fades, finite and at least 0, by default {@value #GAMMA}
 */
public record GradientNoise(double eta, double gamma) implements GradientTransform {

    public static final double GAMMA = 0.55;

    /** Noise with this eta and the default gamma. */
    public GradientNoise(double eta) {
        this(eta, GAMMA);
    }

    public GradientNoise {
        Range.atLeastZero("GradientNoise", "eta", eta);
        Range.atLeastZero("GradientNoise", "gamma", gamma);
    }

    @Override
    public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
        TrainedGradients trained = new TrainedGradients(parameters, groups);
        return (gradients, step) -> {
            double sigma = Math.sqrt(eta / Math.pow(step, gamma)); // step is 1 + t
            Rule rule = rule(sigma, Seeds.NOISE.generator(seed, step));
            // On one thread, because a generator is sequential.
            Cores.alone(() -> trained.at(gradients).apply(rule));
        };
    }

    private static Rule rule(double sigma, RandomGenerator random) {
        return new Rule() {

            @Override
            public void apply(float[] g, float[] p, float[][] state, int from, int to) {
                for (int i = from; i < to; i++) {
                    g[i] += (float) (sigma * random.nextGaussian());
                }
            }

            @Override
            public void apply(double[] g, double[] p, double[][] state, int from, int to) {
                for (int i = from; i < to; i++) {
                    g[i] += sigma * random.nextGaussian();
                }
            }
        };
    }
}
