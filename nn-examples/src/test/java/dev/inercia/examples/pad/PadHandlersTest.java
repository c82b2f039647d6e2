package dev.inercia.examples.pad;

import static dev.inercia.examples.pad.TestPad.assertRefused;
import static dev.inercia.examples.pad.TestPad.get;
import static dev.inercia.examples.pad.TestPad.json;
import static dev.inercia.examples.pad.TestPad.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.examples.pad.PadHandlers.Correction;
import dev.inercia.examples.pad.PadHandlers.Drawing;
import dev.inercia.mnist.Idx;
import dev.inercia.mnist.IdxArray;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class PadHandlersTest {

    private static final float[][] SEVEN = {{0.2f, 0.1f, 0.8f, 0.1f, 0.4f, 0.9f}};

    @TempDir
    private static Path directory;

    private static Pad pad;

    @BeforeAll
    static void open() throws IOException {
        pad = TestPad.ready(directory);
    }

    @AfterAll
    static void close() {
        pad.close();
    }

    private static HttpResponse<String> digit(Object drawing) {
        return post(pad, "/digit", json(drawing));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", bytes)).isTrue();
        return bytes.toByteArray();
    }

    /** Bars of ink on paper. */
    private static byte[] bars(int... x) throws IOException {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB); // transparent is paper
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.setStroke(new BasicStroke(14));
        for (int each : x) {
            graphics.drawLine(each, 40, each, 160);
        }
        graphics.dispose();
        return png(image);
    }

    @Test
    void readsStrokes() {
        JsonNode answer = json(digit(Map.of("strokes", SEVEN)));
        assertThat(answer.get("digit").asInt()).isEqualTo(7);
        assertThat(answer.get("about").asInt()).isEqualTo(7);
        double sum = 0;
        for (JsonNode share : answer.get("probabilities")) {
            sum += share.asDouble();
        }
        assertThat(sum).isBetween(0.999, 1.001);
        assertThat(answer.get("pixels").binaryValue())
                .isEqualTo(Strokes.of(SEVEN).digit());
        assertThat(answer.get("evidence").binaryValue()).hasSize(784);
        assertThat(answer.get("maps")).hasSize(2);
        assertThat(answer.get("maps").get(0).get("values").binaryValue()).hasSize(6 * 12 * 12);
        assertThat(answer.get("millis").asDouble()).isPositive();
        // The pixels of an answer, sent back, are read alike; the evidence may be about another digit.
        JsonNode again = json(digit(new Drawing(null, answer.get("pixels").binaryValue(), 1)));
        assertThat(again.get("probabilities")).isEqualTo(answer.get("probabilities"));
        assertThat(again.get("about").asInt()).isEqualTo(1);
        assertThat(again.get("evidence")).isNotEqualTo(answer.get("evidence"));
    }

    @Test
    void refusesWhatIsNoDigit() {
        assertThat(post(pad, "/digit", "{\"strokes\":[[0.1,").statusCode()).isEqualTo(400);
        assertThat(post(pad, "/digit", "no JSON").body()).startsWith("Expected JSON as the page sends it: ");
        assertThat(post(pad, "/digit", "").statusCode()).isEqualTo(400);
        assertThat(post(pad, "/digit", "[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertRefused(post(pad, "/digit", "null"), 422, "Expected a JSON object, but got null");
        assertRefused(digit(Map.of()), 422, "Expected strokes or pixels");
        assertRefused(digit(new Drawing(new float[0][], null, null)), 422, "Nothing is drawn yet");
        assertRefused(
                post(pad, "/digit", "{\"strokes\":[[1,2],null]}"),
                422,
                "Expected strokes of points x, y, but got one of 0 numbers");
        assertRefused(
                post(pad, "/digit", "{\"strokes\":[[1,\"NaN\"]]}"),
                422,
                "Expected points within a million, but got NaN");
        assertRefused(digit(new Drawing(null, new byte[783], null)), 422, "Expected 784 pixels, but got 783");
        assertRefused(digit(new Drawing(SEVEN, null, 10)), 422, "Expected a digit from 0 to 9, but got 10");
        assertRefused(
                digit(new Drawing(new float[][] {{0, 0, 0, 1}, {1, 0, 1, 1}}, null, null)),
                422,
                "There are 2 digits with paper between them; the pad reads one at a time");
    }

    @Test
    void readsPictures() throws IOException {
        JsonNode answer = json(post(pad, "/picture", bars(100)));
        assertThat(answer.get("digit").asInt()).isEqualTo(1);
        assertRefused(
                post(pad, "/picture", bars(40, 160)),
                422,
                "There are 2 digits with paper between them; the pad reads one at a time");
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        assertThat(post(pad, "/picture", "no picture").statusCode()).isEqualTo(422);
        assertThat(post(pad, "/picture", "no picture").body())
                .startsWith("Digit image: expected an image such as PNG or JPEG; found 10 bytes");
        byte[] whole = bars(100);
        HttpResponse<String> cut = post(pad, "/picture", Arrays.copyOf(whole, whole.length / 2));
        assertThat(cut.statusCode()).isEqualTo(422);
        assertThat(cut.body()).contains("damaged");
        assertThat(post(pad, "/picture", bars()).body()).contains("found a blank picture of 200 x 200 pixels");
        BufferedImage large = new BufferedImage(10_000, 10_000, BufferedImage.TYPE_BYTE_BINARY);
        assertRefused(
                post(pad, "/picture", png(large)),
                422,
                "Digit image: expected at most 20000 pixels a side and 50000000 in all; found 10000 x 10000. Crop the"
                        + " picture, or scale it down.");
        HttpResponse<String> heavy = post(pad, "/picture", new byte[PadHandlers.MOST_PICTURE_BYTES + 1]);
        assertRefused(heavy, 413, "A request to /picture has at most 8388608 bytes");
        assertThat(post(pad, "/digit", new byte[PadHandlers.MOST_DRAWING_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(json(digit(Map.of("strokes", SEVEN))).get("digit").asInt()).isEqualTo(7);
    }

    @Test
    void keepsCorrectionsAsIdx() throws IOException {
        byte[] seven = Strokes.of(SEVEN).digit();
        JsonNode status = json(post(pad, "/correction", json(new Correction(seven, 4))));
        assertThat(status.get("corrections").asInt()).isEqualTo(1);
        IdxArray images = Idx.read(directory.resolve("corrections-images-idx3-ubyte"));
        assertThat(images.dimensions()).isEqualTo(List.of(1, 28, 28));
        assertThat(images.bytes()).isEqualTo(seven);
        assertThat(Idx.read(directory.resolve("corrections-labels-idx1-ubyte")).bytes())
                .containsExactly(4);

        assertRefused(
                post(pad, "/correction", json(new Correction(seven, 10))),
                422,
                "Expected a digit from 0 to 9, but got 10");
        assertRefused(post(pad, "/correction", "{}"), 422, "Expected 784 pixels, but got none");
        assertRefused(
                post(pad, "/correction", json(new Correction(seven, null))),
                422,
                "Expected a digit from 0 to 9, but got null");
        assertThat(json(get(pad, "/status")).get("corrections").asInt()).isEqualTo(1);

        assertThat(json(post(pad, "/correction/forget", "")).get("corrections").asInt())
                .isZero();
        assertThat(Idx.read(directory.resolve("corrections-images-idx3-ubyte")).dimensions())
                .isEqualTo(List.of(0, 28, 28));
        assertRefused(post(pad, "/training", "{}"), 422, "Expected isMixed, true or false");
        assertRefused(post(pad, "/training", "{\"isMixed\":true}"), 409, "There are no corrections yet to train on");
        assertRefused(post(pad, "/training/takeback", ""), 409, "There is no training to take back");
    }

    @Test
    void corruptCorrectionsAreSaidAtTheStart(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("corrections-images-idx3-ubyte"), "x");
        Files.writeString(other.resolve("corrections-labels-idx1-ubyte"), "x");
        assertThatThrownBy(() -> new Corrections(other)).hasMessageContaining("corrections-images-idx3-ubyte");
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", pad.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1~Host: evil.example~~                                                   | 421
            GET /status HTTP/1.1~Host: 127.0.0.1:PORT~Origin: http://evil.example~~               | 403
            POST /correction/forget HTTP/1.1~Host: evil.example~Content-Length: 0~~                | 421
            POST /correction/forget HTTP/1.1~Host: 127.0.0.1:PORT~Origin: null~Content-Length: 0~~ | 403
            POST /correction/forget HTTP/1.1~Host: 127.0.0.1:PORT~Content-Length: 1~~x             | 413
            GET /correction/forget HTTP/1.1~Host: 127.0.0.1:PORT~~                                 | 405
            GET /network.safetensors HTTP/1.1~Host: 127.0.0.1:PORT~~                               | 404
            GET /../pad.html HTTP/1.1~Host: 127.0.0.1:PORT~~                                       | 404
            GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1~Host: 127.0.0.1:PORT~~                          | 404
            GET /pad.js HTTP/1.1~Host: 127.0.0.1:PORT~~                                            | 200
            """)
    void othersAreRefused(String request, String status) throws IOException {
        String answer = exchange(request.strip()
                .replace("PORT", String.valueOf(pad.uri().getPort()))
                .replace("~", "\r\n"));
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer)
                .contains("Content-Security-Policy: default-src 'none'")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void thePageNeedsNothingButItsServer() {
        Document page = Jsoup.parse(get(pad, "/").body());
        for (Element element : page.getAllElements()) {
            assertThat(element.hasAttr("style")).as(element.toString()).isFalse();
            assertThat(element.attributes().asList())
                    .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        }
        for (Element script : page.select("script")) {
            assertThat(script.data()).isEmpty();
        }
        for (Element loaded : page.select("[src], link[href]")) {
            String address = loaded.hasAttr("src") ? loaded.attr("src") : loaded.attr("href");
            assertThat(address).matches("/[a-z.]+|data:,");
            if (address.startsWith("/")) {
                assertThat(get(pad, address).statusCode()).isEqualTo(200);
            }
        }
        assertThat(get(pad, "/pad.js").body()).doesNotContain("http:", "https:", "eval(");
    }
}
