package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Sigmoid;
import java.util.Optional;

/**
 * Cross-entropy of independent yes-or-no outputs, fused with the sigmoid; mean over every element. For each logit z and
 * target t in [0, 1]: {@code max(z, 0) - z t + log(1 + exp(-|z|))}, which stays finite for any finite z.
 */
public record SigmoidBinaryCrossEntropy() implements RowLoss {

    @Override
    public Optional<Activation> fusedWith() {
        return Optional.of(new Sigmoid());
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        int n = rows * columns;
        float scale = 1f / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double z = p[i];
            double e = Math.exp(-Math.abs(z));
            sum += Math.max(z, 0) - z * t[i] + Math.log1p(e);
            g[i] = scale * ((float) ((z >= 0 ? 1 : e) / (1 + e)) - t[i]);
        }
        return sum / n;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        int n = rows * columns;
        double scale = 1.0 / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double z = p[i];
            double e = Math.exp(-Math.abs(z));
            sum += Math.max(z, 0) - z * t[i] + Math.log1p(e);
            g[i] = scale * (((z >= 0 ? 1 : e) / (1 + e)) - t[i]);
        }
        return sum / n;
    }
}
