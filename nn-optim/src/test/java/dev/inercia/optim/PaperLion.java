package dev.inercia.optim;

import java.util.Map;

/** Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, algorithm 2; beta1 0.9, beta2 0.99, lambda 0.1. */
final class PaperLion implements PaperOptimizer {

    private double[] m;

    @Override
    public void start(double[] p) {
        m = new double[p.length]; // m_0 <- 0
    }

    @Override
    public void step(double[] theta, double[] g, double eta, int t) {
        for (int i = 0; i < theta.length; i++) {
            // update model parameters: c_t <- beta1 m_(t-1) + (1 - beta1) g_t
            double c = 0.9 * m[i] + (1 - 0.9) * g[i];
            // theta_t <- theta_(t-1) - eta_t (sign(c_t) + lambda theta_(t-1))
            theta[i] = theta[i] - eta * (Math.signum(c) + 0.1 * theta[i]);
            // update EMA of g_t: m_t <- beta2 m_(t-1) + (1 - beta2) g_t
            m[i] = 0.99 * m[i] + (1 - 0.99) * g[i];
        }
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("m", m);
    }
}
