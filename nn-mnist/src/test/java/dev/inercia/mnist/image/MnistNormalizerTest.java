package dev.inercia.mnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ink of any size and place becomes 20 pixels long and centred by mass. */
class MnistNormalizerTest {

    @ParameterizedTest
    @CsvSource({"200, 300, 20, 30, 60, 120", "28, 28, 0, 0, 28, 28", "9, 12, 2, 3, 5, 7", "500, 90, 10, 10, 480, 40"})
    void boxIsTwentyLongAndKeepsItsAspect(int width, int height, int left, int top, int boxWidth, int boxHeight) {
        float[] ink = rectangle(width, height, left, top, boxWidth, boxHeight);

        float[] image = MnistNormalizer.normalize(ink, width, height);

        Moments moments = Moments.of(image);
        double scale = 20.0 / Math.max(boxWidth, boxHeight);
        assertThat(moments.width()).isEqualTo((int) Math.round(boxWidth * scale));
        assertThat(moments.height()).isEqualTo((int) Math.round(boxHeight * scale));
        assertThat(moments.centreX()).isCloseTo(14, within(0.5));
        assertThat(moments.centreY()).isCloseTo(14, within(0.5));
    }

    @Test
    void whatIsNormalisedStaysAsItIs() {
        float[] once = MnistNormalizer.normalize(scribble(77, 50), 77, 50);

        float[] twice = MnistNormalizer.normalize(once, 28, 28);

        assertThat(twice).containsExactly(once);
    }

    @Test
    void shrinkingAveragesAreas() {
        // 40 x 40 whose left 23 columns are ink: 11.5 columns of 20, the half one grey. One faint pixel spans the box.
        float[] ink = rectangle(40, 40, 0, 0, 23, 40);
        ink[39] = 1e-6f;

        float[] scaled = MnistNormalizer.scale(ink, 40, 40, 20, 20);

        assertThat(scaled[20 * 10 + 10]).isEqualTo(1);
        assertThat(scaled[20 * 10 + 11]).isEqualTo(0.5f);
        assertThat(scaled[20 * 10 + 12]).isZero();
    }

    @Test
    void shrinkingKeepsTheMean() {
        float[] image = scribble(61, 47);

        float[] scaled = MnistNormalizer.scale(image, 61, 47, 20, 15);

        assertThat(mean(scaled)).isCloseTo(mean(image), within(1e-5));
    }

    @Test
    void growingInterpolates() {
        float[] scaled = MnistNormalizer.scale(new float[] {0, 1}, 2, 1, 8, 1);

        assertThat(scaled).containsExactly(0, 0, 0.125f, 0.375f, 0.625f, 0.875f, 1, 1);
    }

    @Test
    void lopsidedInkStaysInTheField() {
        // A heavy foot under a long thin stem: its centre of mass would push the stem's top out.
        float[] ink = rectangle(100, 200, 50, 0, 1, 200);
        for (int i = 180 * 100; i < ink.length; i++) {
            ink[i] = 1;
        }

        Moments moments = Moments.of(MnistNormalizer.normalize(ink, 100, 200));

        assertThat(moments.height()).isEqualTo(20);
        assertThat(moments.top()).isZero();
    }

    @Test
    void blankImageIsRefused() {
        assertThatThrownBy(() -> MnistNormalizer.normalize(new float[12], 4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a digit; got a blank image of 4 x 3 pixels");
    }

    @Test
    void sizeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> MnistNormalizer.normalize(new float[12], 4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 4 x 4 and 12 pixels");
    }

    private static float[] rectangle(int width, int height, int left, int top, int boxWidth, int boxHeight) {
        float[] ink = new float[width * height];
        for (int y = top; y < top + boxHeight; y++) {
            for (int x = left; x < left + boxWidth; x++) {
                ink[y * width + x] = 1;
            }
        }
        return ink;
    }

    private static float[] scribble(int width, int height) {
        Random random = new Random(1);
        float[] ink = new float[width * height];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = random.nextFloat();
        }
        return ink;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
