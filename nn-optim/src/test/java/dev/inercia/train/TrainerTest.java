package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Parallel;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.State;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class TrainerTest {

    /** Three clouds of points in four dimensions. */
    static Dataset clouds(int count, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][4];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 4; j++) {
                x[i][j] = (float) ((j == labels[i] ? 1 : 0) + 0.3 * random.nextGaussian());
            }
        }
        return Dataset.of(x, labels);
    }

    static Network classifier(long seed) {
        return Network.input(4)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(seed)
                .build();
    }

    private static Trainer trainer(Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(10)
                .epochs(5);
    }

    @Test
    void learns() {
        History history = trainer(classifier(1)).validation(clouds(100, 2)).train(clouds(305, 1));
        assertThat(history.epochs()).hasSize(5);
        Epoch first = history.epochs().get(0);
        Epoch last = history.last().orElseThrow();
        assertThat(last.loss()).isLessThan(first.loss() / 2);
        assertThat(last.validationLoss()).isLessThan(first.validationLoss());
        assertThat(last.total()).isEqualTo(100);
        assertThat(last.correct()).isGreaterThan(90);
        assertThat(last.trainingSeconds()).isPositive();
        assertThat(last.evaluationSeconds()).isPositive();
        assertThat(last).asString().startsWith("Epoch 5: " + last.correct() + " / 100, loss ");
        assertThat(history.warnings()).isEmpty();
        assertThat(history.stopReason()).isEmpty();
        assertThat(history.best(new Accuracy()).orElseThrow().correct())
                .isEqualTo(
                        history.epochs().stream().mapToInt(Epoch::correct).max().orElseThrow());
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        float[][] runs = new float[3][];
        for (int run = 0; run < 3; run++) {
            Network network = classifier(1);
            trainer(network).seed(run == 2 ? 8 : 7).train(clouds(305, 1));
            runs[run] = network.parameters().flat().toFloatVector();
        }
        assertThat(runs[1]).containsExactly(runs[0]);
        assertThat(runs[2]).isNotEqualTo(runs[0]);
    }

    /** Trainers derived from one, on several threads at once, for networks of different depth. */
    @Test
    void oneTrainerServesManyThreads() {
        Dataset data = clouds(100, 1);
        Trainer shared = trainer(deep(1)).validation(clouds(30, 2));
        float[][] alone = new float[5][];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = trained(shared, i, data);
        }
        List<float[]> together = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> trained(shared, i % alone.length, data))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).as("training %d", i).containsExactly(alone[i % alone.length]);
        }
    }

    private static float[] trained(Trainer trainer, int hidden, Dataset data) {
        Network network = deep(hidden);
        trainer.network(network).train(data);
        return network.parameters().flat().toFloatVector();
    }

    private static Network deep(int hidden) {
        NetworkBuilder builder = Network.input(4);
        for (int i = 0; i < hidden; i++) {
            builder.layer(new Dense(6, new Tanh()));
        }
        return builder.layer(new Dense(3)).output(new Softmax()).seed(hidden).build();
    }

    /** Batches of 10 from 25 examples: two steps of 10 and one of 5, each averaged over its own size. */
    @Test
    void trainsOnTheLastSmallerBatchToo() {
        Dataset data = clouds(25, 1);
        Network network = classifier(1);
        List<Integer> sizes = new ArrayList<>();
        Listener sizesSeen = new Listener() {
            @Override
            public void onStep(Training training) {
                sizes.add(training.pass().rows());
            }
        };
        trainer(network).epochs(1).listener(sizesSeen).train(data);
        assertThat(sizes).containsExactly(10, 10, 5);
    }

    /** The trainer's epoch by hand: the same batches, gradients and steps must give the same bits. */
    @Test
    void doesWhatALoopByHandDoes() {
        Dataset data = clouds(20, 1);
        Network trained = classifier(1);
        Optimizer optimizer = new Momentum(0.1);
        new Trainer(trained, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(10)
                .epochs(2)
                .seed(3)
                .train(data);

        Network network = classifier(1);
        Pass pass = Pass.training(network, 10, new SoftmaxCrossEntropy(), 3);
        State state = optimizer.start(network.parameters());
        var batches = data.batches(10, DataType.FLOAT);
        for (int epoch = 1; epoch <= 2; epoch++) {
            batches.shuffle(3, epoch);
            for (Batch batch : batches) {
                pass.loss(batch.features(), batch.targets());
                pass.backward();
                optimizer.step(network.parameters(), pass.gradients(), state);
            }
        }
        assertThat(trained.parameters().flat().toFloatVector())
                .containsExactly(network.parameters().flat().toFloatVector());
    }

    @Test
    void measuresRegressionByItsLoss() {
        Random random = new Random(1);
        float[][] x = new float[64][1];
        float[][] y = new float[64][1];
        for (int i = 0; i < 64; i++) {
            x[i][0] = random.nextFloat() * 2 - 1;
            y[i][0] = x[i][0] * x[i][0];
        }
        Network network = Network.input(1)
                .layer(new Dense(16, new Tanh()))
                .layer(new Dense(1))
                .seed(1)
                .build();
        Dataset data = Dataset.of(x, y);
        History history = new Trainer(network, new MeanSquaredError(), new Adam(0.01))
                .batchSize(16)
                .epochs(200)
                .validation(data)
                .train(data);
        Epoch last = history.last().orElseThrow();
        assertThat(last.total()).isZero();
        assertThat(last.validationLoss()).isLessThan(0.005);
        assertThat(last.toString()).startsWith("Epoch 200: loss ").contains(", validation loss ");
    }

    /** After warm-up, a step makes no arrays (one alone is over 500 bytes on the heap) and under 200 bytes. */
    @Test
    void makesNextToNoGarbagePerStep() {
        assertThat(bytesPerStep(classifier(1))).isLessThan(200);
    }

    /** Nor do layers around and beside others; the last epoch of ten. */
    @Test
    void makesNextToNoGarbageWithNestedLayers() {
        for (Parallel.Join join : Parallel.Join.values()) {
            Network network = Network.input(4)
                    .layer(new Dense(8))
                    .layer(new Residual(new Residual(new Dense(8, new Tanh()))))
                    .layer(new Parallel(join, new Dense(8, new Tanh()), new Activate(new Relu()), new Dense(8)))
                    .layer(new Dense(3))
                    .output(new Softmax())
                    .build();
            assertThat(bytesPerStep(network)).as("%s", join).isLessThan(200);
        }
    }

    private static double bytesPerStep(Network network) {
        Dataset data = clouds(2005, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        List<Double> bytesPerStep = new ArrayList<>();
        Listener heap = new Listener() {
            private long before;
            private long beforeStep;

            @Override
            public void onStep(Training training) {
                long now = threads.getThreadAllocatedBytes(thread);
                long inEpoch = training.step() - beforeStep;
                if (inEpoch == 1) {
                    before = now;
                } else if (inEpoch == training.stepsPerEpoch()) {
                    bytesPerStep.add((now - before) / (double) (inEpoch - 1));
                    beforeStep = training.step();
                }
            }
        };
        trainer(network).epochs(10).listener(heap).train(data);
        assertThat(bytesPerStep).hasSize(10);
        return bytesPerStep.get(9);
    }

    @Test
    void interruptingEndsItAfterTheStepInHand() {
        List<Long> steps = new ArrayList<>();
        Listener interrupter = new Listener() {
            @Override
            public void onStep(Training training) {
                steps.add(training.step());
                if (training.step() == 37) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        History history = trainer(classifier(1)).listener(interrupter).train(clouds(100, 1));
        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(steps).endsWith(37L);
        assertThat(history.epochs()).hasSize(3);
        assertThat(history.stopReason()).contains("the thread was interrupted");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Trainer trainer = trainer(classifier(1));
        assertThatThrownBy(() -> trainer.batchSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: batchSize must be at least 1, but is 0");
        assertThatThrownBy(() -> trainer.epochs(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: epochs must be at least 1, but is -1");
    }

    @Test
    void aLossThatDoesNotFitTheOutputIsRefusedAtOnce() {
        Network sigmoid =
                Network.input(4).layer(new Dense(3)).output(new Sigmoid()).build();
        assertThatThrownBy(() -> new Trainer(sigmoid, new SoftmaxCrossEntropy(), new Sgd(0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SoftmaxCrossEntropy[labelSmoothing=0.0] needs a network whose output activation is Softmax[],"
                                + " but this one's is Sigmoid[]: build the network with .output(new Softmax())");
    }

    @Test
    void dataThatDoesNotFitTheNetworkIsRefusedAndNothingChanges() {
        Network network =
                Network.input(5).layer(new Dense(2)).output(new Softmax()).build();
        float[] before = network.parameters().flat().toFloatVector();
        Trainer trainer = trainer(network);
        assertThatThrownBy(() -> trainer.train(clouds(30, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The training data has features of shape [4], but layer 0 (Dense) of this network expects [5]:"
                                + " build the network with Network.input(...) of the data's shape");
        Network two = Network.input(4).layer(new Dense(2)).output(new Softmax()).build();
        assertThatThrownBy(() -> trainer(two).validation(clouds(30, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The validation data has 3 classes, but layer 0 (Dense) of this network has outputs of shape"
                                + " [2]: it needs one output per class, or a single one for two classes; if these are"
                                + " values and no classes, give them as [examples, 1]");
        assertThat(network.parameters().flat().toFloatVector()).containsExactly(before);
    }

    @Test
    void saysEverySettingInUse() {
        assertThat(new Trainer(
                                Network.input(4)
                                        .layer(new Dense(3))
                                        .output(new Identity())
                                        .build(),
                                new Quadratic(),
                                new Momentum(0.07))
                        .seed(4))
                .hasToString(
                        "Momentum[learningRate=0.07, momentum=0.9], Quadratic[], batch size 32, 10 epochs, seed 4");
    }
}
