package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.BalancedAccuracy;
import dev.inercia.nn.tensor.Hash;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.AdaBelief;
import dev.inercia.optim.AdaDelta;
import dev.inercia.optim.AdaGrad;
import dev.inercia.optim.AdaMax;
import dev.inercia.optim.Adam;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.AmsGrad;
import dev.inercia.optim.CentredRmsProp;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.Lamb;
import dev.inercia.optim.Lion;
import dev.inercia.optim.Lookahead;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Muon;
import dev.inercia.optim.Nadam;
import dev.inercia.optim.Nesterov;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.RAdam;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.ScheduleFreeAdamW;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.State;
import dev.inercia.optim.StochasticWeightAveraging;
import dev.inercia.optim.gradient.ClipByGlobalNorm;
import dev.inercia.optim.gradient.GradientNoise;
import dev.inercia.optim.gradient.L2Penalty;
import dev.inercia.optim.schedule.ConstantRate;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.optim.schedule.Sequence;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A training that is interrupted and resumed.
 *
 * @param name as tests print it
 * @param optimizer its optimizer
 * @param type of the network
 * @param change its other settings
 * @param data what it trains on
 */
record ResumeRow(String name, Optimizer optimizer, DataType type, UnaryOperator<Trainer> change, Dataset data) {

    static final int EPOCHS = 5;

    private static final Split SPLIT = split();

    /** Two classes on either side of a curve; 150 to train on make 10 batches of 16, the last one smaller. */
    private static Split split() {
        Random random = new Random(1);
        float[][] x = new float[200][4];
        int[] y = new int[200];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = 2 * random.nextFloat() - 1;
            }
            y[i] = x[i][0] * x[i][1] + 0.3 * random.nextGaussian() > 0 ? 1 : 0;
        }
        return Dataset.of(x, y).split(0.75);
    }

    private static ResumeRow of(Optimizer optimizer) {
        String text = optimizer.toString().toLowerCase(Locale.ROOT);
        return new ResumeRow(text.substring(0, text.indexOf('[')), optimizer, DataType.FLOAT, t -> t, SPLIT.first());
    }

    private static ResumeRow of(String name, UnaryOperator<Trainer> change) {
        return new ResumeRow(name, new Adam(0.01), DataType.FLOAT, change, SPLIT.first());
    }

    private ResumeRow named(String other) {
        return new ResumeRow(other, optimizer, type, change, data);
    }

    private ResumeRow on(Dataset other) {
        return new ResumeRow(name, optimizer, type, change, other);
    }

    private ResumeRow changed(UnaryOperator<Trainer> other) {
        return new ResumeRow(name, optimizer, type, other, data);
    }

    private ResumeRow doubles() {
        return new ResumeRow(name + "-double", optimizer, DataType.DOUBLE, change, data);
    }

    private static Schedule sequence() {
        return Sequence.of(new ConstantRate(0.5), 1.3).then(new OneCycle(2), 2).then(new Cosine(1), 1);
    }

    static Stream<ResumeRow> all() {
        return Stream.of(
                of(new Sgd(0.1)),
                of(new Momentum(0.1)),
                of(new Nesterov(0.1)),
                of(new AdaGrad(0.1)),
                of(new AdaDelta(1)),
                of(new RmsProp(0.01)),
                of(new CentredRmsProp(0.01)),
                of(new Adam(0.01)),
                of(new Adam(0.01)).doubles(),
                of(new AmsGrad(0.01)),
                of(new AdamW(0.01)),
                of(new AdaMax(0.01)),
                of(new Nadam(0.01)),
                of(new RAdam(0.01)),
                of(new AdaBelief(0.01)),
                of(new Lion(0.001)),
                of(new Lamb(0.01)),
                of(new Muon(0.01)),
                of(new ScheduleFreeAdamW(0.01)),
                of(new Lookahead(new Adam(0.01), 7, 0.5)),
                of(new ExponentialMovingAverage(new AdamW(0.01), 0.9)),
                of(new StochasticWeightAveraging(new Momentum(0.1), 12, 3)),
                of(new ExponentialMovingAverage(new Lookahead(new Muon(0.01)), 0.9))
                        .named("wrapped-twice"),
                of("accumulation", trainer -> trainer.accumulate(3)),
                of("augmentation", trainer -> trainer)
                        .on(SPLIT.first()
                                .augmented(
                                        shape -> (x, random) -> {
                                            for (int i = 0; i < x.length; i++) {
                                                x[i] += (float) (0.1 * random.nextGaussian());
                                            }
                                        },
                                        3)),
                of("weights", trainer -> trainer)
                        .on(SPLIT.first()
                                .weighted(new Random(2).doubles(150, 0, 2).toArray())),
                of("early-stopping", trainer -> trainer.listener(new EarlyStopping(1).restoringBest())),
                of(
                        "restore-best",
                        trainer -> trainer.listener(new RestoreBest().by(new BalancedAccuracy()))
                                .metrics(new BalancedAccuracy())),
                of("reduce-on-plateau", trainer -> trainer.listener(new ReduceOnPlateau(1, 0.5, 0.2, 0))),
                of("sequence", trainer -> trainer.schedule(sequence())),
                of(
                        "sequence-in-steps",
                        trainer -> trainer.schedule(
                                Sequence.of(new ConstantRate(1), 13).then(new Cosine(25).warmUp(5), 30),
                                Schedule.Unit.STEPS)),
                of(
                        "transforms",
                        trainer -> trainer.transform(new L2Penalty(0.01))
                                .transform(new GradientNoise(0.01))
                                .transform(new GradientNoise(0.01))
                                .transform(new Inertia(0.5))
                                .transform(new ClipByGlobalNorm(0.5))),
                of(
                        "parameter-groups",
                        trainer -> trainer.parameterGroups(
                                ParameterGroups.defaults().frozen("0.*").learningRate("3.bias", 2))),
                of(new ExponentialMovingAverage(new Adam(0.01), 0.9))
                        .named("all-together")
                        .changed(trainer -> trainer.accumulate(2)
                                .schedule(sequence())
                                .transform(new Inertia(0.9))
                                .listener(new ReduceOnPlateau(1, 0.5))
                                .listener(new EarlyStopping(2).restoringBest())));
    }

    /** A network that keeps running statistics and drops elements. */
    static Network network(int inputs, DataType type) {
        return Network.input(inputs)
                .layer(new Dense(12, new Tanh()))
                .layer(new BatchNorm())
                .layer(new Dropout(0.25))
                .layer(new Dense(2))
                .output(new Softmax())
                .type(type)
                .seed(1)
                .build();
    }

    /** A new trainer, with a network of its own. */
    Trainer trainer() {
        return change.apply(new Trainer(network(4, type), new SoftmaxCrossEntropy(), optimizer)
                .batchSize(16)
                .epochs(EPOCHS)
                .seed(7)
                .validation(SPLIT.second()));
    }

    /** All that a training comes to, but for the times; every bit of it. */
    static String result(Trainer trainer, UnaryOperator<Trainer> listeners, Function<Trainer, History> run) {
        StringBuilder text = new StringBuilder();
        Trainer observed = listeners.apply(trainer).onEnd((training, history) -> {
            State state = training.state();
            text.append(state.step()).append(' ').append(training.step()).append('\n');
            for (String name : state.names()) {
                text.append(name)
                        .append(' ')
                        .append(bits(state.get(name).toDoubleVector()))
                        .append('\n');
            }
        });
        History history = run.apply(observed);
        Parameters parameters = observed.network().parameters();
        text.append(bits(parameters.flat().toDoubleVector())).append('\n');
        text.append(bits(parameters.buffers().toDoubleVector())).append('\n');
        return text.append(text(history)).toString();
    }

    /** A history but for its times. */
    static String text(History history) {
        StringBuilder text = new StringBuilder();
        for (Epoch epoch : history.epochs()) {
            text.append(List.of(
                            epoch.number(),
                            epoch.loss(),
                            epoch.validationLoss(),
                            epoch.correct(),
                            epoch.total(),
                            epoch.measures(),
                            epoch.learningRate()))
                    .append('\n');
        }
        return text.append(history.warnings())
                .append(history.stopReason())
                .append(history.restored())
                .toString();
    }

    /** A hash of all bits: whole, they would fill the screen where a test fails. */
    static String bits(double[] values) {
        long hash = 0;
        for (double value : values) {
            hash = Hash.mix(hash, Double.doubleToRawLongBits(value));
        }
        return values.length + " numbers, hash " + Long.toHexString(hash);
    }

    String undisturbed() {
        return result(trainer(), trainer -> trainer, trainer -> trainer.train(data));
    }

    /** Goes on from the newest checkpoint, saves every few steps, and pauses after so many more steps, if above 0. */
    String resumed(Path directory, int every, int steps) {
        int[] left = {steps};
        return result(
                trainer(),
                trainer -> trainer.listener(new Checkpoints(directory).everySteps(every))
                        .onStep(training -> {
                            if (--left[0] == 0) {
                                training.pause("enough");
                            }
                        }),
                trainer -> trainer.resume(directory, data));
    }

    @Override
    public String toString() {
        return name;
    }
}
