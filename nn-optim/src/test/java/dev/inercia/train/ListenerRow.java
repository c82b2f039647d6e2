package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.train.log.CsvLog;
import dev.inercia.train.log.Progress;
import dev.inercia.train.log.TensorBoard;
import dev.inercia.train.page.TrainingPage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A listener under test, in a training in which it does something.
 *
 * @param listener a description
 * @param network makes a new one
 * @param optimizer of that training
 * @param scale of the features
 * @param settings further ones of that training
 * @param remembered an epoch after whose end the listener remembers something that matters later; 0 if there is none
 */
record ListenerRow(
        Listener listener,
        Supplier<Network> network,
        Optimizer optimizer,
        float scale,
        int remembered,
        UnaryOperator<Trainer> settings) {

    private static final int EPOCHS = 20;

    ListenerRow(Listener listener, Supplier<Network> network, Optimizer optimizer, float scale, int remembered) {
        this(listener, network, optimizer, scale, remembered, trainer -> trainer);
    }

    /** Points in two diagonally opposite quarters are of one class. */
    static Split data(float scale) {
        Random random = new Random(1);
        float[][] x = new float[400][2];
        int[] y = new int[400];
        for (int i = 0; i < 400; i++) {
            x[i] = new float[] {scale * (random.nextFloat() - 0.5f), scale * (random.nextFloat() - 0.5f)};
            y[i] = x[i][0] * x[i][1] > 0 ? 1 : 0;
        }
        return Dataset.of(x, y).split(0.75);
    }

    private static Network network(Dense hidden, Dense output) {
        return Network.input(2)
                .layer(hidden)
                .layer(output)
                .output(new Softmax())
                .build();
    }

    /** A line, which a squared loss is computed of. */
    private static Network line(double bias, Activation output) {
        return Network.input(2)
                .layer(new Dense(2).biases(new Constant(bias)))
                .output(output)
                .build();
    }

    /** As if it had been trained twice before. */
    private static Trainer often(Trainer trainer) {
        Trainer once = trainer.epochs(1).listener(new ShortTrainingsWarning());
        once.train(data(1).first());
        once.train(data(1).first());
        return once;
    }

    /** Whose course the rows below know. */
    private static Network learner() {
        return network(new Dense(16, new Tanh()).weights(new ScaledNormal()), new Dense(2).weights(new ScaledNormal()));
    }

    private static Network deep() {
        NetworkBuilder builder = Network.input(2);
        for (int i = 0; i < 12; i++) {
            builder.layer(new Dense(4, new Sigmoid()));
        }
        return builder.layer(new Dense(2)).output(new Softmax()).build();
    }

    static Stream<ListenerRow> all() {
        Supplier<Network> learner = ListenerRow::learner;
        Supplier<Network> same = () -> network(new Dense(4, new Tanh()), new Dense(2).weights(new Zeros()));
        Supplier<Network> saturated = () -> network(new Dense(4, new Tanh()).weights(new Constant(1e5)), new Dense(2));
        return Stream.of(
                new ListenerRow(new StopOnNonFinite(), learner, new Sgd(1e38), 1, 0),
                new ListenerRow(new InputRangeWarning(), learner, new Adam(0.01), 100, 0),
                new ListenerRow(new CollapseWarning(), same, new Sgd(0), 1, 6),
                new ListenerRow(new StuckUnitsWarning(), saturated, new Sgd(0.01), 1, 6),
                new ListenerRow(new GradientSizeWarning(), ListenerRow::deep, new Sgd(0.1), 1, 6),
                new ListenerRow(new StalledLossWarning(), same, new Sgd(0), 1, 6),
                new ListenerRow(
                        new ValidationScaleWarning(),
                        learner,
                        new Sgd(0.1),
                        1,
                        0,
                        t -> t.validation(data(100).second())),
                new ListenerRow(
                        new NonFiniteValidationWarning(),
                        () -> network(
                                new Dense(16, new Relu()).weights(new Constant(3)),
                                new Dense(2).weights(new ScaledNormal())),
                        new Sgd(0.1),
                        1,
                        2,
                        t -> t.validation(data(Float.MAX_VALUE).second())),
                new ListenerRow(
                        new OutputWarning(),
                        () -> network(new Dense(1, new Softmax()), new Dense(2)),
                        new Sgd(0.1),
                        1,
                        0),
                new ListenerRow(
                        new AlikeWeightsWarning(),
                        () -> network(new Dense(4, new Tanh()).weights(new Zeros()), new Dense(2).weights(new Zeros())),
                        new Sgd(0.1),
                        1,
                        0),
                new ListenerRow(
                        new ScheduleWarning(), learner, new Sgd(0.1), 1, 0, t -> t.schedule(new Cosine(2 * EPOCHS))),
                new ListenerRow(new ShortTrainingsWarning(), learner, new Adam(), 1, 0, ListenerRow::often),
                new ListenerRow(
                        new GrowingLossWarning(), () -> line(0, new Identity()), new Sgd(0.4), 10, 3, t -> t.epochs(5)),
                new ListenerRow(new ZeroGradientWarning(), () -> line(-9, new Relu()), new Sgd(0.1), 1, 3),
                new ListenerRow(new WorseThanGuessingWarning(), () -> line(3, new Identity()), new Sgd(0), 1, 6),
                new ListenerRow(new EarlyStopping(4), learner, new Adam(0.2), 1, 10),
                new ListenerRow(new EarlyStopping(4).restoringBest(), learner, new Adam(0.2), 1, 10),
                new ListenerRow(new RestoreBest(), learner, new Adam(0.2), 1, 15),
                new ListenerRow(new ReduceOnPlateau(2), learner, new Adam(0.2), 1, 9));
    }

    /** Listeners that only observe: they change nothing, and remember nothing that matters. */
    static Stream<Listener> observers(Path directory) {
        return Stream.of(
                new Checkpoints(directory),
                new CsvLog(directory.resolve("log.csv")),
                new TensorBoard(directory.resolve("events")).everySteps(1),
                TrainingPage.at(0).savedAs(directory.resolve("page.html")),
                new Progress(new PrintStream(new ByteArrayOutputStream()), true, System::nanoTime));
    }

    /** A trainer without listeners but those given; all derived from one are to be independent of each other. */
    Trainer trainer(Listener... listeners) {
        Network fresh = network.get();
        boolean isClassifier = fresh.architecture().output() instanceof Softmax;
        Trainer trainer = new Trainer(
                        fresh, isClassifier ? new SoftmaxCrossEntropy() : new MeanSquaredError(), optimizer)
                .epochs(EPOCHS)
                .batchSize(16)
                .validation(data(scale).second())
                .listeners(List.of());
        return settings.apply(trainer).listeners(List.of(listeners));
    }

    @Override
    public String toString() {
        return listener.toString();
    }
}
