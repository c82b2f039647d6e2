package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.ConfusionMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    /** The larger of the two features says the class; every seventh label is wrong. */
    private static Dataset data(int size) {
        float[][] features = new float[size][2];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            features[i][i % 2] = 1 + i % 3;
            labels[i] = i % 7 == 0 ? 1 - i % 2 : i % 2;
        }
        return Dataset.of(features, labels);
    }

    /** Passes its two features on. */
    private static Network identity() {
        Network network =
                Network.input(2).layer(new Dense(2)).output(new Softmax()).build();
        network.parameters().flat().assign(0);
        network.parameters().get("0.weight").putScalar(0, 0, 1).putScalar(1, 1, 1);
        return network;
    }

    @Test
    void measuresAllExamplesOfEveryBatchSize() {
        for (int size : new int[] {1, 499, 500, 501, 1203}) {
            Accuracy accuracy = identity().evaluate(data(size), new Accuracy());
            assertThat(accuracy.total()).isEqualTo(size);
            assertThat(accuracy.correct()).isEqualTo(size - (size + 6) / 7);
        }
    }

    @Test
    void theConfusionMatrixShowsTheNamesOfTheClasses() {
        Dataset data = data(10);
        Dataset named = data.named(List.of("left", "right"));
        assertThat(identity().evaluate(named, new ConfusionMatrix()).toString()).startsWith("actual  left right  ");
        assertThat(identity()
                        .evaluate(named, new ConfusionMatrix(List.of("a", "b")))
                        .className(1))
                .isEqualTo("b");
        assertThat(identity().evaluate(data, new ConfusionMatrix()).className(1))
                .isEqualTo("1");
        ConfusionMatrix told = identity().evaluate(named, new ConfusionMatrix());
        assertThat(told.className(0)).isEqualTo("left");
        assertThat(told.fresh().className(0)).isEqualTo("0");
    }

    @Test
    void averagesTheLossOverExamples() {
        Dataset data = data(1203);
        double expected = 0;
        for (int i = 0; i < 1203; i++) {
            double margin = 1 + i % 3;
            expected += Math.log1p(Math.exp(i % 7 == 0 ? margin : -margin));
        }
        Evaluator evaluator = new Evaluator(identity(), data, new SoftmaxCrossEntropy());
        ConfusionMatrix matrix = new ConfusionMatrix();
        Accuracy accuracy = new Accuracy();
        assertThat(evaluator.run(matrix, accuracy)).isEqualTo(expected / 1203, within(1e-5));
        assertThat(matrix.correct()).isEqualTo(accuracy.correct()).isEqualTo(1203 - 172);
        assertThat(evaluator.run()).as("again").isEqualTo(expected / 1203, within(1e-5));
    }

    @Test
    void measuresUnfusedLossesOfActivatedOutputs() {
        Network network =
                Network.input(1).layer(new Dense(1)).output(new Sigmoid()).build();
        network.parameters().flat().assign(0);
        Dataset data = Dataset.of(new float[][] {{1}, {2}}, new float[][] {{1}, {0.5f}});
        assertThat(new Evaluator(network, data, new Quadratic()).run()).isEqualTo(0.125 / 2, within(1e-7));
        assertThat(new Evaluator(network, data).run()).isNaN();
    }

    @Test
    void seesParametersAsTheyAre() {
        Network network = identity();
        Evaluator evaluator = new Evaluator(network, data(10));
        Accuracy before = new Accuracy();
        Accuracy after = new Accuracy();
        evaluator.run(before);
        network.parameters().flat().muli(-1);
        evaluator.run(after);
        assertThat(after.correct()).isEqualTo(10 - before.correct());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Evaluator(identity(), Dataset.of(new float[1][3], new int[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The evaluation data has features of shape [3], but layer 0 (Dense) of this");
        Network sigmoid =
                Network.input(2).layer(new Dense(2)).output(new Sigmoid()).build();
        assertThatThrownBy(() -> new Evaluator(sigmoid, data(3), new SoftmaxCrossEntropy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SoftmaxCrossEntropy[labelSmoothing=0.0] needs a network whose output activation is"
                        + " Softmax[], but this one's is Sigmoid[]: build the network with .output(new Softmax())");
    }
}
