package dev.inercia.optim;

import java.util.Map;

/**
 * Defazio et al., "The Road Less Scheduled", 2024, algorithm 1; warm-up over 4 steps, beta1 0.9, beta2 0.999,
 * epsilon 1e-8. What is trained, p, is y.
 */
final class PaperScheduleFreeAdamW implements PaperOptimizer {

    private final double lambda;
    private double[] x;
    private double[] z;
    private double[] v;
    private double squares;
    private double[] lead;

    PaperScheduleFreeAdamW(double lambda) {
        this.lambda = lambda;
    }

    @Override
    public void start(double[] p) {
        x = p.clone();
        z = p.clone(); // z_1 = x_1
        v = new double[p.length]; // v_0 = 0
        lead = new double[p.length];
    }

    @Override
    public void step(double[] p, double[] g, double gamma, int t) {
        // gamma_t = gamma sqrt(1 - beta2^t) min(1, t / T_warmup)
        double rate = gamma * Math.sqrt(1 - Math.pow(0.999, t)) * Math.min(1, t / 4.0);
        // c_(t+1) = gamma_t^2 / sum_(i=1..t) gamma_i^2
        squares += rate * rate;
        double c = rate * rate / squares;
        for (int i = 0; i < p.length; i++) {
            // y_t = (1 - beta1) z_t + beta1 x_t; g_t is the gradient there
            double y = (1 - 0.9) * z[i] + 0.9 * x[i];
            // v_t = beta2 v_(t-1) + (1 - beta2) g_t^2
            v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
            // z_(t+1) = z_t - gamma_t g_t / (sqrt(v_t) + epsilon) - gamma_t lambda y_t
            z[i] = z[i] - rate * g[i] / (Math.sqrt(v[i]) + 1e-8) - rate * lambda * y;
            // x_(t+1) = (1 - c_(t+1)) x_t + c_(t+1) z_(t+1)
            x[i] = (1 - c) * x[i] + c * z[i];
            p[i] = (1 - 0.9) * z[i] + 0.9 * x[i];
            lead[i] = z[i] - p[i];
        }
    }

    @Override
    public double[] average(double[] p) {
        return x;
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("z - y", lead, "v", v);
    }
}
