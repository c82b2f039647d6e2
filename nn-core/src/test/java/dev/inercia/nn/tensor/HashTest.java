package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HashTest {

    private static final int COUNT = 1 << 20;

    private static float[] uniform(long key, int first, int count) {
        float[] numbers = new float[count];
        Hash.uniform(key, first, numbers, count);
        return numbers;
    }

    @Test
    void anElementsNumberDependsOnItsIndexAlone() {
        float[] all = uniform(7, 0, 5000);
        assertThat(uniform(7, 1234, 3000)).isEqualTo(Arrays.copyOfRange(all, 1234, 4234));
        assertThat(uniform(7, 4999, 1)).containsExactly(all[4999]);
        float[] longer = new float[6000];
        Arrays.fill(longer, 9);
        Hash.uniform(7, 0, longer, 5000);
        assertThat(Arrays.copyOf(longer, 5000)).isEqualTo(all);
        assertThat(longer[5000]).as("not written").isEqualTo(9);
    }

    @Test
    void floatsDoublesAndBitsAreTheSameNumbers() {
        float[] floats = uniform(-3, 17, 2500);
        double[] doubles = new double[2500];
        int[] bits = new int[2500];
        Hash.uniform(-3, 17, doubles, 2500);
        Hash.bits(-3, 17, bits, 2500);
        for (int i = 0; i < 2500; i++) {
            assertThat(doubles[i]).isEqualTo(floats[i]);
            assertThat(bits[i]).isEqualTo((int) (floats[i] * (1 << 24)));
            assertThat(floats[i]).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    @Test
    void areUniform() {
        double mean = 0;
        double square = 0;
        int[] cells = new int[256];
        for (float number : uniform(Hash.mix(1, 2), 0, COUNT)) {
            mean += number;
            square += number * number;
            cells[(int) (number * 256)]++;
        }
        assertThat(mean / COUNT).isEqualTo(0.5, within(0.0015));
        assertThat(square / COUNT).isEqualTo(1 / 3.0, within(0.0015));
        double chiSquare = 0;
        for (int cell : cells) {
            chiSquare += Math.pow(cell - COUNT / 256.0, 2) / (COUNT / 256.0);
        }
        assertThat(chiSquare).as("255 degrees of freedom").isBetween(170.0, 350.0);
    }

    /** Neighbouring keys, which neighbouring steps would have unmixed, and those that share a half. */
    @Test
    void oneKeysNumbersTellNothingOfAnothers() {
        long[][] pairs = {{0, 1}, {0, 1L << 32}, {5, 5 + (1L << 40)}, {Hash.mix(1, 0), Hash.mix(1, 1)}};
        for (long[] pair : pairs) {
            float[] one = uniform(pair[0], 0, COUNT);
            float[] other = uniform(pair[1], 0, COUNT);
            for (int shift = 0; shift < 3; shift++) {
                double covariance = 0;
                int same = 0;
                for (int i = 0; i < COUNT - shift; i++) {
                    covariance += (one[i + shift] - 0.5) * (other[i] - 0.5);
                    same += one[i + shift] == other[i] ? 1 : 0;
                }
                assertThat(12 * covariance / COUNT)
                        .as("keys %x and %x, shifted by %d", pair[0], pair[1], shift)
                        .isEqualTo(0, within(0.006));
                assertThat(same).isLessThan(10);
            }
        }
    }

    @Test
    void textsAndIndicesGiveDifferentKeys() {
        assertThat(Stream.of("", "0", "1", "00", "Aa", "BB", "0.body", "0.body.1")
                        .map(Hash::of)
                        .distinct())
                .hasSize(8);
        assertThat(Stream.of(0, 1, 2, -1)
                        .map(index -> Hash.mix(Hash.of("0"), index))
                        .distinct())
                .hasSize(4);
    }
}
