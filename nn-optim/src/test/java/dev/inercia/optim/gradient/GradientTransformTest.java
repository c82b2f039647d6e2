package dev.inercia.optim.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What is special about single transforms, and what they refuse. */
class GradientTransformTest {

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    static Stream<Arguments> outOfRange() {
        String aboveZero = "limit must be finite and above 0, but is ";
        String atLeastZero = " must be finite and at least 0, but is ";
        return Stream.of(
                refused(() -> new ClipByValue(0), "ClipByValue: " + aboveZero + "0.0"),
                refused(() -> new ClipByNorm(-1), "ClipByNorm: " + aboveZero + "-1.0"),
                refused(() -> new ClipByGlobalNorm(Double.NaN), "ClipByGlobalNorm: " + aboveZero + "NaN"),
                refused(() -> new L1Penalty(-0.1), "L1Penalty: coefficient" + atLeastZero + "-0.1"),
                refused(
                        () -> new L2Penalty(Double.POSITIVE_INFINITY),
                        "L2Penalty: coefficient" + atLeastZero + "Infinity"),
                refused(() -> new GradientNoise(-1), "GradientNoise: eta" + atLeastZero + "-1.0"),
                refused(() -> new GradientNoise(1, -0.5), "GradientNoise: gamma" + atLeastZero + "-0.5"));
    }

    @ParameterizedTest
    @MethodSource
    void outOfRange(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void thePapersGammaIsTheDefault() {
        assertThat(new GradientNoise(0.3)).isEqualTo(new GradientNoise(0.3, 0.55));
    }

    private static Parameters gradient(double... first) {
        Parameters gradient = TransformContractTest.zeros(DataType.FLOAT);
        for (int i = 0; i < first.length; i++) {
            gradient.flat().putScalar(i, first[i]);
        }
        return gradient;
    }

    private static void apply(GradientTransform transform, Parameters gradient) {
        transform.bind(gradient.zeros(), ParameterGroups.defaults(), 1).apply(gradient, 1);
    }

    @Test
    void aNormJustAtTheLimitIsNotClipped() {
        for (GradientTransform transform : new GradientTransform[] {new ClipByNorm(5), new ClipByGlobalNorm(5)}) {
            Parameters at = gradient(3, -4);
            apply(transform, at);
            assertThat(Arrays.copyOf(at.flat().toFloatVector(), 2)).containsExactly(3, -4);
            Parameters above = gradient(6, -8);
            apply(transform, above);
            assertThat(above.flat().getFloat(0)).isCloseTo(3, within(1e-6f));
            assertThat(above.flat().getFloat(1)).isCloseTo(-4, within(1e-6f));
        }
        Parameters value = gradient(3, -4);
        apply(new ClipByValue(4), value);
        assertThat(Arrays.copyOf(value.flat().toFloatVector(), 2)).containsExactly(3, -4);
    }

    /** 1e38 down to 1e-6 is a factor of 1e-44, of which a float has no more than three bits. */
    @Test
    void fromTheLargestFloatToATinyLimitDigitsAreKept() {
        for (GradientTransform transform : new GradientTransform[] {new ClipByNorm(1e-6), new ClipByGlobalNorm(1e-6)}) {
            Parameters gradient = gradient(0.6e38, -0.8e38);
            apply(transform, gradient);
            assertThat(gradient.flat().getFloat(0)).isCloseTo(0.6e-6f, within(1e-12f));
            assertThat(gradient.flat().getFloat(1)).isCloseTo(-0.8e-6f, within(1e-12f));
        }
    }

    /** The weight's norm is 5, the bias's 12, both together 13. */
    @Test
    void eachParameterHasItsNormButAllHaveOneGlobally() {
        Parameters each = gradient(3, 4);
        each.get("0.bias").putScalar(7, 12);
        Parameters all = each.copy();
        apply(new ClipByNorm(6), each);
        assertThat(each.flat().getFloat(1)).isEqualTo(4);
        assertThat(each.get("0.bias").getFloat(7)).isCloseTo(6, within(1e-5f));
        apply(new ClipByGlobalNorm(6.5), all);
        assertThat(all.flat().getFloat(1)).isCloseTo(2, within(1e-5f));
        assertThat(all.get("0.bias").getFloat(7)).isCloseTo(6, within(1e-5f));
    }

    @Test
    void penaltiesFollowTheGroups() {
        Parameters p = TransformContractTest.zeros(DataType.DOUBLE);
        p.flat().assign(-2);
        ParameterGroups groups =
                ParameterGroups.defaults().weightDecay("0.weight", 0).weightDecay("1.bias", 3);
        Parameters l1 = p.zeros();
        new L1Penalty(0.1).bind(p, groups, 1).apply(l1, 1);
        Parameters l2 = p.zeros();
        new L2Penalty(0.1).bind(p, groups, 1).apply(l2, 1);
        double[][] expected = {{0, 0, -0.1, -0.3}, {0, 0, -0.2, -0.6}};
        int[] at = {0, 1500, 1550, 1700};
        for (int i = 0; i < 4; i++) {
            assertThat(l1.flat().getDouble(at[i])).isCloseTo(expected[0][i], within(1e-15));
            assertThat(l2.flat().getDouble(at[i])).isCloseTo(expected[1][i], within(1e-15));
        }
    }

    /** Mean and variance of 1703 draws, within five standard errors; at step 16 the variance is a quarter with gamma 0.5. */
    @Test
    void noiseHasItsVarianceAndFades() {
        for (long step : new long[] {1, 16}) {
            Parameters g = TransformContractTest.zeros(DataType.DOUBLE);
            new GradientNoise(0.3, 0.5)
                    .bind(g.zeros(), ParameterGroups.defaults(), 1)
                    .apply(g, step);
            double[] draws = g.flat().toDoubleVector();
            double mean = Arrays.stream(draws).average().orElseThrow();
            double square = Arrays.stream(draws).map(x -> x * x).average().orElseThrow();
            double variance = step == 1 ? 0.3 : 0.3 / 4;
            assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / draws.length)));
            assertThat(square).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / draws.length)));
        }
    }

    @Test
    void anotherSeedOrStepIsOtherNoise() {
        float[][] drawn = new float[3][];
        for (int i = 0; i < 3; i++) {
            Parameters g = TransformContractTest.zeros(DataType.FLOAT);
            new GradientNoise(1, 0)
                    .bind(g.zeros(), ParameterGroups.defaults(), i == 1 ? 2 : 1)
                    .apply(g, i == 2 ? 2 : 1);
            drawn[i] = g.flat().toFloatVector();
        }
        assertThat(drawn[1]).isNotEqualTo(drawn[0]);
        assertThat(drawn[2]).isNotEqualTo(drawn[0]).isNotEqualTo(drawn[1]);
    }
}
