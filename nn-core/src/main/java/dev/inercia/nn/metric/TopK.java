package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fraction of predictions with the right class among the k highest scores; ties go to the lower index. */
public final class TopK implements Metric {

    private final Classes classes = new Classes();
    private final Share right = new Share();
    private final int k;

    /**
     * Makes a top-k accuracy.
     *
     * @param k at least 1
     */
    public TopK(int k) {
        Range.atLeastOne("TopK", "k", k);
        this.k = k;
    }

    @Override
    public String name() {
        return "top-" + k + " accuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public TopK fresh() {
        return new TopK(k);
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("TopK", problem);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        int rank = predictions.rank();
        if (rank > 1 && predictions.size(rank - 1) < Math.max(2, k)) {
            throw new IllegalArgumentException("TopK: expected predictions of more than one and at least k = " + k
                    + " classes, but got " + predictions.size(rank - 1));
        }
        classes.read(predictions, targets, weights);
        for (int row = 0; row < classes.rows(); row++) {
            if (classes.weight(row) > 0) {
                right.add(classes.rank(row, classes.actual(row)) < k, classes.weight(row));
            }
        }
    }

    /** In [0, 1], weighted. */
    @Override
    public double value() {
        return right.value(this);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.4f (%d / %d)", name(), right.value(), right.count(), right.total());
    }
}
