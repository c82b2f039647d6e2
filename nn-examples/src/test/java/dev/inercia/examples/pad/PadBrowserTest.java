package dev.inercia.examples.pad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.browser.Browser;
import dev.inercia.mnist.synthetic.PenPaths;
import dev.inercia.mnist.synthetic.PenPaths.Hand;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The page, in a browser: what a hand, a finger, a keyboard and a screen reader find. */
@Timeout(180)
class PadBrowserTest {

    private static final Hand CALM = PenPaths.HANDS.get(0);

    @TempDir
    private static Path directory;

    private static Pad pad;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        pad = TestPad.ready(directory);
        browser.resize(1200, 1000, 1, false);
        browser.go(pad.uri());
    }

    @AfterAll
    static void close() {
        if (pad != null) {
            pad.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Left, top and side of the pad in the window. */
    private static double[] box() {
        JsonNode box = browser.evaluate(
                "(r => [r.left, r.top, r.width])(document.getElementById('pad')" + ".getBoundingClientRect())");
        return new double[] {
            box.get(0).asDouble(), box.get(1).asDouble(), box.get(2).asDouble()
        };
    }

    private static void draw(List<float[]> strokes, boolean isFinger) {
        double[] box = box();
        for (float[] stroke : strokes) {
            for (int i = 0; i < stroke.length; i += 2) {
                double x = box[0] + box[2] * stroke[i];
                double y = box[1] + box[2] * stroke[i + 1];
                if (isFinger) {
                    browser.touch(i == 0 ? "touchStart" : "touchMove", x, y);
                } else {
                    browser.mouse(i == 0 ? "mousePressed" : "mouseMoved", x, y);
                }
            }
            if (isFinger) {
                browser.touch("touchEnd", 0, 0);
            } else {
                browser.mouse(
                        "mouseReleased",
                        box[0] + box[2] * stroke[stroke.length - 2],
                        box[1] + box[2] * stroke[stroke.length - 1]);
            }
        }
        browser.await("asked > 0 && shown !== null && !pending");
    }

    private static String read() {
        return browser.text("#reading b");
    }

    private static void click(String selector) {
        browser.evaluate("document.querySelector('" + selector + "').click()");
    }

    private static void clear() {
        click("#clear");
        browser.await("document.getElementById('reading').textContent === 'Nothing is drawn yet.'");
    }

    private static void ready() {
        browser.await("document.getElementById('phase').textContent === 'ready'");
    }

    /** A picture that is refused is in the browser's log, and nothing else may be. */
    private static void assertNoProblems() {
        assertThat(browser.problems()).allMatch(problem -> problem.contains("/picture") && problem.contains("422"));
    }

    @Test
    void drawnDigitsAreReadCorrectedAndTrainedOn() {
        ready();
        PenPaths hand = new PenPaths(3);
        draw(hand.draw(3, CALM), false);
        assertThat(read()).isEqualTo("3");
        assertThat(browser.evaluate("document.querySelectorAll('#bars button[aria-pressed=true] b')[0].textContent")
                        .asText())
                .isEqualTo("3");
        assertThat(browser.evaluate("document.querySelectorAll('.maps canvas').length")
                        .asInt())
                .isEqualTo(6 + 10);
        String ink = "[...document.getElementById('seen').getContext('2d').getImageData(0, 0, 28, 28).data]"
                + ".filter((v, i) => i % 4 === 3 && v > 128).length";
        assertThat(browser.evaluate(ink).asInt()).isBetween(30, 250);
        clear();
        assertThat(browser.evaluate(ink).asInt()).isZero();
        List<float[]> seven = hand.draw(7, CALM);
        draw(seven, false);
        assertThat(read()).isEqualTo("7");

        // What speaks for another digit is looked at without reading otherwise.
        browser.evaluate("document.querySelectorAll('#bars button')[1].click()");
        browser.await("document.getElementById('about').textContent.includes('for a 1')");
        assertThat(read()).isEqualTo("7");

        // Ten sevens of a hand that calls them ones.
        for (int i = 0; i < 10; i++) {
            click("#wrong button[aria-label=\"It is a 1\"]");
            browser.await("document.getElementById('count').textContent.startsWith('" + (i + 1) + " kept')");
        }
        assertThat(browser.text("#kept")).isEqualTo("Kept as a 1.");
        click("#train");
        browser.await("document.querySelector('#effect table')");
        ready();
        assertThat(browser.text("#effect"))
                .contains("corrections")
                .contains("0 of 10, 0.00 %")
                .contains("10 of 10, 100.00 %")
                .containsPattern("test digits\\s+\\d+ of 500, \\d\\d\\.\\d\\d %\\s+\\d+ of 500, \\d\\d\\.\\d\\d %");
        browser.await("document.querySelector('#reading b').textContent === '1'");
        click("#takeback");
        browser.await("document.querySelector('#reading b').textContent === '7'");
        ready();
        click("#undo");
        assertThat(browser.evaluate("strokes.length").asInt()).isEqualTo(seven.size() - 1);
        clear();
        assertNoProblems();
    }

    /** The same stroke on screens of any density is the same picture, also if it leaves the pad. */
    @Test
    void theScreenDoesNotMatter() {
        ready();
        List<float[]> three = new PenPaths(4).draw(3, CALM);
        String first = null;
        for (double ratio : new double[] {1, 1.5, 2}) {
            browser.resize(1200, 1000, ratio, false);
            clear();
            draw(three, false);
            assertThat(browser.evaluate("pad.width").asInt()).isEqualTo((int)
                    Math.round(ratio * browser.evaluate("pad.clientWidth").asDouble()));
            String pixels = browser.evaluate("shown.pixels").asText();
            first = first == null ? pixels : first;
            byte[] expected = Base64.getDecoder().decode(first);
            byte[] actual = Base64.getDecoder().decode(pixels);
            double off = 0;
            for (int i = 0; i < 784; i++) {
                off += Math.abs((expected[i] & 255) - (actual[i] & 255)) / 784.0;
            }
            assertThat(off).as("mean difference at " + ratio).isLessThan(2);
        }
        browser.resize(1200, 1000, 1, false);
        clear();
        double[] box = box();
        browser.mouse("mousePressed", box[0] + 50, box[1] + 50);
        browser.mouse("mouseMoved", box[0] + 50, box[1] + 200);
        browser.mouse("mouseReleased", box[0] + box[2] + 300, box[1] + 200);
        browser.await("shown !== null && !pending");
        browser.mouse("mouseMoved", box[0] + 100, box[1] + 100);
        assertThat(browser.evaluate("strokes.length === 1 && strokes[0].every(v => v >= 0 && v <= 1)")
                        .asBoolean())
                .isTrue();
        clear();
    }

    @Test
    void onAPhoneAFingerDrawsAndDoesNotScroll() {
        ready();
        clear();
        browser.resize(390, 700, 2, true);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(390);
        draw(new PenPaths(3).draw(3, CALM), true);
        assertThat(read()).isEqualTo("3");
        assertThat(browser.evaluate("scrollY").asDouble()).isZero();
        // A stroke that the system takes away ends.
        double[] box = box();
        browser.touch("touchStart", box[0] + 50, box[1] + 50);
        browser.touch("touchMove", box[0] + 60, box[1] + 60);
        browser.call("Input.dispatchTouchEvent", Map.of("type", "touchCancel", "touchPoints", List.of()));
        browser.await("pointer === null");
        String small =
                "[...document.querySelectorAll('button')].filter(b => b.offsetWidth && b.offsetHeight < 30).length";
        assertThat(browser.evaluate(small).asInt()).isZero();
        clear();
        browser.resize(1200, 1000, 1, false);
    }

    @Test
    void darkIsDarkAndReadsTheSame() {
        ready();
        clear();
        draw(new PenPaths(3).draw(3, CALM), false);
        String pixels = browser.evaluate("shown.pixels").asText();
        String corner = "getComputedStyle(document.body).backgroundColor";
        String stroke = "(p => [...p.getContext('2d').getImageData(0, 0, p.width, p.height).data]"
                + ".filter((v, i) => i % 4 === 0 && v > 200).length)(pad)";
        String light = browser.evaluate(corner).asText();
        assertThat(browser.evaluate(stroke).asInt()).as("light ink").isZero();
        browser.dark(true);
        browser.await(stroke + " > 100");
        assertThat(browser.evaluate(corner).asText()).isNotEqualTo(light);
        clear();
        draw(new PenPaths(3).draw(3, CALM), false);
        assertThat(browser.evaluate("shown.pixels").asText()).isEqualTo(pixels);
        browser.dark(false);
        clear();
    }

    @Test
    void aKeyboardDraws() {
        ready();
        clear();
        browser.evaluate("pad.focus()");
        browser.key(" ");
        for (int i = 0; i < 10; i++) {
            browser.key("ArrowDown");
        }
        browser.key(" ");
        browser.await("shown !== null && !pending");
        assertThat(read()).isEqualTo("1");
        assertThat(browser.evaluate("strokes.length").asInt()).isEqualTo(1);
        browser.key("Delete");
        browser.await("shown === null");
        String unnamed = "[...document.querySelectorAll('button, canvas[role], input:not([hidden]), progress,"
                + " section, [role=group]')].filter(e => !(e.ariaLabel || e.textContent.trim()"
                + " || e.labels && e.labels.length)).length";
        assertThat(browser.evaluate(unnamed).asInt()).isZero();
        assertThat(browser.evaluate("document.getElementById('reading').getAttribute('role')")
                        .asText())
                .isEqualTo("status");
        assertNoProblems();
    }

    /** What the user drops is read by the server; what it cannot read is said. */
    @Test
    void picturesAreDroppedIn() throws IOException {
        ready();
        clear();
        BufferedImage image = new BufferedImage(60, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(28, 10, 8, 80);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", png)).isTrue();
        drop(Base64.getEncoder().encodeToString(png.toByteArray()), "one.png");
        browser.await("picture !== null && !pending");
        assertThat(read()).isEqualTo("1");
        drop(Base64.getEncoder().encodeToString(new byte[20]), "<b>bad</b>.png");
        browser.await("document.getElementById('reading').textContent.startsWith('Digit image: expected an image')");
        clear();
        assertThat(browser.evaluate("picture === null").asBoolean()).isTrue();
        assertNoProblems();
    }

    private static void drop(String base64, String name) {
        browser.evaluate("(() => { const bytes = Uint8Array.from(atob('" + base64 + "'), c => c.charCodeAt(0));"
                + " const data = new DataTransfer(); data.items.add(new File([bytes], '" + name + "'));"
                + " pad.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: data}));"
                + " })()");
    }
}
