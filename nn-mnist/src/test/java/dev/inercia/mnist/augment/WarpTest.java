package dev.inercia.mnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarpTest {

    private static final int SIDE = Warp.SIDE;

    private static float[] noise() {
        Random random = new Random(1);
        float[] image = new float[Warp.PIXELS];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
        }
        return image;
    }

    private static float[] dot(int x, int y) {
        float[] image = new float[Warp.PIXELS];
        image[y * SIDE + x] = 1;
        return image;
    }

    private static double[] centre(float[] image) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < image.length; i++) {
            mass += image[i];
            x += image[i] * (i % SIDE);
            y += image[i] * (i / SIDE);
        }
        return new double[] {x / mass, y / mass};
    }

    private static float[] applied(Warp warp, float[] image) {
        float[] copy = image.clone();
        warp.apply(copy);
        return copy;
    }

    @Test
    void nothingChangesNothing() {
        assertThat(applied(new Warp(), noise())).containsExactly(noise());
        assertThat(applied(new Warp().stretch(1, 1).slant(0).turn(0).shift(0, 0), noise()))
                .containsExactly(noise());
    }

    @Test
    void aShiftByWholePixelsMovesThemExactly() {
        float[] image = noise();
        float[] moved = applied(new Warp().stretch(1, 1).shift(3, -2), image);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = x - 3 >= 0 && y + 2 < SIDE;
                float expected = inside ? image[(y + 2) * SIDE + x - 3] : 0;
                assertThat(moved[y * SIDE + x]).isEqualTo(expected);
            }
        }
    }

    @Test
    void halfAPixelIsTheMeanOfTwo() {
        float[] image = noise();
        float[] moved = applied(new Warp().stretch(1, 1).shift(0.5, 0), image);
        assertThat(moved[0]).isEqualTo(image[0] / 2);
        for (int i = 1; i < SIDE; i++) {
            assertThat(moved[i]).isCloseTo((image[i - 1] + image[i]) / 2, within(1e-6f));
        }
    }

    @Test
    void aQuarterTurnIsClockwise() {
        float[] image = noise();
        float[] turned = applied(new Warp().stretch(1, 1).turn(Math.PI / 2), image);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                // What was at the left is at the top.
                assertThat(turned[x * SIDE + SIDE - 1 - y]).isCloseTo(image[y * SIDE + x], within(1e-4f));
            }
        }
    }

    @Test
    void aStretchMovesAwayFromTheMiddle() {
        double[] centre = centre(applied(new Warp().stretch(1.5, 2), dot(17, 16)));
        assertThat(centre[0]).isCloseTo(13.5 + 1.5 * 3.5, within(0.25));
        assertThat(centre[1]).isCloseTo(13.5 + 2 * 2.5, within(0.25));
    }

    @Test
    void aSlantLeansToTheRight() {
        assertThat(centre(applied(new Warp().stretch(1, 1).slant(0.4), dot(13, 4)))[0])
                .isCloseTo(13 + 0.4 * 9.5, within(1e-4));
        assertThat(centre(applied(new Warp().stretch(1, 1).slant(0.4), dot(13, 23)))[0])
                .isCloseTo(13 - 0.4 * 9.5, within(1e-4));
    }

    @Test
    void whatIsFarOutsideIsZero() {
        assertThat(applied(new Warp().stretch(1, 1).shift(100, -100), noise())).containsOnly(0f);
        assertThat(applied(new Warp().stretch(0.01, 0.01), noise())[0]).isZero();
    }

    @Test
    void aBendMovesByNoMoreThanItsStrength() {
        BendField field = new BendField();
        float most = 0;
        for (int seed = 0; seed < 20; seed++) {
            field.draw(2, new SplittableRandom(seed));
            float[] drawn = field.field();
            for (int i = 0; i < drawn.length; i++) {
                assertThat(drawn[i]).isBetween(-2f, 2f);
                if (i % SIDE > 0) {
                    assertThat(drawn[i] - drawn[i - 1]).isBetween(-1f, 1f); // smooth
                }
            }
            most = Math.max(most, drawn[0]);
        }
        assertThat(most).isGreaterThan(0.3f);
    }

    @Test
    void aBendCanBeTakenBack() {
        Warp warp = new Warp();
        warp.bend(3, new SplittableRandom(1));
        assertThat(Arrays.equals(applied(warp, noise()), noise())).isFalse();
        warp.bend(0, new SplittableRandom(1));
        assertThat(applied(warp, noise())).containsExactly(noise());
    }
}
