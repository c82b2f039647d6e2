package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.tensor.Exponential;
import dev.inercia.nn.tensor.Shape;
import java.util.Optional;

/**
 * Cross-entropy between the softmax of the logits and the targets, fused with the softmax; summed over classes,
 * averaged over the batch: {@code L = 1/rows sum t (log sum exp(z) - z)}. Finite for any finite logits.
 *
 * <p>Targets are class indices, one-hot rows or probabilities. With label smoothing s over K classes, t becomes
 * {@code (1 - s) t + s / K}; source: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2016,
 * section 7.
 *
 * @param labelSmoothing from 0 (none, the default) up to 1 (exclusive)
 */
public record SoftmaxCrossEntropy(double labelSmoothing) implements RowLoss {

    /** Uses no label smoothing. */
    public SoftmaxCrossEntropy() {
        this(0);
    }

    public SoftmaxCrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "SoftmaxCrossEntropy: labelSmoothing must be in [0, 1), but is " + labelSmoothing);
        }
    }

    @Override
    public Optional<Activation> fusedWith() {
        return Optional.of(new Softmax());
    }

    @Override
    public void requireFits(Shape outputs) {
        BoundRowLoss.requireClasses(this, outputs);
    }

    @Override
    public void requireTargets(double[] row) {
        BoundRowLoss.requireProbabilities(this, row);
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        double loss = 0;
        float scale = 1f / rows;
        float keep = (float) (1 - labelSmoothing);
        float spread = (float) (labelSmoothing / columns);
        for (int from = 0; from < rows * columns; from += columns) {
            int to = from + columns;
            float max = p[from];
            for (int j = from + 1; j < to; j++) {
                max = Math.max(max, p[j]);
            }
            for (int j = from; j < to; j++) {
                double z = (double) p[j] - max;
                float target = keep * t[j] + spread;
                g[j] = (float) z;
                loss -= target == 0 ? 0 : target * z;
            }
        }
        Exponential.apply(g, rows * columns);
        for (int from = 0; from < rows * columns; from += columns) {
            int to = from + columns;
            float sum = 0;
            float total = 0;
            for (int j = from; j < to; j++) {
                sum += g[j];
                total += keep * t[j] + spread;
            }
            loss += total * Math.log(sum);
            for (int j = from; j < to; j++) {
                g[j] = scale * (total * g[j] / sum - (keep * t[j] + spread));
            }
        }
        return loss / rows;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        double loss = 0;
        double scale = 1.0 / rows;
        double keep = 1 - labelSmoothing;
        double spread = labelSmoothing / columns;
        for (int from = 0; from < rows * columns; from += columns) {
            int to = from + columns;
            double max = p[from];
            for (int j = from + 1; j < to; j++) {
                max = Math.max(max, p[j]);
            }
            for (int j = from; j < to; j++) {
                double z = p[j] - max;
                double target = keep * t[j] + spread;
                g[j] = z;
                loss -= target == 0 ? 0 : target * z;
            }
        }
        Exponential.apply(g, rows * columns);
        for (int from = 0; from < rows * columns; from += columns) {
            int to = from + columns;
            double sum = 0;
            double total = 0;
            for (int j = from; j < to; j++) {
                sum += g[j];
                total += keep * t[j] + spread;
            }
            loss += total * Math.log(sum);
            for (int j = from; j < to; j++) {
                g[j] = scale * (total * g[j] / sum - (keep * t[j] + spread));
            }
        }
        return loss / rows;
    }
}
