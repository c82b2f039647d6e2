package dev.inercia.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The papers around another optimizer, which is AdaBelief's. */
final class PaperWrapper implements PaperOptimizer {

    /** What is done after a step of the other, with the weights of all steps so far. */
    interface After {
        void step(double[] p, double[] kept, List<double[]> history);
    }

    private final String name;
    private final After after;
    /** How far the weights that are evaluated are from those kept, towards those trained. */
    private final double pending;

    private final PaperOptimizer other = new PaperAdaBelief();
    private final List<double[]> history = new ArrayList<>();
    private double[] kept;

    private PaperWrapper(String name, double pending, After after) {
        this.name = name;
        this.pending = pending;
        this.after = after;
    }

    /**
     * Zhang et al., "Lookahead Optimizer", 2019, algorithm 1; k 5, alpha 0.5. Evaluated between two outer updates, where the
     * paper says nothing, as if one came now.
     */
    static PaperWrapper lookahead() {
        return new PaperWrapper("phi", 0.5, (theta, phi, history) -> {
            // for i = 1, 2, ..., k: theta_(t,i) = theta_(t,i-1) + A(L, theta_(t,i-1), d)
            if (history.size() % 5 == 0) {
                for (int i = 0; i < phi.length; i++) {
                    // Perform outer update phi_t <- phi_(t-1) + alpha (theta_(t,k) - phi_(t-1))
                    phi[i] = phi[i] + 0.5 * (theta[i] - phi[i]);
                    // Synchronize parameters theta_(t+1,0) <- phi_t
                    theta[i] = phi[i];
                }
            }
        });
    }

    /** Kingma and Ba, "Adam", 2015, section 7.2: theta_t averaged from 0, then the bias taken out; decay 0.9. */
    static PaperWrapper exponential() {
        return new PaperWrapper("average", 0, (theta, average, history) -> {
            for (int i = 0; i < average.length; i++) {
                double bar = 0;
                for (double[] past : history) {
                    // thetaBar_t <- beta thetaBar_(t-1) + (1 - beta) theta_t
                    bar = 0.9 * bar + (1 - 0.9) * past[i];
                }
                // thetaHat_t = thetaBar_t / (1 - beta^t)
                average[i] = bar / (1 - Math.pow(0.9, history.size()));
            }
        });
    }

    /** Izmailov et al., "Averaging Weights", 2018, algorithm 1; the weights after steps 4, 7, 10... */
    static PaperWrapper stochastic() {
        return new PaperWrapper("average", 0, (w, average, history) -> {
            int t = history.size();
            // if mod(i, c) = 0: n_models <- i / c
            if (t >= 4 && (t - 4) % 3 == 0) {
                int models = (t - 4) / 3;
                for (int i = 0; i < average.length; i++) {
                    // w_SWA <- (w_SWA n_models + w) / (n_models + 1)
                    average[i] = (average[i] * models + w[i]) / (models + 1);
                }
            } else if (t < 4) {
                System.arraycopy(w, 0, average, 0, w.length); // nothing averaged yet: what is trained
            }
        });
    }

    @Override
    public void start(double[] p) {
        kept = p.clone();
        other.start(p);
    }

    @Override
    public void step(double[] p, double[] g, double rate, int t) {
        other.step(p, g, rate, t);
        history.add(p.clone());
        after.step(p, kept, history);
    }

    @Override
    public double[] average(double[] p) {
        double[] average = kept.clone();
        for (int i = 0; i < p.length; i++) {
            average[i] += pending * (p[i] - kept[i]);
        }
        return average;
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> state = new HashMap<>(other.state());
        state.put(name, kept);
        return state;
    }
}
