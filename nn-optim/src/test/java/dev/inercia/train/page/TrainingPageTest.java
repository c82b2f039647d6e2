package dev.inercia.train.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.browser.Browser;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Momentum;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import dev.inercia.web.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrainingPageTest {

    private static final int EPOCHS = 4;

    @TempDir
    private Path directory;

    private final TrainingPage page = TrainingPage.at(0);

    @AfterEach
    void close() {
        page.close();
    }

    private static float[][] features() {
        Random random = new Random(1);
        float[][] x = new float[200][];
        Arrays.setAll(x, i -> new float[] {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f});
        return x;
    }

    private static int[] labels(float[][] x) {
        return Arrays.stream(x).mapToInt(row -> row[0] * row[1] > 0 ? 1 : 0).toArray();
    }

    /** The last quarter is for validation. */
    private static Split data() {
        return Dataset.of(features(), labels(features())).split(0.75);
    }

    private static Trainer trainer(Listener listener) {
        Network network = Network.input(2)
                .layer(new Dense(8, new Tanh()).weights(new ScaledNormal()))
                .layer(new Dense(2).weights(new ScaledNormal()))
                .output(new Softmax())
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), new Momentum(0.1, 0.9))
                .epochs(EPOCHS)
                .validation(data().second())
                .listener(listener);
    }

    private static History train(Listener listener) {
        return trainer(listener).train(data().first());
    }

    private static String get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void savesItselfAsOneFileThatNeedsNothingElse() throws Exception {
        Path file = directory.resolve("new").resolve("page.html");
        History history = train(page.named("<first>").savedAs(file));
        String saved = Files.readString(file);
        assertThat(saved)
                .startsWith("<!DOCTYPE html>")
                .contains("&lt;first&gt; <span class=\"state\">finished</span>")
                .contains(history.last().orElseThrow().toString().replaceFirst(":", " of " + EPOCHS + ":"))
                .contains("Loss over epoch.", "Learning rate over epoch.", "layer 0: from", "layer 1: from")
                .contains("rows are actual classes, columns predicted ones")
                .contains("<dd>4 of 4</dd>")
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("<first>");
        assertThat(saved.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:")
                .doesNotContain("https:");
    }

    @Test
    void showsWarningsAndWhyATrainingStopped() throws Exception {
        Listener warns = new Listener() {
            @Override
            public void onStart(Training training) {
                training.warn("a <b>test</b>");
                training.stop("enough");
            }
        };
        trainer(page).listener(warns).train(data().first());
        assertThat(get(page.open().resolve("/saved.html")))
                .contains("<li>a &lt;b&gt;test&lt;/b&gt;</li>")
                .contains("<span class=\"state stopped\">stopped</span>")
                .contains("Training has stopped: enough.");
    }

    @Test
    void staysUpWithAllRunsAndForgetsThemWhenClosed() throws Exception {
        train(page.named("mu 0.5"));
        train(page);
        URI address = page.open();
        assertThat(get(address.resolve("/saved.html")))
                .contains("mu 0.5, validation", "Run 2, validation", "<th scope=\"row\">mu 0.5</th><td>finished</td>");
        page.close();
        assertThat(get(page.open().resolve("/saved.html"))).contains("No training has begun yet.");
    }

    @Test
    void countsActualClassesInRows() throws Exception {
        train(page);
        String saved = get(page.open().resolve("/saved.html"));
        Matcher row = Pattern.compile(
                        "<th scope=\"row\">0</th><td class=\"h\\d hit\">(\\d+)</td><td class=\"h\\d\">(\\d+)</td>")
                .matcher(saved);
        assertThat(row.find()).isTrue();
        long zeros = Arrays.stream(labels(features()))
                .skip(150)
                .filter(label -> label == 0)
                .count();
        assertThat(Long.parseLong(row.group(1)) + Long.parseLong(row.group(2))).isEqualTo(zeros);
    }

    @Test
    void aTrainingGoesOnIfThePageCannotBeOpened() throws IOException {
        try (ServerSocket last = new ServerSocket()) {
            last.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 65535));
            History history = train(TrainingPage.at(Address.loopback(65535)));
            assertThat(history.epochs()).hasSize(EPOCHS);
            assertThat(history.warnings().get(0).message())
                    .isEqualTo("the page of the training cannot be opened, and training goes on without: No port from"
                            + " 65535 to 65535 is free; give another, or 0 for any free one");
        }
    }

    @Test
    void keepsTheProgramRunningIfAsked() throws Exception {
        train(page.keptUp());
        Thread open = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("inercia-training-page-open"))
                .findFirst()
                .orElseThrow();
        assertThat(open.isDaemon()).isFalse();
        page.close();
        open.join(5_000);
        assertThat(open.isAlive()).isFalse();
    }

    @Test
    void seriesOfAnyLengthKeepTheirMeanInLimitedRoom() {
        StepSeries series = new StepSeries();
        for (int i = 1; i <= 100_000; i++) {
            series.add(i, i % 2);
        }
        assertThat(series.values()).hasSizeBetween(128, 256).containsOnly(0.5);
        assertThat(series.positions()).isSorted();
        assertThat(series.positions()[series.positions().length - 1]).isGreaterThan(99_000);
    }

    /** A training that ends while the page looks on, in a browser: phone width, dark, keyboard. */
    @Test
    void aBrowserLooksOnWhileATrainingEnds() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Trainer trainer = trainer(page.named("watched")).onEpoch((training, epoch) -> {
            if (epoch.number() == 2) {
                await(goOn);
            }
        });
        try (Browser browser = Browser.open()) {
            Thread training = new Thread(() -> trainer.train(data().first()));
            training.setDaemon(true);
            training.start();
            browser.go(page.open());
            browser.await("document.getElementById('news').textContent.includes('Epoch 2 of 4')");
            assertThat(browser.text("#progress")).contains("watched running");
            assertThat(browser.text("#link")).isEqualTo("Live");
            goOn.countDown();
            training.join(60_000);
            browser.await("document.getElementById('news').textContent.includes('Training has finished')");
            browser.await("document.querySelectorAll('#plots svg[role=img] desc').length === 4");
            assertThat(browser.text("#runs")).contains("watched").contains("finished");

            browser.resize(390, 844, 2, true);
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(390);
            String background = "getComputedStyle(document.body).backgroundColor";
            String light = browser.evaluate(background).asText();
            browser.dark(true);
            assertThat(browser.evaluate(background).asText()).isNotEqualTo(light);

            browser.key("Tab");
            assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("pause");
            browser.key("Enter");
            assertThat(browser.text("#link")).isEqualTo("Paused");
            assertThat(browser.evaluate("document.activeElement.getAttribute('aria-pressed')")
                            .asText())
                    .isEqualTo("true");
            String unnamed = "[...document.querySelectorAll('button, a, summary, progress, [role=region], section')]"
                    + ".filter(e => !(e.ariaLabel || e.textContent.trim())).length";
            assertThat(browser.evaluate(unnamed).asInt()).isZero();
            assertThat(browser.problems()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
