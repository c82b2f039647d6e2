package dev.inercia.optim;

import java.util.Map;

/** Zhuang et al., "AdaBelief Optimizer", 2020, algorithm 2, without projection; beta1 0.9, beta2 0.999, epsilon 1e-8. */
final class PaperAdaBelief implements PaperOptimizer {

    private double[] m;
    private double[] s;

    @Override
    public void start(double[] p) {
        m = new double[p.length]; // m_0 <- 0
        s = new double[p.length]; // s_0 <- 0
    }

    @Override
    public void step(double[] theta, double[] g, double alpha, int t) {
        for (int i = 0; i < theta.length; i++) {
            // m_t <- beta1 m_(t-1) + (1 - beta1) g_t
            m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
            // s_t <- beta2 s_(t-1) + (1 - beta2) (g_t - m_t)^2 + epsilon
            s[i] = 0.999 * s[i] + (1 - 0.999) * Math.pow(g[i] - m[i], 2) + 1e-8;
            // Bias correction: mHat <- m_t / (1 - beta1^t), sHat <- s_t / (1 - beta2^t)
            double mHat = m[i] / (1 - Math.pow(0.9, t));
            double sHat = s[i] / (1 - Math.pow(0.999, t));
            // Update: theta_t <- theta_(t-1) - alpha mHat / (sqrt(sHat) + epsilon)
            theta[i] = theta[i] - alpha * mHat / (Math.sqrt(sHat) + 1e-8);
        }
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("m", m, "s", s);
    }
}
