package dev.inercia.examples.compare;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.List;

/**
 * The measurements of an optimizer.
 *
 * @param contender the optimizer
 * @param learningRate the best learning rate found
 * @param atEdge true if it was the lowest or highest rate tried
 * @param histories one training per seed, without those that failed
 * @param test the fraction of test images classified correctly after the last epoch, one per training
 * @param stepMicros the time of a whole training step, in microseconds
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
