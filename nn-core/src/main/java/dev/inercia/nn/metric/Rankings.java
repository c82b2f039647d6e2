package dev.inercia.nn.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The scores of each output, one against the rest. */
final class Rankings {

    private final Pairs pairs = new Pairs();
    private final String metric;
    private List<Ranking> rankings = List.of();
    private boolean isTwoClasses;
    private int rows;

    Rankings(String metric) {
        this.metric = metric;
    }

    void requireFits(Problem problem) {
        if (problem == Problem.REGRESSION) {
            throw new IllegalArgumentException(metric + " measures scores of classes or of yes and no, but this is a "
                    + problem.text() + " problem: use " + problem.metricName());
        }
    }

    void add(INDArray predictions, INDArray targets, double[] weights) {
        pairs.read(predictions, targets, weights, "outputs");
        int columns = pairs.columns();
        if (rankings.isEmpty()) {
            rankings = Stream.generate(Ranking::new).limit(columns).toList();
            isTwoClasses = columns == 2 && pairs.isLabels();
        }
        if (columns != rankings.size()) {
            throw new IllegalArgumentException(metric + ": expected predictions of " + rankings.size()
                    + " outputs, as in the first batch, but got " + columns);
        }
        for (int row = 0; row < pairs.rows(); row++) {
            for (int j = 0; pairs.weight(row) > 0 && j < columns; j++) {
                rankings.get(j).add(pairs.prediction(row, j), isPositive(row, j), pairs.weight(row));
            }
            rows += pairs.weight(row) > 0 ? 1 : 0;
        }
    }

    private boolean isPositive(int row, int column) {
        if (pairs.isLabels() && pairs.columns() > 1) {
            double label = pairs.targets()[row];
            if (!(label >= 0 && label < pairs.columns() && label == (int) label)) {
                throw new IllegalArgumentException(metric + ": expected class indices from 0 to "
                        + (pairs.columns() - 1) + ", but the target of row " + row + " is " + label);
            }
            return label == column;
        }
        double target = pairs.target(row, column);
        if (target != 0 && target != 1) {
            throw new IllegalArgumentException(
                    metric + ": expected targets of 0 or 1, but row " + row + " has " + target);
        }
        return target == 1;
    }

    int rows() {
        return rows;
    }

    /** The scores of an output; a single output scores class 1. */
    Ranking of(int c) {
        if (c < 0 || c >= Math.max(2, rankings.size()) || (rankings.size() == 1 && c == 0)) {
            throw new IllegalArgumentException(metric + ": there is no output " + c + " among " + rankings.size()
                    + (rankings.size() == 1 ? ": a single output scores class 1" : ""));
        }
        return rankings.get(rankings.size() == 1 ? 0 : c);
    }

    /** The measure of class 1 of two; otherwise its mean over all outputs for which it is not NaN. */
    double mean(ToDoubleFunction<Ranking> measure) {
        int first = isTwoClasses ? 1 : 0;
        return IntStream.range(first, rankings.size())
                .mapToDouble(j -> measure.applyAsDouble(rankings.get(j)))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
