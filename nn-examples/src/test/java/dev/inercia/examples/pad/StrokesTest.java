package dev.inercia.examples.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrokesTest {

    private static final float[] SEVEN = {0.2f, 0.1f, 0.8f, 0.1f, 0.4f, 0.9f};

    private static float[] moved(float[] path, float scale, float x, float y) {
        float[] moved = new float[path.length];
        for (int i = 0; i < path.length; i++) {
            moved[i] = scale * path[i] + (i % 2 == 0 ? x : y);
        }
        return moved;
    }

    private static byte[] digit(float[]... paths) {
        return Strokes.of(paths).digit();
    }

    @Test
    void inkIsWhereThePenWas() {
        byte[] seven = digit(SEVEN);
        assertThat(seven).hasSize(784);
        int ink = 0;
        int least = 28;
        int most = -1;
        for (int i = 0; i < 784; i++) {
            ink += seven[i] & 255;
            least = seven[i] != 0 ? Math.min(least, i / 28) : least;
            most = seven[i] != 0 ? i / 28 : most;
        }
        assertThat(most - least).isEqualTo(19); // MNIST's box of 20 pixels
        // Two strokes of about 13 and 19 pixels, two pixels wide.
        assertThat(ink / 255).isBetween(50, 90);
        int top = 0;
        while (top < 784 && (seven[top] & 255) < 128) {
            top++;
        }
        int left = top % 28;
        assertThat(seven[top / 28 * 28 + left + 8] & 255).as("the bar on top").isGreaterThan(128);
    }

    /** A digit is the same wherever and however large it is drawn, so small ones are no blots. */
    @Test
    void placeAndSizeDoNotMatter() {
        byte[] seven = digit(SEVEN);
        byte[] small = digit(moved(SEVEN, 0.1f, 0.85f, 0.02f));
        byte[] inPixels = digit(moved(SEVEN, 300, 40, 60));
        for (int i = 0; i < 784; i++) {
            assertThat(small[i] & 255).as("pixel " + i).isCloseTo(seven[i] & 255, within(3));
            assertThat(inPixels[i] & 255).isCloseTo(seven[i] & 255, within(3));
        }
    }

    @Test
    void aDotHasInk() {
        assertThat(digit(new float[] {0.5f, 0.5f})).contains((byte) 255);
    }

    @Test
    void refusesWhatIsNoDrawing() {
        assertThatThrownBy(StrokesTest::digit)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing is drawn yet");
        assertThatThrownBy(() -> digit(SEVEN, new float[] {1, 2, 3}))
                .hasMessage("Expected strokes of points x, y, but got one of 3 numbers");
        assertThatThrownBy(() -> digit(SEVEN, null))
                .hasMessage("Expected strokes of points x, y, but got one of 0 numbers");
        assertThatThrownBy(() -> digit(new float[] {0, Float.NaN}))
                .hasMessage("Expected points within a million, but got NaN");
        assertThatThrownBy(() -> digit(new float[] {0, Float.POSITIVE_INFINITY}))
                .hasMessage("Expected points within a million, but got Infinity");
        assertThatThrownBy(() -> digit(new float[2 * 20_001]))
                .hasMessage("Expected at most 200 strokes and 20000 points, but got 1 and 20001");
        List<float[]> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add(SEVEN);
        }
        assertThatThrownBy(() -> new Strokes(many))
                .hasMessage("Expected at most 200 strokes and 20000 points, but got 201 and 603");
        assertThatThrownBy(() -> digit(moved(SEVEN, 0.4f, 0, 0), moved(SEVEN, 0.4f, 0.6f, 0.6f)))
                .hasMessage("There are 2 digits with paper between them; the pad reads one at a time");
    }
}
