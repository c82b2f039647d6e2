package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean absolute error over rows and outputs, in the unit of the targets. */
public final class Mae implements Metric {

    private final Errors errors = new Errors("Mae");

    @Override
    public String name() {
        return "MAE";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    @CheckReturnValue
    public Mae fresh() {
        return new Mae();
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
        return errors.mean(Errors.Sums::meanAbsolute);
    }

    /** For example {@code MAE 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, errors.rows());
    }
}
