package dev.inercia.nn.metric;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The precision at each score, weighted by how much recall grows there: what ROC AUC is to rare classes, and 1 only if all
 * positives score above all negatives. For yes or no; for two classes that of class 1; for more classes, and for labels,
 * the mean over each against the rest. A class that never occurs has none (NaN) and is left out of the mean.
 *
 * <p>Keeps all scores, and is exact for any of them; not interpolated by trapezia, which would flatter.
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
     * That of one class or label against the rest.
     *
     * @param c its index; 1 for a single output
     */
    public double value(int c) {
        return rankings.of(c).averagePrecision();
    }

    /**
     * The precision-recall curve of one class or label against the rest, from recall 0 to 1, a point for each different
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
     * @param threshold scores at this or above are called positive
     * @param precision of those called positive, the share that is; 1 where none is
     * @param recall of the positives, the share that is called positive; NaN if there are none
     */
    public record Point(double threshold, double precision, double recall) {}

    /** As in {@code average precision 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, rankings.rows());
    }
}
