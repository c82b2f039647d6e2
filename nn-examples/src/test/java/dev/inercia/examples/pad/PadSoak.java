package dev.inercia.examples.pad;

import dev.inercia.browser.Browser;
import dev.inercia.examples.pad.PadHandlers.Correction;
import dev.inercia.examples.pad.PadHandlers.Drawing;
import dev.inercia.examples.pad.Status.Phase;
import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.PenPaths;
import dev.inercia.mnist.synthetic.PenPaths.Hand;
import dev.inercia.web.Address;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Draws 200 digits on a pad whose network has learned MNIST, with five hands, and says how many are read rightly and how
 * long an answer takes; then corrects the others and trains on them. Arguments: the number of digits, the seed, and
 * {@code browser} to draw by pointer events in Chromium instead of by requests.
 */
public final class PadSoak {

    private final Pad pad;
    private final Browser browser;
    private final List<Double> millis = new ArrayList<>();

    private PadSoak(Pad pad, Browser browser) {
        this.pad = pad;
        this.browser = browser;
    }

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 2026;
        boolean isInBrowser = args.length > 2 && args[2].equals("browser");
        Mnist mnist = Mnist.load();
        PadData data = new PadData(mnist.source(), mnist.training(), mnist.test());
        Path directory = Files.createTempDirectory("pad");
        long start = System.nanoTime();
        try (Pad pad = Pad.open(Address.loopback(0), directory, Recipe.standard(1), () -> data, false)) {
            while (pad.learning().status().phase() != Phase.READY) {
                if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(5)) {
                    throw new IllegalStateException(pad.learning().status().toString());
                }
                TestPad.sleep();
            }
            System.out.printf(Locale.ROOT, "Ready after %.1f s%n", (System.nanoTime() - start) / 1e9);
            if (isInBrowser) {
                try (Browser browser = Browser.open()) {
                    browser.resize(1200, 1000, 1, false);
                    browser.go(pad.uri());
                    browser.await("document.getElementById('phase').textContent === 'ready'");
                    new PadSoak(pad, browser).draw(count, seed);
                }
            } else {
                new PadSoak(pad, null).draw(count, seed);
            }
            System.out.println(pad.learning().status().facts());
            TestPad.post(pad, "/training", "{\"isMixed\":true}");
            TestPad.await(pad, Phase.READY);
            System.out.println(pad.learning().status().effect());
        }
    }

    private void draw(int count, long seed) {
        TestPad.get(pad, "/status"); // the client's own start is not the pad's
        PenPaths paths = new PenPaths(seed);
        int[] right = new int[PenPaths.HANDS.size()];
        int[] drawn = new int[right.length];
        StringBuilder wrong = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int hand = i / 10 % right.length;
            int digit = i % 10;
            JsonNode answer = read(paths.draw(digit, PenPaths.HANDS.get(hand)), PenPaths.HANDS.get(hand));
            drawn[hand]++;
            if (answer != null && answer.get("digit").asInt() == digit) {
                right[hand]++;
                continue;
            }
            wrong.append(digit)
                    .append(" read ")
                    .append(answer == null ? "as several" : answer.get("digit"))
                    .append("; ");
            if (answer != null) {
                byte[] pixels = answer.get("pixels").binaryValue();
                TestPad.post(pad, "/correction", TestPad.json(new Correction(pixels, digit)));
            }
        }
        int all = 0;
        for (int hand = 0; hand < right.length; hand++) {
            all += right[hand];
            System.out.printf(
                    Locale.ROOT, "%-20s %d of %d%n", PenPaths.HANDS.get(hand).name(), right[hand], drawn[hand]);
        }
        Collections.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%d of %d digits, %.1f %%; from the end of a stroke to the answer: median %.1f ms, 99 %% %.1f ms, worst"
                        + " %.1f ms of %d%n%s%n",
                all,
                count,
                100.0 * all / count,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.get(millis.size() - 1),
                millis.size(),
                wrong);
    }

    /** Reads after every stroke, as the page does; null if there seem to be several digits. */
    private JsonNode read(List<float[]> strokes, Hand hand) {
        if (browser != null) {
            return readInBrowser(strokes, hand);
        }
        JsonNode answer = null;
        for (int i = 1; i <= strokes.size(); i++) {
            String body = TestPad.json(new Drawing(strokes.subList(0, i).toArray(float[][]::new), null, null));
            long start = System.nanoTime();
            HttpResponse<String> response = TestPad.post(pad, "/digit", body);
            millis.add((System.nanoTime() - start) / 1e6);
            answer = response.statusCode() == 200 ? TestPad.json(response) : null;
        }
        return answer;
    }

    /** At the hand's own speed, as far as the browser keeps up; the page's own clock says how long an answer takes. */
    private JsonNode readInBrowser(List<float[]> strokes, Hand hand) {
        browser.evaluate("document.querySelector('#clear').click()");
        org.nd4j.shade.jackson.databind.JsonNode box =
                browser.evaluate("(r => [r.left, r.top, r.width])(pad.getBoundingClientRect())");
        for (float[] stroke : strokes) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < stroke.length; i += 2) {
                x = box.get(0).asDouble() + box.get(2).asDouble() * stroke[i];
                y = box.get(1).asDouble() + box.get(2).asDouble() * stroke[i + 1];
                browser.mouse(i == 0 ? "mousePressed" : "mouseMoved", x, y);
                pause(1_000 / hand.events());
            }
            browser.mouse("mouseReleased", x, y);
            browser.await("!pending");
            if (browser.evaluate("shown !== null").asBoolean()) {
                millis.add(browser.evaluate("took").asDouble());
            }
        }
        if (!browser.evaluate("shown !== null").asBoolean()) {
            return null;
        }
        return TestPad.tree(browser.evaluate("JSON.stringify(shown)").asText());
    }

    private static void pause(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
