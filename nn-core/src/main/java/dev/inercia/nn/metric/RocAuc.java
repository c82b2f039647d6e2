package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The area under the ROC curve: the probability that a positive example scores above a negative one, ties counting
 * half. For a single output or two classes it is that of class 1; for more classes, and for labels, the mean of one
 * against the rest. A class that never or always occurs has none (NaN) and is left out of the mean.
 *
 * <p>Keeps all scores and is exact.
 */
public final class RocAuc implements Metric {

    private final Rankings rankings = new Rankings("RocAuc");

    @Override
    public String name() {
        return "ROC AUC";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public RocAuc fresh() {
        return new RocAuc();
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
        return rankings.mean(Ranking::rocAuc);
    }

    /**
     * The area of one class or label against the rest.
     *
     * @param c its index; 1 for a single output
     */
    public double value(int c) {
        return rankings.of(c).rocAuc();
    }

    /**
     * The ROC curve of one class or label against the rest, from (0, 0) to (1, 1), a point for each distinct score.
     *
     * @param c its index; 1 for a single output
     */
    public List<Point> curve(int c) {
        List<Ranking.Step> steps = rankings.of(c).steps();
        List<Point> points = new ArrayList<>(List.of(new Point(Double.POSITIVE_INFINITY, 0, 0)));
        for (Ranking.Step step : steps) {
            Ranking.Step all = steps.get(steps.size() - 1);
            points.add(new Point(
                    step.threshold(),
                    step.falsePositives() / all.falsePositives(),
                    step.truePositives() / all.truePositives()));
        }
        return points;
    }

    /**
     * A point of a ROC curve.
     *
     * @param threshold scores at or above it are predicted positive
     * @param falsePositiveRate of the negatives, the fraction predicted positive; NaN if there are none
     * @param truePositiveRate of the positives, the fraction predicted positive; NaN if there are none
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

    /** For example {@code ROC AUC 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, rankings.rows());
    }
}
