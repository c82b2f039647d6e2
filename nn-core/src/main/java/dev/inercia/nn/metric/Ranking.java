package dev.inercia.nn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Binary scores, stored and then ranked; equal scores form one step. */
final class Ranking {

    private double[] scores = new double[16];
    private double[] weights = new double[16];
    private boolean[] positive = new boolean[16];
    private int size;

    /**
     * The totals at or above a threshold.
     *
     * @param truePositives the total weight of the positives
     * @param falsePositives the total weight of the negatives
     */
    record Step(double threshold, double truePositives, double falsePositives) {}

    /** Adds a score with a weight above 0; NaN ranks lowest. */
    void add(double score, boolean isPositive, double weight) {
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            positive = Arrays.copyOf(positive, 2 * size);
        }
        scores[size] = Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score + 0.0; // -0.0 is 0.0
        weights[size] = weight;
        positive[size++] = isPositive;
    }

    /** One step per distinct score, highest first. */
    List<Step> steps() {
        // Weights break ties, so that sums, and thus results, do not depend on the order of rows.
        Comparator<Integer> byScore = Comparator.comparingDouble(i -> -scores[i]);
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(byScore.thenComparingDouble(i -> weights[i]))
                .mapToInt(i -> i)
                .toArray();
        List<Step> steps = new ArrayList<>();
        double truePositives = 0;
        double falsePositives = 0;
        for (int i = 0; i < size; i++) {
            int row = order[i];
            truePositives += positive[row] ? weights[row] : 0;
            falsePositives += positive[row] ? 0 : weights[row];
            if (i == size - 1 || scores[order[i + 1]] != scores[row]) {
                steps.add(new Step(scores[row], truePositives, falsePositives));
            }
        }
        return steps;
    }

    /** The area under the curve of true over false positive rates; NaN unless there are positives and negatives. */
    double rocAuc() {
        double area = 0;
        double truePositives = 0;
        double falsePositives = 0;
        for (Step step : steps()) {
            area += (step.falsePositives - falsePositives) * (step.truePositives + truePositives) / 2;
            truePositives = step.truePositives;
            falsePositives = step.falsePositives;
        }
        double all = truePositives * falsePositives;
        return all == 0 ? Double.NaN : area / all;
    }

    /** The sum of precision times increase in recall; NaN without positives. */
    double averagePrecision() {
        double sum = 0;
        double before = 0;
        for (Step step : steps()) {
            double precision = step.truePositives / (step.truePositives + step.falsePositives);
            sum += (step.truePositives - before) * precision;
            before = step.truePositives;
        }
        return before == 0 ? Double.NaN : sum / before;
    }
}
