package dev.inercia.train;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Rule;
import dev.inercia.optim.Sweep;
import dev.inercia.optim.Vectors;
import java.util.List;

/**
 * Sums the gradients of several batches, weighted by their total weights: k batches of n examples give the gradient of
 * one batch of k n.
 */
final class GradientSum {

    private final Parameters sum;
    private final Memory sumMemory = Memory.create();
    private final Memory gradientMemory = Memory.create();
    private final Vectors none;
    private final Sweep sweep;

    GradientSum(Parameters parameters) {
        sum = parameters.zeros();
        none = new Vectors(List.of(), parameters.type(), parameters.size());
        sweep = new Sweep(parameters.type());
    }

    Parameters sum() {
        return sum;
    }

    /** {@code sum = keep * sum + share * gradients}. */
    void add(Parameters gradients, double keep, double share) {
        if (keep == 0 && share == 1) {
            // Copy instead of adding: 0 times what a refused step left behind may be NaN.
            sumMemory.at(sum.flat()).copy(0, gradientMemory.at(gradients.flat()), 0, none.length());
            return;
        }
        sweep.run(
                new Rule() {

                    @Override
                    public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                        float a = (float) keep;
                        float b = (float) share;
                        for (int i = from; i < to; i++) {
                            p[i] = a * p[i] + b * g[i];
                        }
                    }

                    @Override
                    public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                        double a = keep;
                        double b = share;
                        for (int i = from; i < to; i++) {
                            p[i] = a * p[i] + b * g[i];
                        }
                    }
                },
                sumMemory.at(sum.flat()),
                gradientMemory.at(gradients.flat()),
                none,
                0,
                none.length(),
                false);
    }
}
