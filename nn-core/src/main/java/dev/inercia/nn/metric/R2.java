package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The coefficient of determination: the fraction of the targets' variance that the predictions explain. 1 is exact, 0
 * as good as predicting the mean, below 0 worse. Averaged over outputs; a constant target counts 1 if predicted
 * exactly and 0 otherwise. NaN for a single row.
 */
public final class R2 implements Metric {

    private final Errors errors = new Errors("R2");

    @Override
    public String name() {
        return "R2";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public R2 fresh() {
        return new R2();
    }

    @Override
    public void requireFits(Problem problem) {
        errors.requireFits(problem);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        errors.add(predictions, targets, weights);
    }

    @Override
    public double value() {
        Share.requireRows(this, errors.rows());
        return errors.rows() == 1 ? Double.NaN : errors.mean(Errors.Sums::r2);
    }

    /** For example {@code R2 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, errors.rows());
    }
}
