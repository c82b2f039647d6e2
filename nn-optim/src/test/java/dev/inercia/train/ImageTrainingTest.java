package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.ChannelDropout;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.StochasticWeightAveraging;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Networks for images in a trainer. */
class ImageTrainingTest {

    /** A bar across or along an image of 8 x 8, with noise, and whether it lies across. */
    private static Dataset bars(int count, long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[count * 64];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(2);
            int at = 1 + random.nextInt(6);
            for (int j = 0; j < 64; j++) {
                boolean isBar = (labels[i] == 0 ? j % 8 : j / 8) == at;
                pixels[i * 64 + j] = (isBar ? 1 : 0) + 0.3f * (float) random.nextGaussian();
            }
        }
        return Dataset.of(Nd4j.createFromArray(pixels).reshape(count, 8, 8, 1), Nd4j.createFromArray(labels));
    }

    private static Network network() {
        Sequential block = new Sequential(
                new Conv2d(6, 3).padding(Padding.SAME).withoutBias(), new BatchNorm(), new Activate(new Relu()));
        return Network.input(8, 8, 1)
                .layer(new Conv2d(6, 3).padding(1).withoutBias())
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(new Residual(block))
                .layer(new MaxPool(2))
                .layer(new ChannelDropout(0.1))
                .layer(new Flatten())
                .layer(new Dropout(0.1))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    private static Trainer trainer(Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(20)
                .epochs(4)
                .seed(1);
    }

    @Test
    void aResidualNetworkLearns() {
        Network network = network();
        History history = trainer(network).train(bars(400, 1));
        assertThat(network.evaluate(bars(200, 2), new Accuracy()).value()).isGreaterThan(0.97);
        assertThat(history.warnings()).isEmpty();
    }

    @Test
    void evaluatingInBetweenChangesNothing() {
        Network plain = network();
        trainer(plain).train(bars(110, 1));
        Network evaluated = network();
        trainer(evaluated)
                .validation(bars(50, 2))
                .onStep(training -> training.network().evaluate(bars(30, 3), new Accuracy()))
                .train(bars(110, 1));
        assertThat(evaluated.parameters().flat().toFloatVector())
                .isEqualTo(plain.parameters().flat().toFloatVector());
        assertThat(evaluated.parameters().buffers().toFloatVector())
                .isEqualTo(plain.parameters().buffers().toFloatVector())
                .isNotEqualTo(network().parameters().buffers().toFloatVector());
    }

    private static Network ofFeatures() {
        return Network.input(64)
                .layer(new Dense(8))
                .layer(new BatchNorm())
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
    }

    private static Dataset flat(int count) {
        float[][] x = new float[count][64];
        int[] labels = new int[count];
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            x[i][i % 64] = random.nextFloat();
            labels[i] = i % 2;
        }
        return Dataset.of(x, labels);
    }

    @Test
    void aLastBatchOfOneExampleIsRefusedBeforeTraining() {
        Network network = ofFeatures();
        float[] before = network.parameters().flat().toFloatVector();
        assertThatThrownBy(() -> trainer(network).batchSize(50).train(flat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Expected training batches of at least 2 examples for layer 1 (BatchNorm), but 101 examples in"
                                + " batches of 50 leave a last batch of 1: use batches of 49");
        assertThatThrownBy(() -> trainer(network).batchSize(1).train(flat(100)))
                .hasMessage(
                        "Expected training batches of at least 2 examples for layer 1 (BatchNorm), but 100 examples in"
                                + " batches of 1 are smaller: use batches of 2");
        assertThat(network.parameters().flat().toFloatVector()).isEqualTo(before);
        trainer(network).batchSize(49).train(flat(101));
        trainer(network()).batchSize(20).epochs(1).train(bars(41, 1)); // one image has many values for each channel
        trainer(ofFeatures())
                .batchSize(50)
                .parameterGroups(ParameterGroups.defaults().frozen("1.*"))
                .train(flat(101));
    }

    @Test
    void groupsReachNormsAndFilters() {
        Network network = network();
        float[] frozen =
                network.parameters().get("3.body.0.weight").dup().data().asFloat();
        float[] first = network.parameters().get("0.weight").dup().data().asFloat();
        float[] statistics =
                network.parameters().get("3.body.1.mean").dup().data().asFloat();
        trainer(network)
                .parameterGroups(ParameterGroups.defaults().frozen("3.body.*"))
                .train(bars(100, 1));
        assertThat(network.parameters().get("3.body.0.weight").dup().data().asFloat())
                .isEqualTo(frozen);
        assertThat(network.parameters().get("3.body.1.mean").dup().data().asFloat())
                .isEqualTo(statistics);
        assertThat(network.parameters().get("0.weight").dup().data().asFloat()).isNotEqualTo(first);
    }

    @Test
    void weightDecaySparesNormsAndBiases() {
        Network network = network();
        network.parameters().get("1.bias").assign(0.5);
        float[] weights = network.parameters().get("0.weight").dup().data().asFloat();
        var optimizer = new AdamW(0.1, 0.9, 0.999, 1e-8, 0.1);
        var state = optimizer.start(network.parameters());
        for (int i = 0; i < 10; i++) {
            optimizer.step(network.parameters(), network.parameters().zeros(), state);
        }
        assertThat(network.parameters().get("1.weight").toFloatVector()).containsOnly(1);
        assertThat(network.parameters().get("1.bias").toFloatVector()).containsOnly(0.5f);
        assertThat(network.parameters().get("0.weight").dup().data().getFloat(3))
                .isCloseTo(
                        (float) (weights[3] * Math.pow(0.99, 10)),
                        org.assertj.core.data.Percentage.withPercentage(0.01));
    }

    /** The mean of what a layer sees, for all of the data. */
    private static double[] meanOfFirstFilters(Network network, Dataset data) {
        Batch batch = data.batch(data.size(), DataType.FLOAT);
        int[] order = new int[data.size()];
        java.util.Arrays.setAll(order, i -> i);
        batch.gather(order, 0);
        var pass = dev.inercia.nn.Pass.inspecting(network, data.size());
        pass.predict(batch.features());
        return pass.output(0).mean(0, 1, 2).toDoubleVector();
    }

    @Test
    void averagedWeightsGetRunningStatisticsOfTheirOwn() {
        Dataset data = bars(200, 1);
        for (var optimizer : List.of(
                new StochasticWeightAveraging(new Adam(0.05), 10, 1),
                new ExponentialMovingAverage(new Adam(0.05), 0.9))) {
            Network network = network();
            new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                    .batchSize(20)
                    .epochs(4)
                    .seed(1)
                    .train(data);
            double[] means = meanOfFirstFilters(network, data);
            double[] running = network.parameters().get("1.mean").toDoubleVector();
            double[] deviations = network.parameters().get("1.variance").toDoubleVector();
            for (int c = 0; c < means.length; c++) {
                // Ten batches of equal size: the mean of their means is that of all of the data.
                assertThat(running[c])
                        .as(optimizer + " channel " + c)
                        .isCloseTo(means[c], org.assertj.core.data.Offset.offset(1e-5 * Math.sqrt(deviations[c])));
            }
        }
    }

    @Test
    void deadFiltersAreReported() {
        Network network = Network.input(8, 8, 1)
                .layer(new Conv2d(6, 3, new Relu()).biases(new Constant(-100)))
                .layer(new Flatten())
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.01))
                .batchSize(20)
                .epochs(4)
                .train(bars(200, 1));
        assertThat(history.warnings())
                .anySatisfy(warning -> assertThat(warning.message())
                        .startsWith(
                                "6 of 6 filters of layer 0 (Conv2d) are stuck: the slope of their Relu is next to 0"));
    }
}
