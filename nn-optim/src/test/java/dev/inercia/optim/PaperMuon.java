package dev.inercia.optim;

import java.util.Map;

/**
 * Jordan et al., "Muon", 2024: algorithm 2 with Nesterov's momentum, and the code of NewtonSchulz5, for one matrix; mu
 * 0.95. The matrix lies as inputs by outputs, row by row; the paper's as outputs by inputs.
 */
final class PaperMuon implements PaperOptimizer {

    private final int outputs;
    private double[] b;

    PaperMuon(int outputs) {
        this.outputs = outputs;
    }

    @Override
    public void start(double[] p) {
        b = new double[p.length]; // Initialize B_0 <- 0
    }

    @Override
    public void step(double[] theta, double[] gradient, double eta, int t) {
        int inputs = theta.length / outputs;
        double[][] update = new double[outputs][inputs];
        for (int i = 0; i < theta.length; i++) {
            // B_t <- mu B_(t-1) + G_t
            b[i] = 0.95 * b[i] + gradient[i];
            // if nesterov: g = g.add(buf, alpha=momentum)
            update[i % outputs][i / outputs] = gradient[i] + 0.95 * b[i];
        }
        // O_t <- NewtonSchulz5(B_t)
        double[][] o = newtonSchulz(update);
        // max(1, g.size(0) / g.size(1))**0.5
        double scale = Math.sqrt(Math.max(1, outputs / (double) inputs));
        for (int i = 0; i < theta.length; i++) {
            // theta_t <- theta_(t-1) - eta O_t
            theta[i] -= eta * scale * o[i % outputs][i / outputs];
        }
    }

    private static double[][] newtonSchulz(double[][] g) {
        double norm = 0;
        for (double[] row : g) {
            for (double value : row) {
                norm += value * value;
            }
        }
        norm = Math.sqrt(norm);
        // X = G / (G.norm() + eps)
        double[][] x = combine(1 / (norm + 1e-7), g, 0, g);
        // if G.size(0) > G.size(1): X = X.T
        if (g.length > g[0].length) {
            x = transpose(x);
        }
        for (int step = 0; step < 5; step++) {
            // A = X @ X.T
            double[][] a = product(x, transpose(x));
            // B = b * A + c * A @ A
            double[][] b = combine(-4.7750, a, 2.0315, product(a, a));
            // X = a * X + B @ X
            x = combine(3.4445, x, 1, product(b, x));
        }
        // if G.size(0) > G.size(1): X = X.T
        return g.length > g[0].length ? transpose(x) : x;
    }

    private static double[][] combine(double a, double[][] x, double b, double[][] y) {
        double[][] result = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                result[i][j] = a * x[i][j] + b * y[i][j];
            }
        }
        return result;
    }

    private static double[][] product(double[][] x, double[][] y) {
        double[][] result = new double[x.length][y[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                for (int k = 0; k < y.length; k++) {
                    result[i][j] += x[i][k] * y[k][j];
                }
            }
        }
        return result;
    }

    private static double[][] transpose(double[][] x) {
        double[][] result = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                result[j][i] = x[i][j];
            }
        }
        return result;
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("B", b, "none", new double[b.length]);
    }
}
