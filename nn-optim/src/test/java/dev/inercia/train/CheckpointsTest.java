package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.BalancedAccuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.gradient.ClipByNorm;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.optim.schedule.Exponential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When checkpoints are made, which of them stay, and what they refuse. */
class CheckpointsTest {

    private static final Dataset DATA = TrainerTest.clouds(60, 1); // 60 examples: 3 steps an epoch

    private static final Dataset VALIDATION = TrainerTest.clouds(30, 2);

    @TempDir
    private Path directory;

    private static Network network(int hidden) {
        return Network.input(4)
                .layer(new Dense(hidden, new Tanh()))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(20)
                .epochs(4)
                .validation(VALIDATION);
    }

    private static Trainer trainer() {
        return trainer(network(5), new Adam(0.01));
    }

    private List<String> files() {
        return names(directory);
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(DirectoryUse.NAME)) // while a training runs
                    .map(name -> name.replace("checkpoint-step00000000", "")
                            .replace("-epoch0000", " ")
                            .replace(".safetensors", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Checkpoints all() {
        return new Checkpoints(directory).keepLast(100);
    }

    @Test
    void savesAfterEveryEpochAndKeepsThree() {
        trainer().listener(new Checkpoints(directory)).train(DATA);
        assertThat(files()).containsExactly("06 02", "09 03", "12 04");
        assertThat(directory.resolve("checkpoint-step0000000012-epoch000004.safetensors"))
                .exists();
    }

    @Test
    void savesAtTheStartAtTheEndAndInBetween() {
        trainer().listener(all().everyEpochs(3)).train(DATA);
        assertThat(files()).containsExactly("00 00", "09 03", "12 04");
    }

    @Test
    void savesAfterSteps() {
        trainer().listener(all().everySteps(2)).train(DATA);
        assertThat(files()).containsExactly("00 00", "02 00", "04 01", "06 02", "08 02", "10 03", "12 04");
    }

    @Test
    void savesByTheClock() {
        trainer().listener(all().every(Duration.ofNanos(1))).train(DATA);
        assertThat(files()).hasSize(13);
        assertThat(all().every(Duration.ofMinutes(10)).interval())
                .isEqualTo(new Checkpoints.Interval(Checkpoints.Interval.Unit.SECONDS, 600));
    }

    @Test
    void savesWhereTrainingIsStoppedPausedOrInterrupted() {
        trainer().listener(all()).onStep(t -> stopAt(t, 4)).train(DATA);
        assertThat(files()).containsExactly("00 00", "03 01", "04 01");
        History history = trainer().listener(all()).resume(directory, DATA);
        assertThat(history.stopReason()).as("it had been stopped").contains("enough");
        assertThat(history.epochs()).hasSize(1);
    }

    private static void stopAt(Training training, long step) {
        if (training.step() == step) {
            training.stop("enough");
        }
    }

    @Test
    void goesOnAfterAnInterruption() {
        History broken = trainer()
                .listener(all())
                .onStep(training -> {
                    if (training.step() == 5) {
                        Thread.currentThread().interrupt();
                    }
                })
                .train(DATA);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(broken.stopReason()).contains("the thread was interrupted");
        assertThat(files()).contains("05 01");
        History history = trainer().listener(all()).resume(directory, DATA);
        assertThat(history.stopReason()).isEmpty();
        assertThat(history.epochs()).hasSize(4);
    }

    /** Losses that the criterion sees; the best is neither the last nor at the interval. */
    @Test
    void keepsTheBestEpochAlsoOverAResume() {
        Trainer trainer = trainer(network(5), new Sgd(0.5))
                .metrics(new BalancedAccuracy())
                .schedule(time -> time < 1.9 ? 1 : 1000);
        Checkpoints checkpoints =
                new Checkpoints(directory).everyEpochs(100).keepLast(1).keepBest();
        History history = trainer.listener(checkpoints).train(DATA);
        int best = history.best().orElseThrow().number();
        assertThat(best).isBetween(1, 3);
        assertThat(files()).containsExactly(String.format("%02d %02d", 3 * best, best), "12 04");
        Network kept = Network.load(
                directory.resolve(String.format("checkpoint-step%010d-epoch%06d.safetensors", 3 * best, best)));
        assertThat(kept.evaluate(VALIDATION, new BalancedAccuracy()).value())
                .isEqualTo(history.best()
                        .orElseThrow()
                        .measure(new BalancedAccuracy())
                        .orElseThrow()
                        .validation());

        History longer = trainer(network(5), new Sgd(0.5))
                .metrics(new BalancedAccuracy())
                .schedule(time -> 1000)
                .epochs(6)
                .listener(checkpoints)
                .resume(directory, DATA);
        assertThat(longer.best().orElseThrow().number()).isEqualTo(best);
        assertThat(files()).containsExactly(String.format("%02d %02d", 3 * best, best), "18 06");
    }

    @Test
    void isAModelFileOfTheNetworkThatWouldBeKept() {
        Network network = network(5);
        trainer(network, new ExponentialMovingAverage(new Adam(0.01), 0.9))
                .listener(all())
                .train(DATA);
        Network loaded = Network.load(directory.resolve("checkpoint-step0000000012-epoch000004.safetensors"));
        assertThat(loaded.parameters().flat()).isEqualTo(network.parameters().flat());
    }

    @Test
    void moreEpochsAreAllowedAndFewerThanWereDoneAreNot() {
        trainer().epochs(2).listener(all()).train(DATA);
        Network longer = network(5);
        History history = trainer(longer, new Adam(0.01)).listener(all()).resume(directory, DATA);
        Network whole = network(5);
        trainer(whole, new Adam(0.01)).train(DATA);
        assertThat(history.epochs()).hasSize(4);
        assertThat(longer.parameters().flat()).isEqualTo(whole.parameters().flat());
        assertThatThrownBy(() -> trainer().epochs(3).listener(all()).resume(directory, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("made in epoch 4, but this trainer has only 3 epochs: give it at least as many");
    }

    static Stream<Arguments> others() {
        UnaryOperator<Trainer> same = trainer -> trainer;
        return Stream.of(
                Arguments.of(trainer(network(6), new Adam(0.01)), DATA, "the network of the checkpoint is ", null),
                Arguments.of(
                        trainer(network(5), new Sgd(0.01)),
                        DATA,
                        "the optimizer of the checkpoint is {Adam,learningRate:0.01,beta1:0.9,beta2:0.999,epsilon:1.0E-8},"
                                + " but that of this trainer is {Sgd,learningRate:0.01}",
                        null),
                Arguments.of(
                        trainer(network(5), new Adam(0.001)),
                        DATA,
                        "but that of this trainer is {Adam,learningRate:0.001,beta1:0.9,beta2:0.999,epsilon:1.0E-8}; if it"
                                + " is meant to differ, say so with resuming(Setting.LEARNING_RATE)",
                        Setting.LEARNING_RATE),
                Arguments.of(
                        trainer().batchSize(10),
                        DATA,
                        "the batch size of the checkpoint is 20, but that of this trainer is 10",
                        null),
                Arguments.of(
                        trainer().seed(3),
                        DATA,
                        "the seed of the checkpoint is 0, but that of this trainer is 3",
                        null),
                Arguments.of(trainer().accumulate(2), DATA, "the accumulation of the checkpoint is 1", null),
                Arguments.of(
                        trainer().schedule(new Cosine(4)),
                        DATA,
                        "the schedule of the checkpoint is none, but that of this trainer is {Cosine,length:4.0,end:0.0} in"
                                + " EPOCHS; if it is meant to differ, say so with resuming(Setting.SCHEDULE)",
                        Setting.SCHEDULE),
                Arguments.of(
                        trainer().transform(new ClipByNorm(1)),
                        DATA,
                        "the transforms of the checkpoint is [], but that of this trainer is [{ClipByNorm,limit:1.0}]",
                        Setting.TRANSFORMS),
                Arguments.of(
                        trainer().metrics(new BalancedAccuracy()),
                        DATA,
                        "the metrics of the checkpoint is []",
                        Setting.METRICS),
                Arguments.of(
                        trainer().validation(TrainerTest.clouds(30, 3)),
                        DATA,
                        "the validation data of the checkpoint is 30 examples [4], targets [], 3 classes, hash",
                        Setting.VALIDATION),
                Arguments.of(
                        trainer(),
                        TrainerTest.clouds(60, 2),
                        "the training data of the checkpoint is 60 examples [4], targets [], 3 classes, hash ",
                        null),
                Arguments.of(
                        trainer().listener(new EarlyStopping(2)),
                        DATA,
                        "the listener EarlyStopping of the checkpoint is missing, but that of this trainer is"
                                + " {EarlyStopping,patience:2",
                        Setting.LISTENERS));
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusesWhatDiffersNamingBothSides(Trainer other, Dataset data, String message, Setting allowed) {
        trainer().epochs(2).listener(all()).train(DATA);
        double[] before = other.network().parameters().flat().toDoubleVector();
        assertThatThrownBy(() -> other.resume(directory, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot resume from " + directory)
                .hasMessageContaining(message);
        assertThat(other.network().parameters().flat().toDoubleVector()).isEqualTo(before);
        if (allowed != null) {
            assertThat(other.resuming(allowed).resume(directory, data).epochs()).hasSize(4);
        }
    }

    /** A listener's own settings count, too; what it remembers goes on. */
    @Test
    void aChangedListenerGoesOnIfAllowed() {
        Trainer first = trainer().listener(new EarlyStopping(2)).listener(all());
        first.epochs(2).train(DATA);
        Trainer other = trainer().listener(new EarlyStopping(3)).listener(all());
        assertThatThrownBy(() -> other.resume(directory, DATA))
                .hasMessageContaining("the listener EarlyStopping of the checkpoint is {EarlyStopping,patience:2")
                .hasMessageContaining("{EarlyStopping,patience:3");
        assertThat(other.resuming(Setting.LISTENERS).resume(directory, DATA).epochs())
                .hasSize(4);
    }

    @Test
    void aScheduleThatIsALambdaIsTakenFromTheTrainer() {
        Trainer trainer = trainer().schedule(time -> 1).listener(all());
        trainer.epochs(2).train(DATA);
        Trainer other = trainer().schedule(time -> 0.5).listener(all());
        History history = other.resume(directory, DATA);
        assertThat(history.epochs().get(3).learningRate()).isEqualTo(0.005);
        assertThatThrownBy(() -> trainer().schedule(new Exponential(0.5)).resume(directory, DATA))
                .hasMessageContaining("the schedule of the checkpoint is not comparable in EPOCHS");
    }

    @Test
    void anotherDirectoryStartsFromTheBeginningOnlyIfItIsTheTrainersOwn() {
        Path missing = directory.resolve("none");
        assertThat(trainer()
                        .listener(new Checkpoints(missing))
                        .resume(missing, DATA)
                        .epochs())
                .hasSize(4);
        assertThatThrownBy(() -> trainer().listener(all()).resume(directory.resolve("typo"), DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("typo: there is no such file or directory");
        assertThatThrownBy(() -> trainer().resume(directory, DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no checkpoint in it; give the trainer Checkpoints that write there");
    }

    @Test
    void refusesADirectoryWithCheckpointsOfAnotherTraining() {
        trainer().listener(all()).train(DATA);
        assertThatThrownBy(() -> trainer().listener(all()).train(DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has checkpoints of another training, such as checkpoint-step0000000000")
                .hasMessageContaining("trainer.resume(...), or give an empty directory");
        Path early = directory.resolve("checkpoint-step0000000003-epoch000001.safetensors");
        assertThatThrownBy(() -> trainer().listener(all()).resume(early, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a checkpoint later than checkpoint-step0000000003")
                .hasMessageContaining("checkpoint-step0000000006-epoch000002.safetensors. Remove it");
        Path other = directory.resolve("other");
        trainer().listener(new Checkpoints(other)).resume(early, DATA);
        assertThat(names(other)).containsExactly("06 02", "09 03", "12 04");
    }

    @Test
    void skipsOnesThatAreTornOrAltered() throws IOException {
        trainer().listener(all()).train(DATA);
        Path last = directory.resolve("checkpoint-step0000000012-epoch000004.safetensors");
        Path third = directory.resolve("checkpoint-step0000000009-epoch000003.safetensors");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        bytes = Files.readAllBytes(third);
        bytes[bytes.length - 5] ^= 1;
        Files.write(third, bytes);
        Files.writeString(directory.resolve("checkpoint-step0000000099-epoch000009.safetensors.x.tmp"), "torn");
        List<Integer> epochs = new ArrayList<>();
        History history = trainer()
                .listener(all())
                .onEpoch((training, epoch) -> epochs.add(epoch.number()))
                .resume(directory, DATA);
        assertThat(epochs).containsExactly(3, 4);
        assertThat(history.epochs()).hasSize(4);
        assertThat(Checkpoint.read(last).position().completed()).as("made anew").isEqualTo(4);
        for (Path file : List.of(last, third)) {
            assertThatThrownBy(() -> {
                        Files.write(file, new byte[100]);
                        trainer().resume(file, DATA);
                    })
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file + " is not a readable model file");
        }
        for (String name : List.of("0-epoch000000", "3-epoch000001", "6-epoch000002")) {
            Files.write(directory.resolve("checkpoint-step000000000" + name + ".safetensors"), new byte[9]);
        }
        assertThatThrownBy(() -> trainer().listener(all()).resume(directory, DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("None of the 5 checkpoints in " + directory + " is whole: ");
    }

    /** Not skipped for an older one as if it were torn: training would lose what it has, and write over it. */
    @Test
    void refusesOneOfANewerVersion() throws IOException {
        trainer().listener(all()).train(DATA);
        Path last = directory.resolve("checkpoint-step0000000012-epoch000004.safetensors");
        TensorFile newest = TensorFile.read(last);
        Map<String, String> texts = new LinkedHashMap<>(newest.metadata());
        texts.remove("crc32c");
        texts.put(Checkpoint.FORMAT, "9");
        TensorFile.write(last, texts, Map.of());
        assertThatThrownBy(() -> trainer().listener(all()).resume(directory, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(last + " has checkpoint version 9, this library reads version 1: use the version of the"
                        + " library that wrote it");
        Path third = directory.resolve("checkpoint-step0000000009-epoch000003.safetensors");
        assertThatThrownBy(() -> trainer().listener(all()).resume(third, DATA))
                .hasMessageContaining("has a checkpoint later than checkpoint-step0000000009-epoch000003");
    }

    /** Two of a kind would delete each other's files. */
    @Test
    void aDirectoryIsForOneTrainingAtATime() throws Exception {
        trainer()
                .listener(all())
                .onEpoch((training, epoch) -> {
                    if (epoch.number() == 2) {
                        assertThatThrownBy(() -> trainer().listener(all()).resume(directory, DATA))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageStartingWith("The directory " + directory
                                        + " is in use by another training in this process");
                    }
                })
                .train(DATA);
        assertThat(directory.resolve(DirectoryUse.NAME)).doesNotExist();
        Path twice = directory.resolve("twice");
        assertThatThrownBy(() -> trainer()
                        .listener(new Checkpoints(twice))
                        .listener(new Checkpoints(twice).keepBest())
                        .train(DATA))
                .hasMessageContaining("or by two listeners of this one");
        assertThat(trainer()
                        .listener(new Checkpoints(twice))
                        .resume(twice, DATA)
                        .epochs())
                .hasSize(4);
    }

    @Test
    void aModelFileIsNoCheckpoint() {
        Path model = directory.resolve("model.safetensors");
        network(5).save(model);
        assertThatThrownBy(() -> trainer().resume(model, DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is a model file without a training: to start from its weights, use"
                        + " trainer.startingFrom(...)");
    }

    /** What writers leave that were killed goes; what others wrote stays. */
    @Test
    void removesTornFilesOfItsOwn() throws IOException {
        Files.writeString(directory.resolve(DirectoryUse.NAME), "");
        Files.writeString(directory.resolve(".inercia-1f-6f8c1f6e-0000-4000-8000-0123456789ab.tmp"), "torn");
        Files.writeString(directory.resolve("other.tmp"), "mine");
        trainer().listener(new Checkpoints(directory)).train(DATA);
        assertThat(files()).containsExactly("06 02", "09 03", "12 04", "other.tmp");
        assertThat(directory.resolve(DirectoryUse.NAME)).doesNotExist();
    }

    /** The directory is gone for a while: no checkpoint can be written, as on a full disk. */
    @Test
    void goesOnWithAWarningWhereNoneCanBeWritten() throws IOException {
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        History history = trainer()
                .epochs(6)
                .listeners(List.of())
                .onEpoch((training, epoch) -> {
                    try {
                        if (epoch.number() == 2) {
                            while (!files().contains("03 01")) {
                                Thread.onSpinWait(); // it is being written
                            }
                            Files.move(directory, away);
                            Files.writeString(directory, "in the way");
                        } else if (epoch.number() == 5) {
                            Files.delete(directory);
                            Files.move(away, directory);
                            assertThat(files()).as("the last good ones").containsExactly("00 00", "03 01");
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .listener(new Checkpoints(directory))
                .train(DATA);
        assertThat(history.epochs()).hasSize(6);
        assertThat(history.warnings()).hasSize(1);
        assertThat(history.warnings().get(0).epoch()).isBetween(2, 3);
        assertThat(history.warnings().get(0).message())
                .startsWith(
                        "a checkpoint could not be saved, and training goes on; those before are still there. Make room"
                                + " in " + directory);
        assertThat(files()).hasSize(3).contains("15 05", "18 06");
    }

    @Test
    void refusesAtTheStartWhereNoneCanBeWritten() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "in the way");
        assertThatThrownBy(() -> trainer().listener(new Checkpoints(file)).train(DATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot save checkpoints: ")
                .hasMessageContaining(file.toString());
    }

    private record Slowest() implements Listener {

        @Override
        public Listener bind(Training training) {
            return new Listener() {

                private double seconds;

                @Override
                public void onEpoch(Training training, Epoch epoch) {
                    seconds = Math.max(seconds, epoch.trainingSeconds());
                }
            };
        }
    }

    private static final class Counting implements Listener {

        private final List<Integer> seen = new ArrayList<>();

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            seen.add(epoch.number());
        }
    }

    private static final class Timing implements Listener {

        private final List<String> names = List.of("a");
        private transient long last;

        @Override
        public void onStep(Training training) {
            last = System.nanoTime() + names.size();
        }
    }

    /** At the start, and not when it is killed. */
    @Test
    void refusesWhatRemembersAndDoesNotGiveItOut() {
        assertThatThrownBy(
                        () -> trainer().listener(new Slowest()).listener(all()).train(DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Checkpoints cannot save what " + Slowest.class.getName() + "$1 remembers in its"
                                + " field 'seconds', so a resumed training would differ: implement dev.inercia.optim.Stateful")
                .hasMessageContaining("or declare the field transient if it may begin anew");
        assertThatThrownBy(
                        () -> trainer().listener(new Counting()).listener(all()).train(DATA))
                .hasMessageContaining("Counting remembers in its field 'seen'");
        List<Integer> seen = new ArrayList<>();
        trainer()
                .onEpoch((training, epoch) -> seen.add(epoch.number()))
                .listener(new Timing())
                .listener(all())
                .transform((parameters, groups, seed) ->
                        (gradients, step) -> assertThat(seen).hasSizeLessThan(4))
                .train(DATA);
        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    @Test
    void startsFromTheWeightsOfAnotherNetwork() {
        Network saved = network(5);
        trainer(saved, new Adam(0.01)).train(DATA);
        Path file = directory.resolve("model.safetensors");
        saved.save(file);
        Network other = Network.input(4)
                .layer(new Dense(5, new Relu()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(9)
                .build();
        Object fresh = other.parameters().get("1.weight").dup();
        List<Object> starts = new ArrayList<>();
        History history = new Trainer(other, new SoftmaxCrossEntropy(), new ExponentialMovingAverage(new Adam(0.01)))
                .startingFrom(file)
                .epochs(1)
                .listener(new Listener() {
                    @Override
                    public void onStart(Training training) {
                        starts.add(other.parameters().get("0.weight").dup());
                        starts.add(other.parameters().get("1.weight").dup());
                        starts.add(
                                training.network().parameters().get("0.weight").dup());
                    }
                })
                .train(Dataset.of(new float[][] {{1, 0, 0, 1}, {0, 1, 1, 0}}, new int[] {0, 1}));
        assertThat(starts)
                .containsExactly(
                        saved.parameters().get("0.weight"),
                        fresh,
                        saved.parameters().get("0.weight"));
        assertThat(history.warnings()).hasSize(1);
        assertThat(history.warnings().get(0).toString())
                .isEqualTo("only 0.weight [4, 5], 0.bias [5] start from " + file
                        + "; it does not have these in this shape,"
                        + " which keep their own start: 1.weight [5, 2], 1.bias [2]");
        assertThatThrownBy(() -> trainer(network(7), new Adam(0.01))
                        .network(Network.input(4).layer(new Dense(9)).build())
                        .startingFrom(file))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trainer().startingFrom(directory.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void refusesASettingOutOfRange() {
        assertThatThrownBy(() -> all().everyEpochs(0)).hasMessageContaining("everyEpochs must be at least 1, but is 0");
        assertThatThrownBy(() -> all().everySteps(-1)).hasMessageContaining("everySteps must be at least 1, but is -1");
        assertThatThrownBy(() -> all().every(Duration.ZERO)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> all().keepLast(0)).hasMessageContaining("kept must be at least 1, but is 0");
        assertThatThrownBy(() -> trainer()
                        .listener(all().keepBest(new BalancedAccuracy()))
                        .train(DATA))
                .hasMessageContaining("Checkpoints watches balanced accuracy, but this training measures only loss");
    }
}
