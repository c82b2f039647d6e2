package dev.inercia.optim;

import java.util.Map;

/**
 * Dozat, "Incorporating Nesterov Momentum into Adam", 2016, algorithm 2 with the schedule of section 3; beta1 (mu) 0.9,
 * beta2 (nu) 0.999, epsilon 1e-8, psi 0.004.
 */
final class PaperNadam implements PaperOptimizer {

    private final boolean muTwice;
    private double product = 1;
    private double[] m;
    private double[] n;

    PaperNadam() {
        this(false);
    }

    /** With mu counted twice in the product up to the step to come, as PyTorch did up to version 1.13. */
    PaperNadam(boolean muTwice) {
        this.muTwice = muTwice;
    }

    @Override
    public void start(double[] p) {
        m = new double[p.length]; // m_0 <- 0
        n = new double[p.length]; // n_0 <- 0
    }

    @Override
    public void step(double[] theta, double[] g, double alpha, int t) {
        // mu_t = mu (1 - 0.5 0.96^(t psi))
        double mu = 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
        double muNext = 0.9 * (1 - 0.5 * Math.pow(0.96, (t + 1) * 0.004));
        product *= mu;
        double productNext = product * muNext * (muTwice ? mu : 1);
        for (int i = 0; i < theta.length; i++) {
            // m_t <- mu m_(t-1) + (1 - mu) g_t
            m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
            // n_t <- nu n_(t-1) + (1 - nu) g_t^2
            n[i] = 0.999 * n[i] + (1 - 0.999) * g[i] * g[i];
            // mHat <- mu_(t+1) m_t / (1 - prod mu_(1..t+1)) + (1 - mu_t) g_t / (1 - prod mu_(1..t))
            double mHat = muNext * m[i] / (1 - productNext) + (1 - mu) * g[i] / (1 - product);
            // nHat <- n_t / (1 - nu^t)
            double nHat = n[i] / (1 - Math.pow(0.999, t));
            // theta_t <- theta_(t-1) - alpha mHat / (sqrt(nHat) + epsilon)
            theta[i] -= alpha * mHat / (Math.sqrt(nHat) + 1e-8);
        }
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("m", m, "n", n);
    }
}
