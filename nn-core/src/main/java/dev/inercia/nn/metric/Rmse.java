package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The root mean squared error, averaged over outputs, in the unit of the targets. */
public final class Rmse implements Metric {

    private final Errors errors = new Errors("Rmse");

    @Override
    public String name() {
        return "RMSE";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    @CheckReturnValue
    public Rmse fresh() {
        return new Rmse();
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
        return errors.mean(sums -> Math.sqrt(sums.meanSquare()));
    }

    /** For example {@code RMSE 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, errors.rows());
    }
}
