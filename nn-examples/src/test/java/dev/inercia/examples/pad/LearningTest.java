package dev.inercia.examples.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.examples.pad.Status.Effect;
import dev.inercia.examples.pad.Status.Phase;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.web.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LearningTest {

    @TempDir
    private Path directory;

    private float[] parameters(Learning learning) {
        return learning.reader().orElseThrow().network().parameters().flat().toFloatVector();
    }

    private static void await(Learning learning, Phase phase) {
        while (learning.status().phase() != phase) {
            TestPad.sleep();
        }
    }

    /** Learns, is loaded again, is corrected, trained on the corrections, and taken back. */
    @Test
    void aNetworkThroughItsLife() {
        List<Status> said = Collections.synchronizedList(new ArrayList<>());
        Corrections corrections = new Corrections(directory);
        float[] first;
        try (Learning learning = new Learning(directory, TestPad.RECIPE, TestPad::data, corrections)) {
            assertThat(learning.reader()).isEmpty();
            assertThatThrownBy(() -> learning.tune(true)).hasMessage("There are no corrections yet to train on");
            learning.onChange(said::add);
            learning.start(false);
            await(learning, Phase.READY);
            first = parameters(learning);
        }
        assertThat(said)
                .extracting(Status::phase)
                .contains(Phase.LOADING, Phase.TRAINING)
                .endsWith(Phase.READY);
        assertThat(said).extracting(Status::version).isSorted();
        Status ready = said.get(said.size() - 1);
        assertThat(ready.text()).isEqualTo("Trained. Draw a digit.");
        assertThat(ready.facts())
                .matches("(7|8|9)\\d\\.\\d\\d % of 500 test digits read rightly; .*; synthetic digits");
        assertThat(said)
                .filteredOn(status -> status.phase() == Phase.TRAINING)
                .extracting(Status::text)
                .allMatch(text -> text.matches("Training: epoch [123] of 3, loss \\d\\.\\d{3}"));

        try (Learning learning = new Learning(directory, TestPad.RECIPE, TestPad::data, corrections)) {
            learning.start(false);
            await(learning, Phase.READY);
            assertThat(learning.status().text())
                    .startsWith("Loaded from ")
                    .endsWith("network.safetensors. Draw a digit.");
            assertThat(parameters(learning)).isEqualTo(first);

            correctMisread(learning, corrections);
            Effect alone = tuned(learning, false);
            assertThat(alone.corrections()).isEqualTo(10);
            assertThat(alone.before()).isZero();
            assertThat(alone.after()).as("at least half are learned").isGreaterThanOrEqualTo(5);
            assertThat(alone.testsAfter()).isEqualTo(right(learning));
            assertThat(learning.status().canTakeBack()).isTrue();
            assertThat(parameters(learning)).isNotEqualTo(first);

            learning.takeBack();
            await(learning, Phase.READY);
            assertThat(learning.status().text()).isEqualTo("The training was taken back. Draw a digit.");
            assertThat(learning.status().effect()).isNull();
            assertThat(learning.status().canTakeBack()).isFalse();
            assertThat(parameters(learning)).isEqualTo(first);
            assertThat(Network.load(directory.resolve(Learning.FILE))
                            .parameters()
                            .flat()
                            .toFloatVector())
                    .isEqualTo(first);
            assertThatThrownBy(learning::takeBack).hasMessage("There is no training to take back");

            Effect mixed = tuned(learning, true);
            assertThat(mixed.after()).isGreaterThan(mixed.before());
            assertThat(mixed.testsBefore()).isEqualTo(alone.testsBefore());
            assertThat(mixed.testsAfter()).isEqualTo(right(learning));
        }
    }

    /** How many of the test digits the network that reads now gets right. */
    private static long right(Learning learning) {
        Network network = learning.reader().orElseThrow().network();
        return Math.round(
                500 * network.evaluate(TestPad.data().test(), new Accuracy()).value());
    }

    /** Corrects the first ten digits that the network reads wrongly. */
    private static void correctMisread(Learning learning, Corrections corrections) {
        SyntheticDigits digits = SyntheticDigits.generate(1_000, 9);
        for (int i = 0; corrections.size() < 10; i++) {
            byte[] pixels = Arrays.copyOfRange(digits.pixels(), 784 * i, 784 * (i + 1));
            int label = digits.labels()[i];
            if (learning.reader().orElseThrow().read(pixels, null).digit() != label) {
                corrections.add(pixels, label);
            }
        }
    }

    private static Effect tuned(Learning learning, boolean isMixed) {
        learning.tune(isMixed);
        assertThatThrownBy(() -> learning.tune(isMixed)).hasMessageStartingWith("The network is busy: ");
        await(learning, Phase.READY);
        Effect effect = learning.status().effect();
        assertThat(effect.isMixed()).isEqualTo(isMixed);
        assertThat(effect.tests()).isEqualTo(500);
        return effect;
    }

    /** Waits, then fails: with this message, sooner if the pad is closed meanwhile. */
    private static PadData noData(CountDownLatch wait, String message) {
        try {
            wait.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UncheckedIOException(new IOException(message));
    }

    /** The page is up at once, and reads as soon as there is a network; a network is there before the data. */
    @Test
    void thePageIsUpBeforeTheData() throws IOException {
        TestPad.RECIPE.network().save(directory.resolve(Learning.FILE));
        CountDownLatch goOn = new CountDownLatch(1);
        try (Pad pad = Pad.open(
                Address.loopback(0), directory, TestPad.RECIPE, () -> noData(goOn, "The disk is gone"), false)) {
            assertThat(TestPad.get(pad, "/").statusCode()).isEqualTo(200);
            while (pad.learning().status().version() == 0) {
                TestPad.sleep();
            }
            String drawing = "{\"strokes\":[[0,0,1,1]]}";
            assertThat(TestPad.post(pad, "/digit", drawing).statusCode()).isEqualTo(200);
            goOn.countDown();
            TestPad.await(pad, Phase.FAILED);
            assertThat(pad.learning().status().text()).contains("The disk is gone");
            assertThat(TestPad.post(pad, "/digit", drawing).statusCode()).isEqualTo(200);
            pad.learning().countCorrections();
            TestPad.assertRefused(
                    TestPad.post(pad, "/training", "{\"isMixed\":true}"),
                    409,
                    "There are no corrections yet to train on");
        }
    }

    @Test
    void nothingIsReadBeforeThereIsANetwork() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (Pad pad =
                Pad.open(Address.loopback(0), directory, TestPad.RECIPE, () -> noData(never, "interrupted"), false)) {
            TestPad.assertRefused(
                    TestPad.post(pad, "/digit", "{\"strokes\":[[0,0,1,1]]}"),
                    409,
                    "There is no network yet: " + pad.learning().status().text());
        }
    }

    /** A file that is damaged, or of another network, is replaced. */
    @Test
    void trainsIfTheFileIsOfNoUse() throws IOException {
        AtomicInteger loaded = new AtomicInteger();
        Path file = directory.resolve(Learning.FILE);
        Recipe quick = new Recipe(2, 3, 4, 1, 0.01, 1);
        for (boolean isDamaged : new boolean[] {true, false}) {
            if (isDamaged) {
                Files.write(file, new byte[100]);
            } else {
                Network.input(3)
                        .layer(new Dense(10))
                        .output(new Softmax())
                        .build()
                        .save(file);
            }
            PadData few = new PadData(
                    "few",
                    SyntheticDigits.generate(200, 1).dataset(),
                    SyntheticDigits.generate(50, 2).dataset());
            Corrections none = new Corrections(directory);
            try (Learning learning = new Learning(
                    directory,
                    quick,
                    () -> {
                        loaded.incrementAndGet();
                        return few;
                    },
                    none)) {
                learning.start(false);
                await(learning, Phase.READY);
                assertThat(learning.status().text()).isEqualTo("Trained. Draw a digit.");
            }
            assertThat(Network.load(file).architecture().input().size()).isEqualTo(784);
        }
        assertThat(loaded).hasValue(2);
    }
}
