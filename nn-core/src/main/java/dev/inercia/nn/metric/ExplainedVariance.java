package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Like {@link R2}, but ignores the mean error: predictions that are off by a constant score 1.
 */
public final class ExplainedVariance implements Metric {

    private final Errors errors = new Errors("ExplainedVariance");

    @Override
    public String name() {
        return "explained variance";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public ExplainedVariance fresh() {
        return new ExplainedVariance();
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
        return errors.rows() == 1 ? Double.NaN : errors.mean(Errors.Sums::explainedVariance);
    }

    /** For example {@code explained variance 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, errors.rows());
    }
}
