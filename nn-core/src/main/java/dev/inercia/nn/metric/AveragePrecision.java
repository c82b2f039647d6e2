package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of the precisions at each score, weighted by the increase in recall there; 1 if all positives score above
 * all negatives. Preferable to ROC AUC for rare classes. For a single output or two classes it is that of class 1; for
 * more classes, and for labels, the mean of one against the rest. A class that never occurs has none (NaN) and is left
 * out of the mean.
 *
 * <p>Keeps all scores and is exact; does not interpolate by trapezia, which would be optimistic.
 */
public final class AveragePrecision implements Metric {

    private final Rankings rankings = new Rankings("AveragePrecision");

    @Override
    public String name() {
        return "average precision";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public AveragePrecision fresh() {
        return new AveragePrecision();
    }

    @Override
    public void requireFits(Problem problem) {
        rankings.requireFits(problem);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        rankings.add(predictions, targets, weights);
    }

    @Override
    public double value() {
        Share.requireRows(this, rankings.rows());
        return rankings.mean(Ranking::averagePrecision);
    }

    /**
     * The average precision of one class or label against the rest.
     *
     * @param c its index; 1 for a single output
     */
    public double value(int c) {
        return rankings.of(c).averagePrecision();
    }

    /**
     * The precision-recall curve of one class or label against the rest, from recall 0 to 1, a point for each distinct
     * score.
     *
     * @param c its index; 1 for a single output
     */
    public List<Point> curve(int c) {
        List<Ranking.Step> steps = rankings.of(c).steps();
        List<Point> points = new ArrayList<>(List.of(new Point(Double.POSITIVE_INFINITY, 1, 0)));
        for (Ranking.Step step : steps) {
            Ranking.Step all = steps.get(steps.size() - 1);
            points.add(new Point(
                    step.threshold(),
                    step.truePositives() / (step.truePositives() + step.falsePositives()),
                    step.truePositives() / all.truePositives()));
        }
        return points;
    }

    /**
     * A point of a precision-recall curve.
     *
     * @param threshold scores at or above it are predicted positive
     * @param precision of the predicted positives, the fraction that are positive; 1 if there are none
     * @param recall of the positives, the fraction predicted positive; NaN if there are none
     */
    public record Point(double threshold, double precision, double recall) {}

    /** For example {@code average precision 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, rankings.rows());
    }
}
