package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cross-entropy of independent yes-or-no outputs, fused with the sigmoid; averaged over all elements. For each logit z
 * and target t in [0, 1]: {@code max(z, 0) - z t + log(1 + exp(-|z|))}, which stays finite for any finite z.
 *
 * <p>With a positive weight w, positive targets count w times: {@code (1 - t) z + (1 + (w - 1) t) (log(1 + exp(-|z|))
 * + max(-z, 0))}, PyTorch's {@code pos_weight}. The sum is still divided by the number of elements, not by weights.
 *
 * @param positiveWeights the weights of positive targets: none (the default), one for all outputs, or one per output;
 *     each finite and above 0
 */
public record SigmoidBinaryCrossEntropy(List<Double> positiveWeights) implements RowLoss {

    /** Uses no positive weights. */
    public SigmoidBinaryCrossEntropy() {
        this(List.of());
    }

    public SigmoidBinaryCrossEntropy {
        positiveWeights = List.copyOf(positiveWeights);
        for (double weight : positiveWeights) {
            Range.aboveZero("SigmoidBinaryCrossEntropy", "positiveWeight", weight);
        }
    }

    /**
     * Sets positive weights: above 1 if positives are rare or must not be missed; negatives / positives balances the
     * two.
     *
     * @param weights one for all outputs, or one per output; each finite and above 0
     */
    public static SigmoidBinaryCrossEntropy positiveWeight(double... weights) {
        return new SigmoidBinaryCrossEntropy(Arrays.stream(weights).boxed().toList());
    }

    @Override
    public Optional<Activation> fusedWith() {
        return Optional.of(new Sigmoid());
    }

    @Override
    public void requireFits(Shape outputs) {
        int count = outputs.rank() == 0 ? 1 : outputs.dimension(outputs.rank() - 1);
        if (positiveWeights.size() > 1 && positiveWeights.size() != count) {
            throw new IllegalArgumentException(this + ": expected one positive weight, or one for each of " + count
                    + " outputs, but got " + positiveWeights.size());
        }
    }

    @Override
    public void requireTargets(double[] row) {
        for (double target : row) {
            if (!(target >= 0 && target <= 1)) {
                throw new IllegalArgumentException(this + " needs targets from 0 (no) to 1 (yes), but got " + target
                        + ": give no as 0 and yes as 1; for values use MeanSquaredError");
            }
        }
    }

    private double weight(int column) {
        return positiveWeights.get(positiveWeights.size() == 1 ? 0 : column);
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        int n = rows * columns;
        float scale = 1f / n;
        double sum = 0;
        if (!positiveWeights.isEmpty()) {
            for (int i = 0; i < n; i++) {
                double w = weight(i % columns);
                double z = p[i];
                double e = Math.exp(-Math.abs(z));
                double factor = 1 + (w - 1) * t[i];
                sum += (1 - t[i]) * z + factor * (Math.log1p(e) + Math.max(-z, 0));
                g[i] = scale * (float) (factor * ((z >= 0 ? 1 : e) / (1 + e)) - w * t[i]);
            }
            return sum / n;
        }
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
        if (!positiveWeights.isEmpty()) {
            for (int i = 0; i < n; i++) {
                double w = weight(i % columns);
                double z = p[i];
                double e = Math.exp(-Math.abs(z));
                double factor = 1 + (w - 1) * t[i];
                sum += (1 - t[i]) * z + factor * (Math.log1p(e) + Math.max(-z, 0));
                g[i] = scale * (factor * ((z >= 0 ? 1 : e) / (1 + e)) - w * t[i]);
            }
            return sum / n;
        }
        for (int i = 0; i < n; i++) {
            double z = p[i];
            double e = Math.exp(-Math.abs(z));
            sum += Math.max(z, 0) - z * t[i] + Math.log1p(e);
            g[i] = scale * (((z >= 0 ? 1 : e) / (1 + e)) - t[i]);
        }
        return sum / n;
    }

    /** For example {@code SigmoidBinaryCrossEntropy[positiveWeights=[3.0]]}; without weights if there are none. */
    @Override
    public String toString() {
        return "SigmoidBinaryCrossEntropy[" + (positiveWeights.isEmpty() ? "" : "positiveWeights=" + positiveWeights)
                + "]";
    }
}
