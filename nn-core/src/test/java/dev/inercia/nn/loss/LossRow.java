package dev.inercia.nn.loss;

import static dev.inercia.nn.Numbers.array;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.Reference;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One loss in the contract tests.
 *
 * @param loss under test
 * @param prediction three rows of four, away from kinks
 * @param target values for them
 * @param far its value for one element at 10,000 with target 0, or NaN where the loss goes over rows
 */
record LossRow(Loss loss, double[] prediction, double[] target, double far) {

    private static final double[] PREDICTION = {-1.3, 0.4, 2.2, 0.1, 0.7, -0.6, -2.4, 1.9, 3.1, 0.3, -0.2, 1.6};
    private static final double[] TARGET = {0.2, 0.9, 1.7, -1.4, 0.5, 0.5, -1.0, 2.6, 0.1, -0.9, 0.3, 1.1};
    private static final double[] PROBABILITIES = {0.2, 0.5, 0.3, 0, 0, 1, 0, 0, 0.25, 0.25, 0.25, 0.25};
    private static final double[] ONE_HOT = {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1};
    private static final double[] YES_OR_NO = {0, 1, 1, 0, 0.3, 0.9, 0, 0, 1, 1, 1, 0};

    /** The losses that ship, and one of a user's. */
    static List<LossRow> all() {
        return List.of(
                new LossRow(new Quadratic(), PREDICTION, TARGET, 0.5e8),
                new LossRow(new MeanSquaredError(), PREDICTION, TARGET, 1e8),
                new LossRow(new MeanAbsoluteError(), PREDICTION, TARGET, 1e4),
                new LossRow(new Huber(), PREDICTION, TARGET, 9999.5),
                new LossRow(new Huber(0.35), PREDICTION, TARGET, 0.35 * (1e4 - 0.175)),
                new LossRow(new SoftmaxCrossEntropy(), PREDICTION, ONE_HOT, Double.NaN),
                new LossRow(new SoftmaxCrossEntropy(), PREDICTION, PROBABILITIES, Double.NaN),
                new LossRow(new SoftmaxCrossEntropy(0.1), PREDICTION, ONE_HOT, Double.NaN),
                new LossRow(new SigmoidBinaryCrossEntropy(), PREDICTION, YES_OR_NO, 1e4),
                new LossRow(SigmoidBinaryCrossEntropy.positiveWeight(3), PREDICTION, YES_OR_NO, 1e4),
                new LossRow(SigmoidBinaryCrossEntropy.positiveWeight(3, 0.5, 1, 2), PREDICTION, YES_OR_NO, Double.NaN),
                new LossRow(new KlDivergence(), PREDICTION, PROBABILITIES, Double.NaN),
                new LossRow(new LogCosh(), PREDICTION, TARGET, Double.NaN));
    }

    static Loss lossOf(Reference reference) {
        return switch (reference.name()) {
            case "quadratic" -> new Quadratic();
            case "meanSquaredError" -> new MeanSquaredError();
            case "meanAbsoluteError" -> new MeanAbsoluteError();
            case "huber" -> new Huber(reference.number("hyperparameters", "delta"));
            case "softmaxCrossEntropy" ->
                reference.has("hyperparameters", "labelSmoothing")
                        ? new SoftmaxCrossEntropy(reference.number("hyperparameters", "labelSmoothing"))
                        : new SoftmaxCrossEntropy();
            case "sigmoidBinaryCrossEntropy" -> new SigmoidBinaryCrossEntropy();
            case "klDivergence" -> new KlDivergence();
            default -> throw new IllegalArgumentException("No loss for " + reference);
        };
    }

    Result apply(DataType type) {
        return apply(loss, type, prediction, target, 3);
    }

    double value(double[] moved) {
        return apply(loss, DataType.DOUBLE, moved, target, 3).value;
    }

    /** A loss and its gradient. */
    record Result(double value, double[] gradient) {}

    /** Targets may be class indices, one for each row, or values. */
    static Result apply(Loss loss, DataType type, double[] prediction, double[] target, int rows) {
        return apply(loss, type, prediction, target, null, rows);
    }

    /** By weight, one a row. */
    static Result apply(Loss loss, DataType type, double[] prediction, double[] target, double[] weights, int rows) {
        int columns = prediction.length / rows;
        INDArray p = array(type, prediction, rows, columns);
        INDArray t = target.length == rows ? array(type, target, rows) : array(type, target, rows, columns);
        INDArray g = array(type, Numbers.uniform(prediction.length, 5, 6, 1), rows, columns);
        double value = loss.bind(rows, Shape.of(columns), type).apply(p, t, weights, g);
        return new Result(value, Numbers.values(g));
    }

    @Override
    public String toString() {
        return loss.toString();
    }
}
