package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Softplus;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Standardize;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.RowLoss;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Muon;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.optim.schedule.MultiStep;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.optim.schedule.Polynomial;
import dev.inercia.optim.schedule.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What people ran into: trainings that go well and were warned of, and those that went wrong without a word. */
class WarningCasesTest {

    private static final Dataset XOR =
            Dataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});

    /** Points inside and outside a circle. */
    private static Dataset circle(int count, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][2];
        int[] y = new int[count];
        for (int i = 0; i < count; i++) {
            x[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            y[i] = Math.hypot(x[i][0], x[i][1]) < 0.8 ? 1 : 0;
        }
        return Dataset.of(x, y);
    }

    /** A noisy wave, shifted and scaled. */
    private static Dataset wave(double mean, double size) {
        Random random = new Random(5);
        float[][] x = new float[400][1];
        float[] y = new float[400];
        for (int i = 0; i < 400; i++) {
            x[i][0] = random.nextFloat() * 2 - 1;
            y[i] = (float) (mean + size * (Math.sin(3 * x[i][0]) + 0.1 * random.nextGaussian()));
        }
        return Dataset.of(x, y);
    }

    private static Network network(int inputs, int outputs, Activation hidden, Activation output, DataType type) {
        return Network.input(inputs)
                .layer(new Dense(16, hidden))
                .layer(new Dense(outputs))
                .output(output)
                .type(type)
                .seed(1)
                .build();
    }

    private static Network regression(Activation output) {
        return network(1, 1, new Tanh(), output, DataType.FLOAT);
    }

    private static Trainer classifier(Optimizer optimizer) {
        Network network = network(2, 2, new Tanh(), new Softmax(), DataType.FLOAT);
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer).epochs(15);
    }

    private static List<String> messages(History history) {
        return history.warnings().stream().map(Warning::message).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void exclusiveOrIsSolvedWithoutAWarning(double rate) {
        for (int seed = 0; seed < 20; seed++) {
            Network network = Network.input(2)
                    .layer(new Dense(4, new Sigmoid()))
                    .layer(new Dense(1))
                    .output(new Sigmoid())
                    .seed(seed)
                    .build();
            History history = new Trainer(network, new SigmoidBinaryCrossEntropy(), new Sgd(rate))
                    .epochs(3000)
                    .validation(XOR)
                    .train(XOR);
            if (history.last().orElseThrow().loss() < 0.05) {
                assertThat(history.warnings()).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void aNetworkThatHasConvergedIsLeftAlone() {
        for (Optimizer optimizer : List.of(new Adam(0.01), new Momentum(0.05), new Sgd(0.2))) {
            Dataset data = circle(600, 1);
            Trainer trainer = classifier(optimizer).validation(data).epochs(40);
            assertThat(trainer.train(data).warnings()).isEmpty();
            assertThat(trainer.train(data).warnings()).isEmpty();
        }
    }

    /** One value of a table is a thousand standard deviations out. */
    @Test
    void aRareLargeValueIsNoWrongScale() {
        Random random = new Random(2);
        float[][] x = new float[500][4];
        int[] y = new int[500];
        for (int i = 0; i < 500; i++) {
            y[i] = i % 2;
            for (int j = 0; j < 4; j++) {
                x[i][j] = (float) random.nextGaussian() + (j == y[i] ? 2 : 0);
            }
        }
        x[250][3] = 1000;
        Network network = network(4, 2, new Tanh(), new Softmax(), DataType.FLOAT);
        Dataset data = Dataset.of(x, y);
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .validation(data.subset(0, 200))
                .train(data);
        assertThat(history.warnings()).isEmpty();
    }

    @Test
    void aNetworkThatStandardisesItsFeaturesIsLeftAlone() {
        float[][] raw = new float[400][2];
        Dataset circle = circle(400, 3);
        int[] labels = circle.labels();
        var batch = circle.batch(400, DataType.FLOAT);
        int[] order = new int[400];
        for (int i = 0; i < 400; i++) {
            order[i] = i;
        }
        batch.gather(order, 0);
        float[] values = batch.features().data().asFloat();
        for (int i = 0; i < 400; i++) {
            raw[i] = new float[] {5000 + 900 * values[2 * i], 300 * values[2 * i + 1]};
        }
        Dataset data = Dataset.of(raw, labels);
        Network network = Network.input(2)
                .layer(Standardize.of(data))
                .layer(new Dense(16, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01)).epochs(30);
        assertThat(trainer.train(data).warnings()).isEmpty();
        assertThat(messages(classifier(new Adam(0.01)).train(data)).get(0)).startsWith("Features are as large as");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void tinyTrainingsAreNotJudged(int epochs) {
        assertThat(classifier(new Adam(0.01))
                        .epochs(epochs)
                        .validation(XOR)
                        .train(XOR)
                        .warnings())
                .isEmpty();
    }

    @Test
    void aDeadOutputIsNamed() {
        float[][] x = new float[200][1];
        float[] y = new float[200];
        for (int i = 0; i < 200; i++) {
            x[i][0] = i / 200f;
            y[i] = -1 - x[i][0];
        }
        History history = new Trainer(regression(new Relu()), new MeanSquaredError(), new Adam(0.01))
                .epochs(50)
                .train(Dataset.of(x, y));
        assertThat(messages(history).get(0))
                .startsWith("Targets are between -1.995 and -1.000, but a Relu gives values between 0.000 and Infinity."
                        + " Likely cause: an output activation that does not belong to this problem");
        assertThat(messages(history))
                .anyMatch(message -> message.startsWith("every gradient is exactly 0 since epoch"));
    }

    /** The targets are within reach, but the start is not. */
    @Test
    void anOutputThatIsDeadFromTheStartIsNamed() {
        Network network = Network.input(1)
                .layer(new Dense(1).biases(new Constant(-50)))
                .output(new Relu())
                .build();
        assertThat(messages(new Trainer(network, new MeanSquaredError(), new Adam(0.01)).train(wave(3, 1))))
                .first()
                .asString()
                .startsWith(
                        "every gradient is exactly 0 since epoch 1: the network does not change any more. Likely cause: an"
                                + " output Relu that is saturated for every example; leave it out");
    }

    @Test
    void aLossAboveGuessingIsNamed() {
        Dataset data = circle(1000, 1);
        History history = classifier(new Muon(3)).validation(data).train(data);
        assertThat(messages(history))
                .anyMatch(message ->
                        message.contains("worse than guessing. Likely cause: the learning rate is too high"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aLossOnItsWayToInfinityIsNamed(DataType type) {
        Network line = Network.input(1).layer(new Dense(1)).type(type).build();
        for (double rate : new double[] {3.2, 4}) {
            History history = new Trainer(line.copy(), new MeanSquaredError(), new Sgd(rate))
                    .epochs(3)
                    .train(wave(0, 1));
            assertThat(messages(history))
                    .isNotEmpty()
                    .allMatch(message -> message.contains("learning rate is too high"));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1000, 5, 0.2f, 0.001f})
    void validationFeaturesOnAnotherScaleAreNamed(float factor) {
        Dataset data = circle(400, 1);
        var batch = data.batch(400, DataType.FLOAT);
        batch.gather(java.util.stream.IntStream.range(0, 400).toArray(), 0);
        Dataset scaled = Dataset.of(batch.features().mul(factor).reshape(400, 2).toFloatMatrix(), data.labels());
        assertThat(messages(classifier(new Adam(0.01)).validation(scaled).train(data)))
                .first()
                .asString()
                .startsWith("Validation features are on another scale than training features")
                .contains("standardise both by the training data");
    }

    @Test
    void targetsOutOfReachAreNamed() {
        for (double size : new double[] {1e3, 1e5}) {
            History history = new Trainer(regression(new Identity()), new MeanSquaredError(), new Adam(0.001))
                    .epochs(20)
                    .train(wave(4 * size, size));
            assertThat(messages(history))
                    .first()
                    .asString()
                    .contains("above the")
                    .contains("are too far for this learning rate; standardise them");
        }
    }

    @Test
    void targetsThatTheOutputCannotGiveAreNamed() {
        for (Activation output : List.of(new Sigmoid(), new Tanh(), new Relu(), new Softplus())) {
            History history =
                    new Trainer(regression(output), new MeanSquaredError(), new Adam(0.01)).train(wave(-2, 3));
            assertThat(messages(history)).first().asString().contains("an output activation that does not belong");
        }
        Network alive = Network.input(1)
                .layer(new Dense(16, new Tanh()))
                .layer(new Dense(1).biases(new Constant(3)))
                .output(new Relu())
                .build();
        assertThat(new Trainer(alive, new MeanSquaredError(), new Adam(0.01))
                        .epochs(30)
                        .train(wave(3, 1))
                        .warnings())
                .isEmpty();
    }

    @Test
    void aSoftmaxOverOneUnitIsNamed() {
        History history =
                new Trainer(regression(new Softmax()), new MeanSquaredError(), new Adam(0.01)).train(wave(0, 1));
        assertThat(messages(history))
                .first()
                .asString()
                .startsWith("The output is a Softmax over a single unit, which is 1 for every example");
    }

    /** Noise, 98 % of it of one class: with classes and with a single output. */
    @Test
    void aRareClassIsNamedInsteadOfTheRate() {
        Random random = new Random(1);
        float[][] x = new float[1000][2];
        int[] y = new int[1000];
        float[] values = new float[1000];
        for (int i = 0; i < 1000; i++) {
            x[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
            y[i] = i % 50 == 0 ? 1 : 0;
            values[i] = y[i];
        }
        String expected =
                "all 1000 predictions are class 0. Likely cause: 98.0 % of the training examples are of that class;"
                        + " give the others more weight, as in data.classWeights(data.balancedClassWeights())";
        Dataset classes = Dataset.of(x, y);
        assertThat(messages(classifier(new Adam(0.003)).validation(classes).train(classes)))
                .containsExactly(expected);
        Dataset binary = Dataset.of(x, values);
        Network single = network(2, 1, new Tanh(), new Sigmoid(), DataType.FLOAT);
        assertThat(messages(new Trainer(single, new SigmoidBinaryCrossEntropy(), new Adam(0.003))
                        .validation(binary)
                        .train(binary)))
                .containsExactly(expected);
    }

    private static List<String> scheduled(Schedule schedule, Schedule.Unit unit) {
        return messages(
                classifier(new Adam(0.01)).epochs(20).schedule(schedule, unit).train(circle(320, 1)));
    }

    @Test
    void schedulesOfAnotherLengthAreNamed() {
        Schedule.Unit epochs = Schedule.Unit.EPOCHS;
        for (Schedule ended : List.of(new Cosine(10), new OneCycle(10), new Polynomial(3), new Cosine(5).warmUp(2))) {
            assertThat(scheduled(ended, epochs))
                    .first()
                    .asString()
                    .contains("nothing is learned", "a length of 20.00 epochs");
        }
        assertThat(scheduled(new Cosine(20), Schedule.Unit.STEPS).get(0)).contains("a length of 200.0 steps");
        for (Schedule endless :
                List.of(new Cosine(100), new OneCycle(60), MultiStep.at(30, 60), new Polynomial(40).warmUp(2))) {
            assertThat(scheduled(endless, epochs)).singleElement().asString().contains("will never come to its end");
        }
        for (Schedule right :
                List.of(new Cosine(20), new Cosine(18).warmUp(2), new OneCycle(20), MultiStep.at(10, 15))) {
            assertThat(scheduled(right, epochs)).isEmpty();
        }
    }

    @Test
    void weightsThatAreAllAlikeAreNamed() {
        for (Network network : List.of(
                Network.input(2)
                        .layer(new Dense(8, new Relu()).weights(new Zeros()))
                        .layer(new Dense(2).weights(new Zeros()))
                        .output(new Softmax())
                        .build(),
                Network.input(2)
                        .layer(new Dense(8, new Tanh()).weights(new Constant(0.5)))
                        .layer(new Dense(2).weights(new Constant(0.1)))
                        .output(new Softmax())
                        .build())) {
            assertThat(messages(new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01)).train(circle(320, 1))))
                    .first()
                    .asString()
                    .startsWith("all first weights of layer 0 (Dense) are 0.")
                    .contains("a start that is not random");
        }
        Network single =
                Network.input(1).layer(new Dense(1).weights(new Zeros())).build();
        assertThat(new Trainer(single, new MeanSquaredError(), new Sgd(0.1))
                        .train(wave(0, 1))
                        .warnings())
                .isEmpty();
    }

    @Test
    void oneCallForEveryEpochIsNamedFromTheThirdOn() {
        for (Optimizer optimizer : List.of(new Adam(0.01), new Momentum(0.05))) {
            Trainer trainer = classifier(optimizer);
            for (int call = 1; call <= 5; call++) {
                List<String> messages =
                        messages(trainer.epochs(1 + call % 2).seed(call).train(circle(320, 1)));
                assertThat(messages).hasSize(call > 2 ? 1 : 0);
                assertThat(messages).allMatch(message -> message.contains("make one call with all epochs"));
            }
            assertThat(trainer.epochs(3).train(circle(320, 1)).warnings()).isEmpty();
            assertThat(trainer.epochs(1).train(circle(320, 1)).warnings()).isEmpty();
        }
        Trainer stateless = classifier(new Sgd(0.1)).epochs(1);
        for (int call = 1; call <= 5; call++) {
            assertThat(stateless.train(circle(320, 1)).warnings()).isEmpty();
        }
    }

    @Test
    void anOverflowIsBlamedOnWhatOverflows() {
        float[][] x = {{1, 0}, {0, 1}};
        Network network = network(2, 1, new Tanh(), new Identity(), DataType.FLOAT);
        History history = new Trainer(network, new MeanSquaredError(), new Adam())
                .train(Dataset.of(x, new float[] {1e25f, -1e25f}));
        assertThat(messages(history))
                .containsExactly(
                        "Step 1 was not taken: the optimizer's state would overflow. Training stopped; parameters"
                                + " and optimizer state are as before that step. Likely cause: targets as large as 1.00e+25;"
                                + " standardise them, as the output activation Destandardize.of(data) does");
    }

    /** The squared error less a constant: a log-likelihood may be below 0, too. */
    private record Shifted(double by) implements RowLoss {

        @Override
        public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
            return new MeanSquaredError().apply(p, t, g, rows, columns) - by;
        }

        @Override
        public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
            return new MeanSquaredError().apply(p, t, g, rows, columns) - by;
        }
    }

    @Test
    void aConstantInTheLossChangesNoWarning() {
        for (double rate : new double[] {1e-7, 0.03, 3}) {
            List<Long> counts = java.util.stream.DoubleStream.of(0, 1, 50, -50)
                    .mapToObj(by -> {
                        Loss loss = new Shifted(by);
                        return new Trainer(regression(new Identity()), loss, new Sgd(rate))
                                .epochs(8).train(wave(0, 1)).warnings().stream().count();
                    })
                    .toList();
            assertThat(counts).containsOnly(counts.get(0));
            assertThat(counts.get(0) > 0).isEqualTo(rate != 0.03);
        }
    }

    /** A training that goes on from a checkpoint keeps its optimizer's state, and breaks the row of short ones. */
    @Test
    void resumingIsNoShortTraining(@TempDir Path directory) {
        Trainer plain = classifier(new Adam(0.01)).epochs(1);
        Trainer saving = plain.listener(new Checkpoints(directory));
        plain.train(circle(320, 1));
        saving.train(circle(320, 1));
        assertThat(saving.epochs(2).resume(directory, circle(320, 1)).warnings())
                .isEmpty();
        assertThat(plain.train(circle(320, 1)).warnings()).isEmpty();
    }

    /** Batches of 16 differ by more than what such a rate changes: the first one was an easy one. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void aRateThatIsFarTooLowIsNeverCalledTooHigh(int batch) {
        for (double rate : new double[] {1e-4, 1e-5, 1e-6}) {
            for (int seed = 0; seed < 5; seed++) {
                Network network = Network.input(1)
                        .layer(new Dense(16, new Tanh()))
                        .layer(new Dense(1))
                        .seed(seed)
                        .build();
                History history = new Trainer(network, new MeanSquaredError(), new Adam(rate))
                        .seed(seed)
                        .batchSize(batch)
                        .epochs(10)
                        .train(wave(1, 1));
                assertThat(messages(history))
                        .as("rate %s, seed %d", rate, seed)
                        .noneMatch(message -> message.contains("too high") || message.contains("frequencies"));
            }
        }
    }

    /** What is known for certain is not put down to what was warned of before. */
    @Test
    void everyMistakeOfTheStartHasItsOwnCause() {
        float[][] raw = {{500, 900}, {700, 100}, {300, 800}, {900, 200}};
        Dataset training = Dataset.of(raw, new int[] {0, 0, 1, 1}, 3);
        Dataset validation = Dataset.of(raw, new int[] {0, 1, 2, 2}, 3);
        Trainer trainer = new Trainer(
                        network(2, 3, new Tanh(), new Softmax(), DataType.FLOAT),
                        new SoftmaxCrossEntropy(),
                        new Adam(0.01))
                .epochs(2)
                .validation(validation)
                .schedule(new Cosine(100));
        trainer.train(training);
        trainer.train(training);
        assertThat(messages(trainer.train(training)))
                .anyMatch(message -> message.contains("features that were never scaled"))
                .anyMatch(message -> message.contains("sorted data was split without shuffling"))
                .anyMatch(message -> message.contains("a schedule of another length"))
                .anyMatch(message -> message.contains("one call of train for every epoch"));
    }

    /** Every column of the validation data lies beyond what was trained on. */
    @Test
    void validationFeaturesBeyondAllTrainingFeaturesAreNamed() {
        Dataset data = circle(400, 1);
        var batch = data.batch(400, DataType.FLOAT);
        batch.gather(java.util.stream.IntStream.range(0, 400).toArray(), 0);
        Dataset shifted = Dataset.of(batch.features().add(1.5).reshape(400, 2).toFloatMatrix(), data.labels());
        assertThat(messages(classifier(new Adam(0.01)).validation(shifted).train(data)))
                .first()
                .asString()
                .contains("of the validation data is on another scale than in the training data");
        assertThat(classifier(new Adam(0.01))
                        .validation(circle(30, 9))
                        .train(data)
                        .warnings())
                .isEmpty();
    }

    /** A higher rate would not help: what the first weights give hides them. */
    @Test
    void targetsOfATinySpreadAreNamed() {
        assertThat(messages(new Trainer(regression(new Identity()), new MeanSquaredError(), new Adam(0.01))
                        .epochs(20)
                        .train(wave(0, 1e-4))))
                .first()
                .asString()
                .contains("targets whose spread is tiny beside what the network gives at first; standardise them");
    }
}
