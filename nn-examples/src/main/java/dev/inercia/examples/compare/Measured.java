package dev.inercia.examples.compare;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.List;

/**
 * What was measured of one optimizer.
 *
 * @param contender which
 * @param learningRate its best, as found
 * @param atEdge whether that was the lowest or highest that was tried
 * @param histories a training for each seed; those that failed are not among them
 * @param test the share of test images classified correctly after the last epoch, for each
 * @param stepMicros of a whole training step, in microseconds
 * @param bytesPerParameter of its state
 */
public record Measured(
        Contender contender,
        double learningRate,
        boolean atEdge,
        List<History> histories,
        List<Double> test,
        double stepMicros,
        int bytesPerParameter) {

    /** Keeps copies. */
    public Measured {
        histories = List.copyOf(histories);
        test = List.copyOf(test);
    }

    /** The mean accuracy on the validation images after an epoch; NaN if there was none. */
    public double validation(int epoch) {
        return histories.stream()
                .filter(history -> history.epochs().size() >= epoch)
                .map(history -> history.epochs().get(epoch - 1))
                .mapToDouble(Epoch::accuracy)
                .average()
                .orElse(Double.NaN);
    }

    /** The mean accuracy on the test images. */
    public double meanTest() {
        return test.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
