package dev.inercia.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.RecordScan;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every initialiser promises: a row for each. */
class InitializerContractTest {

    private static final int IN = 200;
    private static final int OUT = 300;
    private static final int COUNT = IN * OUT;
    private static final Shape SHAPE = Shape.of(IN, OUT);
    private static final Fans FANS = new Fans(IN, OUT);

    /** How an initialiser's numbers are spread. */
    private enum Spread {
        NORMAL,
        UNIFORM,
        NONE
    }

    /** An initialiser, and mean and standard deviation of its numbers for 200 inputs and 300 units. */
    private record Row(Initializer initializer, double mean, double deviation, Spread spread) {

        double[] values(long seed) {
            return initializer.values(SHAPE, FANS, new SplittableRandom(seed));
        }

        @Override
        public String toString() {
            return initializer.toString();
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row(new Zeros(), 0, 0, Spread.NONE),
                new Row(new Constant(-0.25), -0.25, 0, Spread.NONE),
                new Row(new StandardNormal(), 0, 1, Spread.NORMAL),
                new Row(new ScaledNormal(), 0, Math.sqrt(1.0 / 200), Spread.NORMAL),
                new Row(LeCun.normal(), 0, Math.sqrt(1.0 / 200), Spread.NORMAL),
                new Row(LeCun.uniform(), 0, Math.sqrt(1.0 / 200), Spread.UNIFORM),
                new Row(He.normal(), 0, Math.sqrt(2.0 / 200), Spread.NORMAL),
                new Row(He.uniform(), 0, Math.sqrt(2.0 / 200), Spread.UNIFORM),
                new Row(Glorot.normal(), 0, Math.sqrt(2.0 / 500), Spread.NORMAL),
                new Row(Glorot.uniform(), 0, Math.sqrt(2.0 / 500), Spread.UNIFORM));
    }

    @Test
    void everyInitializerHasARow() {
        assertThat(rows().stream()
                        .map(row -> row.initializer.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isEqualTo(RecordScan.implementationsOf(Initializer.class));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void meanAndDeviationAreAsPromised(Row row) {
        double[] values = row.values(1);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / COUNT;

        assertThat(values).hasSize(COUNT);
        // Four standard errors of each; of the deviation, that is at most 4 / sqrt(2 n) of it, 1.2 percent.
        assertThat(mean).isCloseTo(row.mean, within(4 * row.deviation / Math.sqrt(COUNT)));
        assertThat(Math.sqrt(variance)).isCloseTo(row.deviation, within(4 * row.deviation / Math.sqrt(2 * COUNT)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theDistributionIsAsPromised(Row row) {
        double[] sizes = Arrays.stream(row.values(2)).map(Math::abs).sorted().toArray();
        double largest = sizes[COUNT - 1];
        double median = sizes[COUNT / 2];
        switch (row.spread) {
            case NORMAL -> {
                assertThat(median).isCloseTo(0.67449 * row.deviation, within(0.02 * row.deviation));
                assertThat(largest).as("not truncated").isBetween(3.5 * row.deviation, 6 * row.deviation);
            }
            case UNIFORM -> {
                double bound = Math.sqrt(3) * row.deviation;
                assertThat(median).isCloseTo(bound / 2, within(0.02 * bound));
                assertThat(largest).isBetween(0.999 * bound, bound);
            }
            case NONE -> assertThat(Arrays.stream(sizes).distinct()).containsExactly(Math.abs(row.mean));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theGeneratorIsTheOnlySourceOfChance(Row row) {
        assertThat(row.values(3)).isEqualTo(row.values(3));
        if (row.spread != Spread.NONE) {
            double[] first = row.values(3);
            double[] second = row.values(4);
            assertThat(first[0]).isNotEqualTo(second[0]);
            assertThat(Arrays.stream(first).distinct().count())
                    .as("different numbers")
                    .isGreaterThan(COUNT - 10);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theShapeSaysHowManyAndTheFansHowLarge(Row row) {
        assertThat(row.initializer.values(Shape.of(7), FANS, new SplittableRandom(1)))
                .hasSize(7);
        assertThat(row.initializer.values(Shape.of(), FANS, new SplittableRandom(1)))
                .hasSize(1);
        // The first numbers are the same, whatever the shape; the fans alone scale them.
        double few = row.initializer.values(Shape.of(2, 2), FANS, new SplittableRandom(5))[0];
        double many = row.initializer.values(SHAPE, FANS, new SplittableRandom(5))[0];
        assertThat(few).isEqualTo(many);
        double wider = row.initializer.values(SHAPE, new Fans(4 * IN, 4 * OUT), new SplittableRandom(5))[0];
        boolean fixed = row.spread == Spread.NONE || row.initializer instanceof StandardNormal;
        assertThat(wider).isCloseTo(fixed ? few : few / 2, within(1e-15));
    }

    @Test
    void equalConfigurationsAreEqual() {
        assertThat(He.normal()).isEqualTo(new He(Distribution.NORMAL)).isNotEqualTo(He.uniform());
        assertThat(Glorot.uniform()).isEqualTo(new Glorot(Distribution.UNIFORM)).isNotEqualTo(Glorot.normal());
        assertThat(LeCun.normal()).isEqualTo(new LeCun(Distribution.NORMAL)).isNotEqualTo(LeCun.uniform());
        assertThat(new Constant(0.5)).isEqualTo(new Constant(0.5)).isNotEqualTo(new Constant(0.25));
    }

    @Test
    void scaledNormalGivesTheNumbersOfLeCun() {
        assertThat(new ScaledNormal().values(Shape.of(99), FANS, new SplittableRandom(1)))
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(LeCun.normal().values(Shape.of(99), FANS, new SplittableRandom(1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void constantsAreFinite(double value) {
        assertThatThrownBy(() -> new Constant(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Constant: value must be finite, but is " + value);
    }

    @Test
    void fansAreAtLeastOne() {
        assertThatThrownBy(() -> new Fans(0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fans must be at least 1, but are in = 0, out = 3");
        assertThatThrownBy(() -> new Fans(3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fans must be at least 1, but are in = 3, out = -1");
    }
}
