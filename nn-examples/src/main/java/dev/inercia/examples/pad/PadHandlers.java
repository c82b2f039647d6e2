package dev.inercia.examples.pad;

import dev.inercia.mnist.image.DigitImage;
import dev.inercia.nn.io.Failure;
import dev.inercia.web.Request;
import dev.inercia.web.Response;
import dev.inercia.web.Site;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the page asks. A refusal is a text for the user. */
final class PadHandlers {

    static final int MOST_DRAWING_BYTES = 1 << 20;
    static final int MOST_PICTURE_BYTES = 8 << 20;

    private static final int PIXELS = 784;
    private static final int MOST_SHOWN = 400;
    private static final int WARM_UPS = 50;
    private static final JsonMapper JSON = new JsonMapper();

    private final Learning learning;
    private final Corrections corrections;
    /** A large picture takes some memory while it is decoded. */
    private final Semaphore decoding = new Semaphore(2);

    /**
     * A digit to read: strokes, or what was made of them or of a picture before.
     *
     * @param strokes for each {@code x0, y0, x1, y1, ...}, y downwards; null for pixels
     * @param pixels 784 unsigned bytes; null for strokes
     * @param about the digit to find the evidence for; null for the one that is read
     */
    record Drawing(float[][] strokes, byte[] pixels, Integer about) {}

    /**
     * A digit that was read wrongly.
     *
     * @param pixels as the network saw it, 784 unsigned bytes
     * @param label what it is
     */
    record Correction(byte[] pixels, Integer label) {}

    /**
     * A wish to train on the corrections.
     *
     * @param isMixed true to mix them with training digits
     */
    record Tuning(Boolean isMixed) {}

    PadHandlers(Learning learning, Corrections corrections) {
        this.learning = learning;
        this.corrections = corrections;
    }

    /** Adds the routes to a site. */
    Site into(Site site) {
        return site.get("/status", request -> answer(learning::status))
                .post("/digit", MOST_DRAWING_BYTES, this::digit)
                .post("/picture", MOST_PICTURE_BYTES, this::picture)
                .post("/correction", MOST_DRAWING_BYTES, this::correct)
                .post("/correction/forget", 0, request -> changed(corrections::forgetLast))
                .post("/training", MOST_DRAWING_BYTES, this::tune)
                .post("/training/takeback", 0, request -> changed(learning::takeBack));
    }

    /** Reads a drawing some times, so that the user's first stroke does not wait for the JVM. */
    void warmUp() {
        Drawing circle =
                new Drawing(new float[][] {{50, 0, 90, 20, 90, 80, 50, 100, 10, 80, 10, 20, 50, 0}}, null, null);
        byte[] body = json(circle).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < WARM_UPS; i++) {
            Response response = digit(new Request("POST", "/digit", "", Map.of(), body));
            if (response.status() != 200) {
                return;
            }
        }
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    private static Response answer(Supplier<?> work) {
        try {
            return Response.json(json(work.get()));
        } catch (JacksonException e) {
            return refusal(400, "Expected JSON as the page sends it: " + Failure.cut(e.getOriginalMessage(), 200));
        } catch (IllegalArgumentException e) {
            return refusal(422, e.getMessage());
        } catch (IllegalStateException e) {
            return refusal(409, e.getMessage());
        } catch (UncheckedIOException e) {
            return refusal(500, e.getMessage());
        }
    }

    private static Response refusal(int status, String message) {
        return Response.refusal(status, Failure.cut(message, MOST_SHOWN) + "\n");
    }

    private static <T> T parsed(Request request, Class<T> type) {
        T value = JSON.readValue(request.body(), type);
        if (value == null) {
            throw new IllegalArgumentException("Expected a JSON object, but got null");
        }
        return value;
    }

    private Response digit(Request request) {
        long start = System.nanoTime();
        return answer(() -> {
            Drawing drawing = parsed(request, Drawing.class);
            if (drawing.about() != null) {
                requireDigit(drawing.about());
            }
            if (drawing.pixels() != null) {
                return read(requirePixels(drawing.pixels()), drawing.about(), start);
            }
            if (drawing.strokes() == null) {
                throw new IllegalArgumentException("Expected strokes or pixels");
            }
            return read(Strokes.of(drawing.strokes()).digit(), drawing.about(), start);
        });
    }

    private Response picture(Request request) {
        long start = System.nanoTime();
        return answer(() -> {
            decoding.acquireUninterruptibly();
            List<float[]> digits;
            try {
                digits = DigitImage.readAll(request.body());
            } finally {
                decoding.release();
            }
            return read(Strokes.only(digits), null, start);
        });
    }

    private Answer read(byte[] pixels, Integer about, long start) {
        DigitReader reader = learning.reader()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no network yet: " + learning.status().text()));
        return reader.read(pixels, about).within((System.nanoTime() - start) / 1e6);
    }

    private Response correct(Request request) {
        return changed(() -> {
            Correction correction = parsed(request, Correction.class);
            corrections.add(requirePixels(correction.pixels()), requireDigit(correction.label()));
        });
    }

    private Response tune(Request request) {
        return changed(() -> {
            Boolean isMixed = parsed(request, Tuning.class).isMixed();
            if (isMixed == null) {
                throw new IllegalArgumentException("Expected isMixed, true or false");
            }
            learning.tune(isMixed);
        });
    }

    private Response changed(Runnable change) {
        return answer(() -> {
            change.run();
            learning.countCorrections();
            return learning.status();
        });
    }

    private static byte[] requirePixels(byte[] pixels) {
        if (pixels == null || pixels.length != PIXELS) {
            throw new IllegalArgumentException(
                    "Expected " + PIXELS + " pixels, but got " + (pixels == null ? "none" : pixels.length));
        }
        return pixels;
    }

    private static int requireDigit(Integer digit) {
        if (digit == null || digit < 0 || digit > 9) {
            throw new IllegalArgumentException("Expected a digit from 0 to 9, but got " + digit);
        }
        return digit;
    }
}
