package dev.inercia.optim;

import java.util.Map;

/**
 * You et al., "Large Batch Optimization for Deep Learning", 2020, algorithm 2, for one layer; beta1 0.9, beta2 0.999,
 * epsilon 1e-6, phi the identity.
 */
final class PaperLamb implements PaperOptimizer {

    private final double lambda;
    private final boolean isLayer;
    private double[] m;
    private double[] v;

    /** With a weight decay; without the ratio of norms if this is no layer's weight. */
    PaperLamb(double lambda, boolean isLayer) {
        this.lambda = lambda;
        this.isLayer = isLayer;
    }

    @Override
    public void start(double[] p) {
        m = new double[p.length]; // Set m_0 = 0
        v = new double[p.length]; // v_0 = 0
    }

    @Override
    public void step(double[] x, double[] g, double eta, int t) {
        double[] r = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            // m_t = beta1 m_(t-1) + (1 - beta1) g_t
            m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
            // v_t = beta2 v_(t-1) + (1 - beta2) g_t^2
            v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
            // m_t = m_t / (1 - beta1^t), v_t = v_t / (1 - beta2^t)
            double mHat = m[i] / (1 - Math.pow(0.9, t));
            double vHat = v[i] / (1 - Math.pow(0.999, t));
            // Compute ratio r_t = m_t / (sqrt(v_t) + epsilon), and r_t + lambda x_t
            r[i] = mHat / (Math.sqrt(vHat) + 1e-6) + lambda * x[i];
        }
        // where(w_norm > 0, where(g_norm > 0, w_norm / g_norm, 1), 1), says the authors' code
        double ratio = isLayer && norm(x) > 0 && norm(r) > 0 ? norm(x) / norm(r) : 1;
        for (int i = 0; i < x.length; i++) {
            // x_(t+1) = x_t - eta_t phi(|x_t|) / |r_t + lambda x_t| (r_t + lambda x_t)
            x[i] = x[i] - eta * ratio * r[i];
        }
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("m", m, "v", v);
    }
}
