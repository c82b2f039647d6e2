package dev.inercia.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpaceTest {

    record Settings(double learningRate, double momentum, int batchSize) {}

    private static final Space<Settings> SPACE =
            choice -> new Settings(choice.logarithmic(0.001, 0.1, 3), choice.oneOf(0, 0.9), choice.oneOf(10, 30));

    @Test
    void theGridHasAllCombinationsInOrder() {
        assertThat(SPACE.grid())
                .containsExactly(
                        new Settings(0.001, 0, 10),
                        new Settings(0.001, 0, 30),
                        new Settings(0.001, 0.9, 10),
                        new Settings(0.001, 0.9, 30),
                        new Settings(0.01, 0, 10),
                        new Settings(0.01, 0, 30),
                        new Settings(0.01, 0.9, 10),
                        new Settings(0.01, 0.9, 30),
                        new Settings(0.1, 0, 10),
                        new Settings(0.1, 0, 30),
                        new Settings(0.1, 0.9, 10),
                        new Settings(0.1, 0.9, 30));
    }

    @Test
    void numbersBetweenBoundsAreEvenlySpread() {
        Space<Double> logarithmic = choice -> choice.logarithmic(0.01, 1, 5);
        assertThat(logarithmic.grid()).containsExactly(0.01, 0.03162, 0.1, 0.3162, 1.0);
        Space<Double> linear = choice -> choice.linear(-1, 1, 3);
        assertThat(linear.grid()).containsExactly(-1.0, 0.0, 1.0);
        Space<Double> awkward = choice -> choice.linear(0.123451, 0.123459, 2);
        assertThat(awkward.grid()).containsExactly(0.123451, 0.123459); // rounded, they would be outside
    }

    /** What is asked for may depend on what came out before. */
    @Test
    void aSpaceMayBranch() {
        Space<String> space = choice -> choice.oneOf(List.of("sgd", "momentum")).equals("sgd")
                ? "sgd"
                : "momentum " + choice.oneOf(0.5, 0.9) + " " + choice.oneOf(10, 30);
        assertThat(space.grid())
                .containsExactly("sgd", "momentum 0.5 10", "momentum 0.5 30", "momentum 0.9 10", "momentum 0.9 30");
        Space<String> single = choice -> "one";
        assertThat(single.grid()).containsExactly("one");
    }

    @Test
    void randomIsLogUniformWhereItShouldBe() {
        List<Settings> drawn = SPACE.random(4000, 1);
        assertThat(drawn)
                .allSatisfy(settings -> assertThat(settings.learningRate()).isBetween(0.001, 0.1));
        // A quarter of them in each quarter of the logarithms; 4 standard deviations are 110.
        double[] quarters = {0.001, 0.003162, 0.01, 0.03162, 0.1};
        for (int i = 0; i < 4; i++) {
            double from = quarters[i];
            double to = quarters[i + 1];
            assertThat(drawn.stream()
                            .filter(settings -> settings.learningRate() >= from && settings.learningRate() < to)
                            .count())
                    .isBetween(890L, 1110L);
        }
        assertThat(drawn.stream().filter(settings -> settings.batchSize() == 10).count())
                .isBetween(1870L, 2130L);
        assertThat(drawn.stream().map(Settings::momentum).distinct()).containsExactlyInAnyOrder(0.0, 0.9);
    }

    @Test
    void randomDependsOnTheSeedAlone() {
        assertThat(SPACE.random(5, 1)).isEqualTo(SPACE.random(20, 1).subList(0, 5));
        assertThat(SPACE.random(5, 2)).isNotEqualTo(SPACE.random(5, 1));
    }

    @Test
    void refusesWhatCannotBe() {
        refuses(choice -> choice.logarithmic(0, 1, 3), "Choice: low must be finite and above 0, but is 0.0");
        refuses(
                choice -> choice.linear(1, 1, 3),
                "Choice: expected finite bounds, low < high, but they are 1.0 and 1.0");
        refuses(
                choice -> choice.linear(0, 1, 1),
                "Choice: points must be at least 2, but is 1; a single value needs no choice");
        refuses(choice -> choice.oneOf(List.of()), "Choice: the number of values must be at least 1, but is 0");
        refuses(choice -> choice.oneOf(new int[0]), "Choice: the number of values must be at least 1, but is 0");
        refuses(choice -> choice.oneOf(new double[0]), "Choice: the number of values must be at least 1, but is 0");
        assertThatThrownBy(() -> SPACE.random(0, 1)).hasMessage("Space: count must be at least 1, but is 0");
        AtomicInteger calls = new AtomicInteger();
        refuses(
                choice -> choice.oneOf(Arrays.copyOf(new int[] {1, 2}, 2 - calls.getAndIncrement() % 2)),
                "A space must ask for the same choices again where those before came out the same, but choice 0 had 2"
                        + " values and now has 1: let it depend on its choices alone");
    }

    private static void refuses(Space<?> space, String message) {
        assertThatThrownBy(space::grid)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
