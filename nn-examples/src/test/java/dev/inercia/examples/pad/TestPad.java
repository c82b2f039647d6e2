package dev.inercia.examples.pad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.pad.Status.Phase;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.train.Listener;
import dev.inercia.web.Address;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pad with a small network that learns synthetic digits in a second or two, and a client of it. */
final class TestPad {

    static final Recipe RECIPE = new Recipe(6, 10, 16, 3, 0.015, 1);

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Network trained;

    private TestPad() {}

    static PadData data() {
        return new PadData(
                "synthetic digits",
                SyntheticDigits.generate(4_000, 1).dataset(),
                SyntheticDigits.generate(500, 2).dataset());
    }

    /** A pad that loads a network that is trained once for all tests. */
    static Pad ready(Path directory) throws IOException {
        network().save(directory.resolve(Learning.FILE));
        Pad pad = Pad.open(Address.loopback(0), directory, RECIPE, TestPad::data, false);
        await(pad, Phase.READY);
        return pad;
    }

    private static synchronized Network network() {
        if (trained == null) {
            trained = RECIPE.network();
            RECIPE.train(trained, data().training(), new Listener() {});
        }
        return trained;
    }

    static void await(Pad pad, Phase phase) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (pad.learning().status().phase() != phase) {
            assertThat(System.nanoTime())
                    .as("time for " + phase + ", in " + pad.learning().status())
                    .isLessThan(end);
            sleep();
        }
    }

    static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse<String> get(Pad pad, String path) {
        return send(HttpRequest.newBuilder(pad.uri().resolve(path)));
    }

    static HttpResponse<String> post(Pad pad, String path, String body) {
        return send(HttpRequest.newBuilder(pad.uri().resolve(path)).POST(BodyPublishers.ofString(body)));
    }

    static HttpResponse<String> post(Pad pad, String path, byte[] body) {
        return send(HttpRequest.newBuilder(pad.uri().resolve(path)).POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return tree(response.body());
    }

    static JsonNode tree(String json) {
        return JSON.readTree(json);
    }

    static void assertRefused(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(message + "\n");
    }
}
