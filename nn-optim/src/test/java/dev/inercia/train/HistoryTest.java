package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.LogLoss;
import dev.inercia.nn.metric.Mae;
import dev.inercia.nn.metric.R2;
import dev.inercia.nn.metric.RocAuc;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.StepDecay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final double NAN = Double.NaN;

    private static Epoch epoch(int number, double loss, double validationLoss, int correct) {
        return new Epoch(number, loss, validationLoss, correct, correct < 0 ? 0 : 100, 1, 1);
    }

    private static History of(Epoch... epochs) {
        return new History(List.of(epochs), List.of(), Optional.empty());
    }

    @Test
    void theBestIsByValidationLossTheFirstOfEquals() {
        Epoch early = epoch(1, 0.5, 0.4, 90);
        Epoch least = epoch(2, 0.9, 0.3, 80);
        Epoch equal = epoch(3, 0.1, 0.3, 95);
        Epoch none = epoch(4, 0.1, NAN, 99);
        assertThat(of(early, least, equal, none).best()).contains(least);
        assertThat(of(none, early).best()).contains(early);
        assertThat(of().best()).isEmpty();
    }

    @Test
    void theBestIsByTrainingLossWithoutValidationData() {
        Epoch first = epoch(1, 0.5, NAN, -1);
        Epoch second = epoch(2, 0.4, NAN, -1);
        assertThat(of(first, second, epoch(3, 0.4, NAN, -1)).best()).contains(second);
    }

    @Test
    void theBestByAMetricIsTheFirstOfEquals() {
        Epoch first = epoch(1, 0.5, 0.1, 90);
        Epoch most = epoch(2, 0.5, 0.9, 93);
        assertThat(of(first, most, epoch(3, 0.5, 0.2, 93)).best(new Accuracy())).contains(most);
        assertThat(of(first, most).best(new LogLoss())).isEmpty();
        Epoch low = new Epoch(1, 1, NAN, 0, 0, List.of(new Measure("MAE", false, 0.1, NAN)), NAN, 1, 1);
        Epoch high = new Epoch(2, 1, NAN, 0, 0, List.of(new Measure("MAE", false, 0.2, NAN)), NAN, 1, 1);
        assertThat(of(high, low).best(new Mae())).as("of the training data").contains(low);
    }

    /** What was measured is what evaluating gives: on the validation data, and on the training data if there is little. */
    @Test
    void hasLossesMetricsOnBothAndTheRate() {
        Network network = TrainerTest.classifier(1);
        Dataset training = TrainerTest.clouds(305, 1);
        Dataset validation = TrainerTest.clouds(100, 2);
        RocAuc asked = new RocAuc();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .epochs(3)
                .schedule(new StepDecay(1, 0.5))
                .metrics(asked, new Accuracy())
                .validation(validation)
                .train(training);
        Epoch last = history.last().orElseThrow();
        assertThat(last.measures()).extracting(Measure::name).containsExactly("accuracy", "ROC AUC");
        assertThat(last.measure("accuracy"))
                .contains(new Measure(
                        "accuracy",
                        true,
                        network.evaluate(training, new Accuracy()).value(),
                        network.evaluate(validation, new Accuracy()).value()));
        assertThat(last.measure(new RocAuc()).orElseThrow().validation())
                .isEqualTo(network.evaluate(validation, new RocAuc()).value());
        assertThat(history.epochs()).extracting(Epoch::learningRate).containsExactly(0.01, 0.005, 0.0025);
        assertThat(asked.toString()).as("one given is a description").isEqualTo("ROC AUC of nothing");
    }

    /** More examples than are looked at: every second is of a class that the network always predicts. */
    @Test
    void looksAtTrainingExamplesFromAllOverTheData() {
        float[][] x = new float[10_000][2];
        int[] y = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = i < 7500 ? 0 : 1;
        }
        Network network = Network.input(2)
                .layer(new Dense(2))
                .output(new dev.inercia.nn.activation.Softmax())
                .build();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1))
                .epochs(1)
                .metrics(new Accuracy())
                .train(Dataset.of(x, y));
        Epoch epoch = history.last().orElseThrow();
        assertThat(epoch.measures()).containsExactly(new Measure("accuracy", true, 0.75, NAN));
        assertThat(epoch.total()).isZero();
    }

    @Test
    void withoutValidationDataNothingIsMeasuredThatNobodyAskedFor() {
        History history = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Adam(0.01))
                .epochs(1)
                .train(TrainerTest.clouds(30, 1));
        assertThat(history.last().orElseThrow().measures()).isEmpty();
        assertThat(history.last().orElseThrow().evaluationSeconds()).isZero();
    }

    @Test
    void aRegressionIsMeasuredByItsOwn() {
        float[][] x = {{0}, {0.5f}, {1}};
        Dataset line = Dataset.of(x, x);
        History history = new Trainer(
                        Network.input(1)
                                .layer(new Dense(4, new Tanh()))
                                .layer(new Dense(1))
                                .build(),
                        new MeanSquaredError(),
                        new Adam(0.01))
                .epochs(2)
                .validation(line)
                .train(line);
        assertThat(history.best(new R2())).isEqualTo(history.last());
        assertThat(history.toString()).contains(", R2 ").endsWith("rate 0.01; best");
    }

    private static History twoEpochs() {
        List<Measure> first =
                List.of(new Measure("accuracy", true, 0.875, 0.9), new Measure("a, \"b\"", false, NAN, 2));
        List<Measure> second = List.of(new Measure("accuracy", true, 1, 0.8), new Measure("a, \"b\"", false, NAN, NAN));
        return new History(
                List.of(
                        new Epoch(1, 0.5, 0.25, 90, 100, first, 0.01, 2, 0.5),
                        new Epoch(2, 0.125, NAN, 80, 100, second, 0.005, 1.5, 0.25)),
                List.of(new Warning(2, 20, "something")),
                Optional.of("enough"),
                Optional.of(1));
    }

    @Test
    void saysLossesToo() {
        assertThat(twoEpochs()).hasToString("""
                        Epoch 1: 90 / 100, loss 0.5000, validation loss 0.2500, accuracy 0.8750, validation 0.9000, a, "b" \
                        validation 2.000, rate 0.01; best, restored
                        Epoch 2: 80 / 100, loss 0.1250, accuracy 1.000, validation 0.8000, rate 0.005
                        Warning: Epoch 2: something
                        Stopped: enough""");
    }

    @Test
    void isWrittenAsCsv(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("history.csv");
        twoEpochs().writeCsv(file);
        assertThat(Files.readString(file)).isEqualTo("""
                        epoch,loss,validation loss,learning rate,accuracy,validation accuracy,"a, ""b""\",\
                        "validation a, ""b""\",training seconds,evaluation seconds,best,restored
                        1,0.5,0.25,0.01,0.875,0.9,,2.0,2.0,0.5,true,true
                        2,0.125,,0.005,1.0,0.8,,,1.5,0.25,false,false
                        """);
    }

    /** Validation losses that fall by 1 to epoch 5, then rise; the training loss falls all along. */
    private static History course(int epochs, double rise, double shift) {
        List<Epoch> all = new ArrayList<>();
        for (int i = 1; i <= epochs; i++) {
            double validationLoss = i <= 5 ? 2 - 0.25 * (i - 1) : 1 + rise * (i - 5);
            all.add(epoch(i, 2.0 / i + shift, validationLoss + shift, 50));
        }
        return new History(all, List.of(), Optional.empty());
    }

    @Test
    void aGapThatGrowsGetsAHint() {
        assertThat(course(12, 0.05, 0).hint())
                .contains(
                        "since epoch 5 the training loss has fallen from 0.4000 to 0.1667, but the validation loss has risen"
                                + " from 1.000 to 1.250: the network learns its training examples by heart. Stop there (EarlyStopping),"
                                + " regularise (AdamW, L2Penalty), or train on more examples");
        assertThat(course(12, 0.05, 0).toString().lines().filter(line -> line.startsWith("Hint: ")))
                .hasSize(1);
        assertThat(course(12, 0.05, -7).hint()).as("a loss less a constant").isPresent();
        assertThat(course(12, 0.005, 0).hint()).as("it has hardly risen").isEmpty();
        assertThat(course(8, 0.05, 0).hint()).as("too early to say").isEmpty();
        assertThat(of(epoch(1, 1, NAN, -1), epoch(2, 0.5, NAN, -1)).hint()).isEmpty();
    }
}
