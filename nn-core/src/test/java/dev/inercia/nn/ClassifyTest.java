package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.Average;
import dev.inercia.nn.metric.BalancedAccuracy;
import dev.inercia.nn.metric.BinaryAccuracy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.ExactMatch;
import dev.inercia.nn.metric.F1;
import dev.inercia.nn.metric.HammingLoss;
import dev.inercia.nn.metric.MatthewsCorrelation;
import dev.inercia.nn.metric.MultiLabel;
import dev.inercia.nn.metric.MultiLabelF1;
import dev.inercia.nn.metric.Precision;
import dev.inercia.nn.metric.Recall;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Predictions for plain arrays, and classes by name. The networks here compute nothing but their output activation. */
class ClassifyTest {

    private static final List<String> SPECIES = List.of("setosa", "versicolor", "virginica");
    private static final double[][] Z = {{2, 1, 0}, {0, 3, 1}, {-1, 0, 0.5}, {1, 1.5, 1}};

    private static NetworkBuilder network(int inputs, Activation output) {
        return Network.input(inputs).layer(new Activate(new Identity())).output(output);
    }

    private static float[][] floats(double[][] x) {
        float[][] floats = new float[x.length][];
        for (int i = 0; i < x.length; i++) {
            floats[i] = Numbers.floats(x[i]);
        }
        return floats;
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void everyFormPredictsTheSame(DataType type) {
        Network network = network(3, new Softmax()).type(type).build();
        double[] expected = Numbers.values(network.predict(Nd4j.createFromArray(Z)));
        Dataset data = Dataset.of(Z, new int[] {0, 1, 2, 1});

        assertThat(Numbers.values(network.predict(data))).containsExactly(expected);
        double[][] doubles = network.predict(Z);
        float[][] floats = network.predict(floats(Z));
        assertThat(floats).hasDimensions(4, 3);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(doubles[i][j]).isEqualTo(expected[3 * i + j]);
                assertThat(floats[i][j]).isEqualTo((float) expected[3 * i + j], within(1e-7f));
            }
            assertThat(network.predict(floats(Z)[i])).containsExactly(floats[i], within(1e-7f));
        }
    }

    /** Gathered in several batches, the last of them smaller; targets are not looked at. */
    @Test
    void aDatasetIsPredictedInOrder() {
        double[][] x = new double[2501][];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {i, -i};
        }
        Network network = network(2, new Identity()).build();
        Dataset data = Dataset.of(x, new int[2501], 7);
        assertThat(network.predict(data).shape()).containsExactly(2501, 2);
        assertThat(Numbers.values(network.predict(data))).containsExactly(Numbers.values(Nd4j.createFromArray(x)));
        int[] order = {2500, 0, 7};
        assertThat(Numbers.values(network.predict(data.subset(order)))).containsExactly(2500, -2500, 0, 0, 7, -7);
    }

    @Test
    void inputsAndOutputsOfHigherRankAreFlattened() {
        Network network = Network.input(2, 3)
                .layer(new Activate(new Identity()))
                .output(new Softmax())
                .build();
        float[][] y = network.predict(new float[][] {{1, 2, 3, 6, 5, 4}});
        assertThat(y).hasDimensions(1, 6);
        assertThat(y[0][0] + y[0][1] + y[0][2]).isCloseTo(1, within(1e-6f));
        assertThat(network.classify(new float[][] {{1, 2, 3, 6, 5, 4}})).containsExactly("2", "0");
    }

    @Test
    void theClassOfTheLargestOutputIsGivenByName() {
        Network network = network(3, new Softmax()).classes(SPECIES).build();
        List<String> expected = List.of("setosa", "versicolor", "virginica", "versicolor");
        assertThat(network.classify(Z)).isEqualTo(expected);
        assertThat(network.classify(floats(Z))).isEqualTo(expected);
        assertThat(network.classify(Nd4j.createFromArray(Z))).isEqualTo(expected);
        assertThat(network.classify(Dataset.of(Z, new int[4], 3))).isEqualTo(expected);
        assertThat(network.classify(new float[] {0, 0, 1})).isEqualTo("virginica");
        assertThat(network(3, new Softmax()).build().classify(Z)).containsExactly("0", "1", "2", "1");
        assertThat(network.classify(new double[][] {{1, 1, 1}})).containsExactly("setosa");
    }

    @Test
    void aSingleOutputHasTwoClasses() {
        Network network =
                network(1, new Sigmoid()).classes("benign", "malignant").build();
        double[][] x = {{-1}, {0}, {2}, {logit(0.31)}, {logit(0.29)}};
        assertThat(network.classify(x)).containsExactly("benign", "malignant", "malignant", "benign", "benign");
        assertThat(network.thresholds(0.3).classify(x))
                .containsExactly("benign", "malignant", "malignant", "malignant", "benign");
        assertThat(network.thresholds(0.3).labels(x))
                .containsExactly(
                        List.of(), List.of("malignant"), List.of("malignant"), List.of("malignant"), List.of());
    }

    @Test
    void labelsHaveAThresholdEach() {
        Network network =
                network(3, new Sigmoid()).classes("red", "green", "blue").build();
        double[][] x = {{logit(0.6), logit(0.4), logit(0.1)}, {logit(0.2), logit(0.55), logit(0.8)}};
        assertThat(network.labels(x)).containsExactly(List.of("red"), List.of("green", "blue"));
        Network tuned = network.thresholds(0.7, 0.3, 0.5);
        assertThat(tuned.labels(x)).containsExactly(List.of("green"), List.of("green", "blue"));
        assertThat(tuned.labels(floats(x))).isEqualTo(tuned.labels(x));
        assertThat(tuned.labels(Dataset.of(x, new double[2][3]))).isEqualTo(tuned.labels(x));
        assertThat(tuned.thresholds().labels(x)).isEqualTo(network.labels(x));
    }

    /** With two classes, thresholds 1 - t and t say the second from a probability of t on. */
    @Test
    void aClassIsChosenInRelationToItsThreshold() {
        Network two = network(2, new Softmax()).build().thresholds(0.8, 0.2);
        assertThat(two.classify(new double[][] {{0, logit(0.21)}, {0, logit(0.19)}}))
                .containsExactly("1", "0");
        Network three = network(3, new Softmax()).build();
        double[][] x = {{Math.log(0.5), Math.log(0.3), Math.log(0.2)}};
        assertThat(three.thresholds(0.5, 0.2, 0.3).classify(x)).containsExactly("1");
        assertThat(three.thresholds(0.5, 0.5, 0.1).classify(x)).containsExactly("2");
    }

    @Test
    void metricsMeasureWhatIsClassified() {
        double[][] x = {{logit(0.35)}, {logit(0.1)}, {logit(0.45)}, {logit(0.7)}, {logit(0.25)}, {logit(0.6)}};
        int[] labels = {1, 0, 1, 1, 0, 0};
        Dataset data = Dataset.of(x, labels).named(List.of("no", "yes"));
        Network network = network(1, new Sigmoid()).build().thresholds(0.3);
        assertThat(network.classify(x)).containsExactly("1", "0", "1", "1", "0", "1");

        assertThat(network.evaluate(data, new Accuracy()).correct()).isEqualTo(5);
        assertThat(network.evaluate(data, new ConfusionMatrix()).count(0, 1)).isEqualTo(1);
        assertThat(network.evaluate(data, new ConfusionMatrix()).count(1, 1)).isEqualTo(3);
        assertThat(network.evaluate(data, Recall.ofClass(1)).value()).isEqualTo(1);
        assertThat(network.evaluate(data, Precision.ofClass(1)).value()).isEqualTo(0.75);
        assertThat(network.evaluate(data, F1.ofClass(1)).value()).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(network.evaluate(data, new BalancedAccuracy()).value()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(network.evaluate(data, new MatthewsCorrelation()).value())
                .isCloseTo(6 / Math.sqrt(72), within(1e-12));
        Dataset values = Dataset.of(x, new double[] {1, 0, 1, 1, 0, 0});
        assertThat(network.evaluate(values, new BinaryAccuracy()).correct()).isEqualTo(5);
        assertThat(network.evaluate(values, new BinaryAccuracy(0.5)).correct()).isEqualTo(3);
        assertThat(new BinaryAccuracy().name()).isEqualTo("binary accuracy");
        assertThat(new BinaryAccuracy(0.5).fresh().name()).isEqualTo("binary accuracy at 0.5");
    }

    @Test
    void labelMetricsMeasureByTheThresholds() {
        double[][] x = {{logit(0.6), logit(0.4)}, {logit(0.2), logit(0.55)}};
        Dataset data = Dataset.of(x, new double[][] {{0, 1}, {0, 1}});
        Network network = network(2, new Sigmoid()).build();
        Network tuned = network.thresholds(0.7, 0.3);
        assertThat(network.evaluate(data, new MultiLabel()).value()).isEqualTo(0.5);
        assertThat(tuned.evaluate(data, new MultiLabel()).value()).isEqualTo(1);
        assertThat(tuned.evaluate(data, new MultiLabel(0.5)).value()).isEqualTo(0.5);
        assertThat(tuned.evaluate(data, new ExactMatch()).value()).isEqualTo(1);
        assertThat(tuned.evaluate(data, new HammingLoss()).value()).isZero();
        assertThat(tuned.evaluate(data, new MultiLabelF1(Average.MICRO)).value())
                .isEqualTo(1);
        assertThat(network.evaluate(data, new MultiLabelF1(Average.MICRO)).value())
                .isEqualTo(0.5);
    }

    @Test
    void namesAndThresholdsAreSaved(@TempDir Path directory) {
        Network network = network(3, new Softmax()).classes(SPECIES).build().thresholds(0.5, 0.2, 0.3);
        network.save(directory.resolve("iris.safetensors"));
        Network loaded = Network.load(directory.resolve("iris.safetensors"));
        assertThat(loaded.architecture()).isEqualTo(network.architecture());
        assertThat(loaded.architecture().classNames()).isEqualTo(SPECIES);
        assertThat(loaded.classify(Z)).isEqualTo(network.classify(Z)).contains("versicolor");
        assertThat(network.copy().classify(Z)).isEqualTo(network.classify(Z));
        Network without = network(3, new Softmax()).build();
        without.save(directory.resolve("plain.safetensors"));
        assertThat(Network.load(directory.resolve("plain.safetensors"))
                        .architecture()
                        .labels())
                .isEmpty();
    }

    @Test
    void thresholdsShareTheParameters() {
        Network network =
                Network.input(2).layer(new Dense(1)).output(new Sigmoid()).build();
        Network tuned = network.thresholds(0.2);
        assertThat(tuned.parameters()).isSameAs(network.parameters());
        assertThat(network.architecture().labels()).isEmpty();
        assertThat(tuned.architecture().labels()).contains(new Labels(List.of(), List.of(0.2)));
    }

    @Test
    void dataWithOtherNamesIsRefused() {
        Network network = network(3, new Softmax()).classes(SPECIES).build();
        Dataset data = Dataset.of(Z, new String[] {"setosa", "virginica", "versicolor", "setosa"});
        network.requireFits(data, new SoftmaxCrossEntropy(), "training data");
        network.requireFits(Dataset.of(Z, new int[] {0, 1, 2, 0}), "training data");
        Dataset fewer = Dataset.of(Z, new String[] {"versicolor", "versicolor", "virginica", "virginica"});
        assertThatThrownBy(() -> network.requireFits(fewer, "validation data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The validation data has the classes [versicolor, virginica], but this network's are [setosa,"
                                + " versicolor, virginica]: number its labels by the network's names, as in Dataset.of(features,"
                                + " labels, network.architecture().classNames()), or CsvTable.like");
        Dataset numbered = Dataset.of(
                Z,
                List.of("versicolor", "versicolor", "virginica", "virginica"),
                network.architecture().classNames());
        assertThat(network.evaluate(numbered, new Accuracy()).correct()).isEqualTo(2);
        assertThat(network.evaluate(Dataset.of(Z, new int[] {0, 1, 2, 0}), new ConfusionMatrix())
                        .toString())
                .contains("versicolor");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> network(3, new Softmax()).classes("a", "b").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Expected a name for each of 3 classes, as the network has outputs of shape [3], but got 2: [a,"
                                + " b]");
        assertThatThrownBy(() -> network(1, new Sigmoid()).classes("a", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a different name for each class, but got [a, a]");
        Network network = network(3, new Softmax()).build();
        assertThatThrownBy(() -> network.thresholds(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a threshold for each of 3 outputs, but got 1: [0.5]");
        for (double threshold : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> network.thresholds(0.5, threshold, 0.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Network: threshold must be in (0, 1)")
                    .hasMessageEndingWith(String.valueOf(threshold));
        }
        assertThatThrownBy(() -> network.predict(new double[][] {{1, 2, 3}, {1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 3 features at the input of layer 0 (Activate), but example 1 has 2");
        assertThatThrownBy(() -> network.predict(new float[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected at least one example to predict, but got none");
        assertThatThrownBy(() -> network.predict(new float[][] {{1, 2, Float.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example 0 has NaN or infinity at index 2");
        assertThatThrownBy(() -> network.predict(Dataset.of(new double[][] {{1, 2}}, new int[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but got [1, 2]");
        assertThatThrownBy(() -> network(2, new Softmax()).build().classify(new float[] {1e38f * 10, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        Network broken =
                Network.input(2).layer(new Dense(2)).output(new Softmax()).build();
        broken.parameters().flat().assign(Double.NaN);
        assertThatThrownBy(() -> broken.classify(new float[] {1, 2}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The network predicts NaN, which is no class");
    }
}
