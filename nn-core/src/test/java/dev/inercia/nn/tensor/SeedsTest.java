package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private static final long[] NUMBERS = {Long.MIN_VALUE, -2, -1, 0, 1, 2, 3, 4, 1L << 32, Long.MAX_VALUE};

    @Test
    void theSameArgumentsGiveTheSameNumbers() {
        for (Seeds purpose : Seeds.values()) {
            assertThat(purpose.generator(42, 7).longs(100).toArray())
                    .containsExactly(purpose.generator(42, 7).longs(100).toArray());
        }
    }

    @Test
    void everyPurposeSeedAndIndexHasNumbersOfItsOwn() {
        Set<Long> seen = new HashSet<>();
        for (Seeds purpose : Seeds.values()) {
            for (long seed : NUMBERS) {
                for (long index : NUMBERS) {
                    RandomGenerator generator = purpose.generator(seed, index);
                    for (int i = 0; i < 20; i++) {
                        assertThat(seen.add(generator.nextLong()))
                                .as("number %d of %s, seed %d, index %d is new", i, purpose, seed, index)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void neighbouringSeedsAreNotAlike() {
        double correlation = 0;
        for (int i = 0; i < 10_000; i++) {
            double a = Seeds.INITIALIZATION.generator(i, 0).nextDouble() - 0.5;
            double b = Seeds.INITIALIZATION.generator(i + 1, 0).nextDouble() - 0.5;
            correlation += 12 * a * b / 10_000;
        }
        assertThat(correlation).isBetween(-0.05, 0.05);
    }
}
