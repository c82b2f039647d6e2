package dev.inercia.nn.metric;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The share of predictions whose right class is among the k with the highest scores. */
public final class TopK implements Metric {

    private final Classes classes = new Classes();
    private final int k;
    private int correct;
    private int total;

    /**
     * Top-k accuracy.
     *
     * @param k at least 1
     */
    public TopK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("TopK: k must be at least 1, but is " + k);
        }
        this.k = k;
    }

    @Override
    public void add(INDArray predictions, INDArray targets) {
        if (predictions.rank() == 2 && predictions.size(1) < Math.max(2, k)) {
            throw new IllegalArgumentException("TopK: expected predictions of more than one and at least k = " + k
                    + " classes, but got " + predictions.size(1));
        }
        classes.read(predictions, targets);
        for (int row = 0; row < classes.rows(); row++) {
            if (classes.rank(row, classes.actual(row)) < k) {
                correct++;
            }
        }
        total += classes.rows();
    }

    /** From 0 to 1; NaN if nothing was taken up. */
    @Override
    public double value() {
        return (double) correct / total;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "top-%d accuracy %.4f (%d / %d)", k, value(), correct, total);
    }
}
