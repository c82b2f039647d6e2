package dev.inercia.nn.metric;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums of the targets and errors of each output, stable for large values with a small spread. */
final class Errors {

    private final Pairs pairs = new Pairs();
    private final String metric;
    private Sums[] outputs = {};
    private int rows;

    Errors(String metric) {
        this.metric = metric;
    }

    /** The sums of one output. Means and sums of squared deviations are updated as in West (1979). */
    static final class Sums {

        private double weight;
        /** Subtracted from the targets first, so that a large mean does not cost precision. */
        private double origin;

        private double targetMean;
        private double targetSpread;
        private double errorMean;
        private double errorSpread;
        private double squares;
        private double absolutes;

        private void add(double target, double error, double w) {
            origin = weight == 0 ? target : origin;
            weight += w;
            double fromTarget = target - origin - targetMean;
            targetMean += fromTarget * w / weight;
            targetSpread += w * fromTarget * (target - origin - targetMean);
            double fromError = error - errorMean;
            errorMean += fromError * w / weight;
            errorSpread += w * fromError * (error - errorMean);
            squares += w * error * error;
            absolutes += w * Math.abs(error);
        }

        double meanSquare() {
            return squares / weight;
        }

        double meanAbsolute() {
            return absolutes / weight;
        }

        double r2() {
            return explained(squares);
        }

        double explainedVariance() {
            return explained(errorSpread);
        }

        /** The explained share; for a constant target 1 if the predictions are exact, 0 otherwise. */
        private double explained(double unexplained) {
            if (targetSpread == 0) {
                return unexplained == 0 ? 1 : 0;
            }
            return 1 - unexplained / targetSpread;
        }
    }

    void requireFits(Problem problem) {
        if (problem == Problem.CLASSIFICATION) {
            throw new IllegalArgumentException(metric + " measures values, but this is a " + problem.text()
                    + " problem: use " + problem.metricName());
        }
    }

    void add(INDArray predictions, INDArray targets, double[] weights) {
        pairs.readValues(predictions, targets, weights);
        int columns = pairs.columns();
        if (pairs.isLabels() && columns > 1) {
            throw new IllegalArgumentException(
                    metric + ": expected a target for each of " + columns + " outputs, but got one per row");
        }
        if (outputs.length == 0) {
            outputs = IntStream.range(0, columns).mapToObj(j -> new Sums()).toArray(Sums[]::new);
        }
        if (columns != outputs.length) {
            throw new IllegalArgumentException(metric + ": expected predictions of " + outputs.length
                    + " outputs, as in the first batch, but got " + columns);
        }
        for (int row = 0; row < pairs.rows(); row++) {
            double weight = pairs.weight(row);
            for (int j = 0; weight > 0 && j < columns; j++) {
                outputs[j].add(pairs.target(row, j), pairs.target(row, j) - pairs.prediction(row, j), weight);
            }
            rows += weight > 0 ? 1 : 0;
        }
    }

    int rows() {
        return rows;
    }

    /** The mean over outputs. */
    double mean(ToDoubleFunction<Sums> measure) {
        return IntStream.range(0, outputs.length)
                .mapToDouble(j -> measure.applyAsDouble(outputs[j]))
                .average()
                .orElse(Double.NaN);
    }
}
