package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    /** More than one chunk, and a rest. */
    private static final int COUNT = 100_003;

    @Test
    void floatsAreWithinOneUnitInTheLastPlace() {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = (float) random.nextDouble(-87, 88.7);
        }
        float[] y = x.clone();
        Exponential.apply(y, COUNT);
        for (int i = 0; i < COUNT; i++) {
            double exact = Math.exp(x[i]);
            assertThat((double) y[i]).as("exp(%s)", x[i]).isCloseTo(exact, within((double) Math.ulp((float) exact)));
        }
    }

    @Test
    void theEndsAreThoseOfFloats() {
        float[] x = {
            0, -0f, 1e-30f, -87.4f, -100, -104, -1e30f, 88.8f, 1e30f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
        };
        float[] y = x.clone();
        Exponential.apply(y, x.length);
        for (int i = 0; i < x.length; i++) {
            float exact = (float) Math.exp(x[i]);
            if (Float.isInfinite(exact) || exact == 0) {
                assertThat(y[i]).as("exp(%s)", x[i]).isEqualTo(exact);
            } else {
                assertThat(y[i]).as("exp(%s)", x[i]).isCloseTo(exact, within(Math.ulp(exact)));
            }
        }
    }

    @Test
    void notANumberStaysSo() {
        float[] x = {1, Float.NaN, 2};
        Exponential.apply(x, 3);
        assertThat(x[1]).isNaN();
        assertThat(x[0]).isEqualTo((float) Math.E);
    }

    @Test
    void onlyTheFirstNAreOverwritten() {
        float[] floats = {0, 0, 7};
        Exponential.apply(floats, 2);
        assertThat(floats).containsExactly(1, 1, 7);
        double[] doubles = {1, -2, 7};
        Exponential.apply(doubles, 2);
        assertThat(doubles).containsExactly(Math.exp(1), Math.exp(-2), 7);
    }
}
