package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sorted data, split. */
class UnseenClassWarningTest {

    /** Ten examples of each class, sorted by class. */
    private static Dataset sorted(int classes) {
        float[][] x = new float[10 * classes][1];
        String[] labels = new String[10 * classes];
        for (int i = 0; i < labels.length; i++) {
            x[i][0] = i / (float) labels.length;
            labels[i] = "class " + (char) ('a' + i / 10);
        }
        return Dataset.of(x, labels);
    }

    private static List<String> warnings(Split split) {
        Network network = Network.input(1)
                .layer(new Dense(split.first().classes()))
                .output(new Softmax())
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.01))
                        .epochs(3)
                        .validation(split.second())
                        .listeners(Diagnosis.LISTENERS.stream()
                                .filter(listener -> listener instanceof UnseenClassWarning)
                                .toList())
                        .train(split.first())
                        .warnings()
                        .stream()
                        .map(Warning::message)
                        .toList();
    }

    @Test
    void aClassThatNeverOccursInTrainingIsNamedOnce() {
        assertThat(warnings(sorted(3).split(0.6)))
                .containsExactly("the validation data has a class that the training data never has, so that nothing"
                        + " can be learned about it: class c. Likely cause: sorted data was split without shuffling; split"
                        + " data.stratified(seed) or data.shuffled(seed) instead");
    }

    @Test
    void manyClassesAreListedInPart() {
        assertThat(warnings(sorted(8).split(0.25)))
                .singleElement()
                .asString()
                .contains(
                        "has 6 classes that the training data never has, so that nothing can be learned about them: class c,"
                                + " class d, class e, class f, class g and 1 more. Likely cause");
    }

    @Test
    void isSilentIfEveryClassOccurs() {
        assertThat(warnings(sorted(3).shuffled(1).split(0.6))).isEmpty();
        assertThat(warnings(sorted(3).stratified(1).split(0.6))).isEmpty();
        // The other way round nothing is lost, only not measured.
        Split split = sorted(3).split(0.6);
        assertThat(warnings(new Split(sorted(3), split.second()))).isEmpty();
    }

    /** Values have no classes; nor do labels of the two classes of a single output, given as values. */
    @Test
    void isSilentWithoutClasses() {
        double[][] x = {{0}, {1}, {2}, {3}};
        Network network =
                Network.input(1).layer(new Dense(1)).output(new Sigmoid()).build();
        Dataset values = Dataset.of(x, new double[] {0, 0, 0, 1});
        Dataset classes = Dataset.of(x, new int[] {0, 1, 1, 0});
        Trainer trainer = new Trainer(network, new MeanSquaredError(), new Sgd(0.01))
                .epochs(2)
                .listeners(List.of(new UnseenClassWarning()));
        assertThat(trainer.train(values).warnings()).isEmpty();
        assertThat(trainer.validation(values).train(values).warnings()).isEmpty();
        assertThat(trainer.validation(values).train(classes).warnings()).isEmpty();
    }

    /** At the door, instead of after an epoch. */
    @Test
    void dataOfAnotherKindThanTheValidationDataIsRefused() {
        double[][] x = {{0}, {1}, {2}, {3}};
        Network network = Network.input(1).layer(new Dense(1)).build();
        double[] first = network.parameters().flat().toDoubleVector();
        Trainer trainer = new Trainer(network, new MeanSquaredError(), new Sgd(0.01))
                .validation(Dataset.of(x, new int[] {0, 1, 1, 0}));
        assertThatThrownBy(() -> trainer.train(Dataset.of(x, new double[] {0, 0, 0, 1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The training data is of another kind than the validation data: Accuracy measures"
                                + " classes, but these targets are values");
        assertThat(network.parameters().flat().toDoubleVector()).containsExactly(first);
    }
}
