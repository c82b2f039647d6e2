package dev.inercia.optim.gradient;

import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Segment;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A gradient transform under test.
 *
 * @param make the transform, made anew at every call
 * @param plain the same as a plain loop in double precision
 * @param keepsZero whether gradients that are 0 stay so
 */
record TransformRow(Supplier<GradientTransform> make, Plain plain, boolean keepsZero) {

    static final long SEED = 5;

    /** The reference. */
    interface Plain {

        /**
         * Changes gradients.
         *
         * @param g gradients, updated
         * @param p parameters
         * @param trained where those are that are not frozen
         * @param step 1 for the first
         */
        void apply(double[] g, double[] p, List<Segment> trained, long step);
    }

    static Stream<TransformRow> all() {
        return Stream.of(
                new TransformRow(() -> new ClipByValue(0.7), TransformRow::clipByValue, true),
                new TransformRow(() -> new ClipByNorm(2), TransformRow::clipByNorm, true),
                new TransformRow(() -> new ClipByGlobalNorm(2), TransformRow::clipByGlobalNorm, true),
                new TransformRow(() -> new L1Penalty(0.01), TransformRow::l1, false),
                new TransformRow(() -> new L2Penalty(0.01), TransformRow::l2, false),
                new TransformRow(() -> new GradientNoise(0.01), TransformRow::noise, false));
    }

    private static void clipByValue(double[] g, double[] p, List<Segment> trained, long step) {
        for (Segment segment : trained) {
            for (int i = segment.from(); i < segment.to(); i++) {
                if (g[i] > 0.7) {
                    g[i] = 0.7;
                } else if (g[i] < -0.7) {
                    g[i] = -0.7;
                }
            }
        }
    }

    private static double norm(double[] g, List<Segment> segments) {
        double sum = 0;
        for (Segment segment : segments) {
            for (int i = segment.from(); i < segment.to(); i++) {
                sum += g[i] * g[i];
            }
        }
        return Math.sqrt(sum);
    }

    private static void clipTogether(double[] g, List<Segment> segments) {
        double norm = norm(g, segments);
        if (norm > 2) {
            for (Segment segment : segments) {
                for (int i = segment.from(); i < segment.to(); i++) {
                    g[i] *= 2 / norm;
                }
            }
        }
    }

    private static void clipByNorm(double[] g, double[] p, List<Segment> trained, long step) {
        trained.forEach(segment -> clipTogether(g, List.of(segment)));
    }

    private static void clipByGlobalNorm(double[] g, double[] p, List<Segment> trained, long step) {
        clipTogether(g, trained);
    }

    private static void l1(double[] g, double[] p, List<Segment> trained, long step) {
        for (Segment segment : trained) {
            for (int i = segment.from(); i < segment.to() && segment.role() == Role.WEIGHT; i++) {
                g[i] += 0.01 * Math.signum(p[i]);
            }
        }
    }

    private static void l2(double[] g, double[] p, List<Segment> trained, long step) {
        for (Segment segment : trained) {
            for (int i = segment.from(); i < segment.to() && segment.role() == Role.WEIGHT; i++) {
                g[i] += 0.01 * p[i];
            }
        }
    }

    /** Neelakantan et al. 2015, equation 1: sigma_t^2 = eta / (1 + t)^gamma, with gamma = 0.55. */
    private static void noise(double[] g, double[] p, List<Segment> trained, long step) {
        long t = step - 1;
        double sigma = Math.sqrt(0.01 / Math.pow(1 + t, 0.55));
        RandomGenerator random = Seeds.NOISE.generator(SEED, step);
        for (Segment segment : trained) {
            for (int i = segment.from(); i < segment.to(); i++) {
                g[i] += sigma * random.nextGaussian();
            }
        }
    }

    @Override
    public String toString() {
        return make.get().toString();
    }
}
