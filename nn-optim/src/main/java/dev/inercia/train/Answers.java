package dev.inercia.train;

import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.Problem;
import dev.inercia.nn.tensor.Memory;
import java.util.Optional;

/**
 * The classes that a network predicts on validation data, in summary.
 *
 * @param predicted the class if all predictions agree, otherwise -1
 * @param actual the class if all validation examples have the same, otherwise -1
 * @param total the number of predictions
 * @param share the share of training examples of the predicted class
 */
record Answers(int predicted, int actual, int total, double share) {

    private static final int SAMPLE = 1000;
    private static final int SEVERAL = -1;

    /** True if all predictions are one class although the examples are not. */
    boolean isCollapsed() {
        return predicted != SEVERAL && actual != predicted;
    }

    /** The predictions of the last evaluation; empty if there was none, or if the data has no classes. */
    static Optional<Answers> of(Training training) {
        Optional<Dataset> validation = training.trainer().validation();
        if (validation.isEmpty()) {
            return Optional.empty();
        }
        if (training.confusion().isPresent()) {
            return training.confusion().map(confusion -> of(training, confusion));
        }
        var architecture = training.network().architecture();
        return Problem.of(training.data(), architecture.outputShape(), architecture.outputActivation())
                        == Problem.BINARY
                ? Optional.of(binary(training, validation.get()))
                : Optional.empty();
    }

    private static Answers of(Training training, ConfusionMatrix confusion) {
        int predicted = confusion.onlyPrediction().orElse(SEVERAL);
        if (predicted == SEVERAL) {
            return new Answers(SEVERAL, SEVERAL, confusion.total(), 0);
        }
        int actual = confusion.correct() == confusion.total() ? predicted : SEVERAL;
        return new Answers(predicted, actual, confusion.total(), share(training.data(), predicted));
    }

    private static Answers binary(Training training, Dataset validation) {
        Batch batch =
                Sample.of(validation, SAMPLE, training.network().architecture().type());
        double[] outputs = Sample.values(
                Memory.of(Pass.predicting(training.network(), batch.rows()).predict(batch.features())));
        int predicted = only(outputs);
        return new Answers(
                predicted,
                only(Sample.values(Memory.of(batch.targets()))),
                outputs.length,
                share(training.data(), predicted));
    }

    /** The class of all probabilities. */
    private static int only(double[] probabilities) {
        int only = probabilities[0] >= 0.5 ? 1 : 0;
        for (double p : probabilities) {
            if ((p >= 0.5 ? 1 : 0) != only) {
                return SEVERAL;
            }
        }
        return only;
    }

    private static double share(Dataset data, int label) {
        long[] counts = new long[2];
        data.forEachTarget((target, example) -> {
            for (double value : target) {
                counts[Math.round(value) == label ? 1 : 0]++;
            }
        });
        return (double) counts[1] / (counts[0] + counts[1]);
    }
}
