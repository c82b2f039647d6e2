package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** On a network of several layers: optimizers that look at whole matrices, and that treat biases otherwise. */
class LayeredOptimizerTest {

    private static final int STEPS = 12;

    /** A dense layer as it lies in memory, column by column; one row by row; a normalisation; a convolution. */
    private static final List<Segment> LAYERS = List.of(
            new Segment(0, "0.weight", Shape.of(5, 3), 'f', Role.WEIGHT, 0, 15),
            new Segment(0, "0.bias", Shape.of(3), 'c', Role.BIAS, 15, 18),
            new Segment(1, "1.weight", Shape.of(3, 8), 'c', Role.WEIGHT, 18, 42),
            new Segment(1, "1.scale", Shape.of(8), 'c', Role.NORM, 42, 50),
            new Segment(2, "2.weight", Shape.of(6, 2, 1, 2), 'c', Role.WEIGHT, 50, 74));

    private static Parameters random(DataType type, long seed) {
        Parameters parameters = Parameters.zeros(type, LAYERS);
        Random random = new Random(seed);
        for (int i = 0; i < parameters.size(); i++) {
            parameters.flat().putScalar(i, random.nextGaussian());
        }
        return parameters;
    }

    /** Step 4 has a gradient of 0. */
    private static Parameters gradient(int step) {
        Parameters gradient = random(DataType.DOUBLE, 100 + step);
        gradient.flat().muli(step == 4 ? 0 : 0.3 * step);
        return gradient;
    }

    private static double[] numbers(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    private static void assertClose(double[] found, double[] expected, String what) {
        assertThat(found).as(what).containsExactly(expected, within(1e-9));
    }

    private static Arguments layered(Optimizer optimizer, Function<Segment, PaperOptimizer> paper) {
        return Arguments.of(optimizer, paper);
    }

    static Stream<Arguments> takesTheStepsOfThePaper() {
        return Stream.of(
                layered(new Lamb(0.02, 0.9, 0.999, 1e-6, 0.1), segment -> {
                    boolean isWeight = segment.role() == Role.WEIGHT;
                    return new PaperLamb(isWeight ? 0.1 : 0, isWeight);
                }),
                layered(
                        new Muon(0.02, 0.95, 0, new AdamW(0.02, 0.9, 0.999, 1e-8, 0)),
                        segment -> switch (segment.name()) {
                            case "0.weight" -> new PaperMuon(3);
                            case "1.weight" -> new PaperMuon(8);
                            default -> null;
                        }),
                layered(
                        new ScheduleFreeAdamW(0.02, 0.9, 0.999, 1e-8, 0.1, 4),
                        segment -> new PaperScheduleFreeAdamW(segment.role() == Role.WEIGHT ? 0.1 : 0)));
    }

    @ParameterizedTest
    @MethodSource
    void takesTheStepsOfThePaper(Optimizer optimizer, Function<Segment, PaperOptimizer> papers) {
        Parameters p = random(DataType.DOUBLE, 1);
        State state = optimizer.start(p);
        for (int step = 1; step <= STEPS; step++) {
            optimizer.step(p, gradient(step), state);
        }
        Parameters average = p.zeros();
        optimizer.average(p, state, average);
        int compared = 0;
        for (Segment segment : LAYERS) {
            PaperOptimizer paper = papers.apply(segment);
            if (paper == null) {
                continue;
            }
            double[] expected = numbers(random(DataType.DOUBLE, 1).get(segment.name()));
            paper.start(expected);
            for (int step = 1; step <= STEPS; step++) {
                paper.step(expected, numbers(gradient(step).get(segment.name())), optimizer.learningRate(), step);
            }
            assertClose(numbers(p.get(segment.name())), expected, segment.name());
            assertClose(numbers(average.get(segment.name())), paper.average(expected), segment.name());
            compared++;
        }
        assertThat(compared).isGreaterThan(1);
    }

    /** Outputs first, and the other axes as one: the transpose of a matrix that lies as inputs by outputs. */
    @Test
    void muonTakesAConvolutionForAMatrix() {
        Muon muon = new Muon(0.02);
        Parameters p = random(DataType.DOUBLE, 1);
        State state = muon.start(p);
        double[] expected = transposed(numbers(p.get("2.weight")), 6, 4);
        PaperMuon paper = new PaperMuon(6);
        paper.start(expected);
        for (int step = 1; step <= STEPS; step++) {
            muon.step(p, gradient(step), state);
            paper.step(expected, transposed(numbers(gradient(step).get("2.weight")), 6, 4), 0.02, step);
        }
        assertClose(transposed(numbers(p.get("2.weight")), 6, 4), expected, "2.weight");
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = matrix[i * columns + j];
            }
        }
        return result;
    }

    @Test
    void muonLeavesWhatIsNoMatrixToAdamW() {
        AdamW rest = new AdamW(0.003, 0.8, 0.99, 1e-8, 0.1);
        ParameterGroups decaying =
                ParameterGroups.defaults().weightDecay("0.bias", 2).learningRate("1.scale", 0.5);
        Parameters p = random(DataType.DOUBLE, 1);
        Parameters q = p.copy();
        Muon muon = new Muon(0.02, 0.95, 0.1, rest);
        State state = muon.start(p, decaying);
        State restState = rest.start(q, decaying);
        for (int step = 1; step <= STEPS; step++) {
            muon.step(p, gradient(step), state, new Rates(0.01)); // half the rate: half of the rest's too
            rest.step(q, gradient(step), restState, new Rates(0.0015));
        }
        assertThat(numbers(p.get("0.bias"))).containsExactly(numbers(q.get("0.bias")));
        assertThat(numbers(p.get("1.scale"))).containsExactly(numbers(q.get("1.scale")));
        assertThat(numbers(p.get("1.weight"))).isNotEqualTo(numbers(q.get("1.weight")));
    }

    @Test
    void muonsMatricesDecayApart() {
        Muon muon = new Muon(0.5, 0.95, 0.1);
        Parameters p = random(DataType.DOUBLE, 1);
        double[] before = numbers(p.flat());
        muon.step(p, p.zeros(), muon.start(p));
        for (Segment segment : LAYERS) {
            double kept = segment.role() == Role.WEIGHT ? 1 - 0.5 * 0.1 : 1;
            for (int i = segment.from(); i < segment.to(); i++) {
                assertThat(p.flat().getDouble(i)).isEqualTo(kept * before[i]);
            }
        }
    }

    /** All singular values of a step on a matrix are about its rate: it is about orthogonal. */
    @Test
    void muonsStepIsAboutOrthogonal() {
        Muon muon = new Muon(1, 0, 0);
        Parameters p = Parameters.zeros(DataType.FLOAT, LAYERS);
        Parameters gradient = random(DataType.FLOAT, 7);
        muon.step(p, gradient, muon.start(p));
        INDArray o = p.get("0.weight").dup('c');
        INDArray gram = o.transpose().mmul(o); // [3, 3]
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(gram.getDouble(i, j)).isCloseTo(i == j ? 1 : 0, within(0.5));
            }
        }
        double descent = -o.mul(gradient.get("0.weight")).sumNumber().doubleValue();
        assertThat(descent).isPositive();
    }

    /** Where weights or updates are 0, or their norm overflows, the step is Adam's. */
    @Test
    void lambsRatioIsOneWhereANormIsNone() {
        for (double weight : new double[] {0, 3e19}) {
            Parameters p = OptimizerContractTest.parameters(DataType.FLOAT, weight, weight);
            Lamb lamb = new Lamb(0.5, 0.9, 0.999, 1e-6, 0);
            lamb.step(p, OptimizerContractTest.parameters(DataType.FLOAT, 2, -2), lamb.start(p));
            assertThat(p.flat().getDouble(0)).isCloseTo(weight - 0.5, within(1e-6 * Math.max(1, weight)));
            assertThat(p.flat().getDouble(1)).isCloseTo(weight + 0.5, within(1e-6 * Math.max(1, weight)));
        }
    }

    /** Matrices' workspaces are made anew, so all that a step needs is in the state. */
    @ParameterizedTest
    @MethodSource("wholeTensorOptimizers")
    void aStatePutBackGoesOnBitForBit(Optimizer optimizer) {
        Parameters p = random(DataType.DOUBLE, 1);
        State state = optimizer.start(p);
        for (int step = 1; step <= 70; step++) {
            optimizer.step(p, gradient(step), state);
        }
        Parameters restored = p.copy();
        State restoredState = optimizer.start(restored);
        restoredState.setStep(state.step());
        state.names().forEach(name -> restoredState.set(name, state.get(name)));
        for (int step = 71; step <= 140; step++) {
            optimizer.step(p, gradient(step), state);
            optimizer.step(restored, gradient(step), restoredState);
        }
        assertThat(numbers(restored.flat())).containsExactly(numbers(p.flat()));
    }

    static Stream<Optimizer> wholeTensorOptimizers() {
        return Stream.of(
                new Lamb(),
                new Muon(),
                new ScheduleFreeAdamW(0.01, 0.9, 0.999, 1e-8, 0.01, 100),
                new Lookahead(new Muon()),
                new ExponentialMovingAverage(new Lookahead(new Lamb())),
                new StochasticWeightAveraging(new Lion(), 20, 7));
    }

    /** Frozen parameters stay as they are, trained or averaged. */
    @ParameterizedTest
    @MethodSource("wholeTensorOptimizers")
    void frozenParametersStayAsTheyAre(Optimizer optimizer) {
        Parameters p = random(DataType.DOUBLE, 1);
        Parameters before = p.copy();
        State state = optimizer.start(p, ParameterGroups.defaults().frozen("1.*"));
        for (int step = 1; step <= 30; step++) {
            optimizer.step(p, gradient(step), state);
        }
        Parameters average = p.zeros();
        optimizer.average(p, state, average);
        for (Parameters kept : List.of(p, average)) {
            for (Segment segment : LAYERS) {
                boolean same = kept.get(segment.name()).equals(before.get(segment.name()));
                assertThat(same).as(segment.name()).isEqualTo(segment.name().startsWith("1."));
            }
        }
    }

    @Test
    void theStateOfAWrapperShowsBoth() {
        State state = new ExponentialMovingAverage(new Lookahead(new Adam())).start(random(DataType.FLOAT, 1));
        assertThat(state.names()).containsExactly("average", "slowWeights", "firstMoment", "secondMoment");
        assertThat(state.bytesPerParameter()).isEqualTo(16);
        assertThat(Map.of("average", state.get("average"), "slowWeights", state.get("slowWeights")))
                .allSatisfy((name, values) -> assertThat(values.toFloatVector())
                        .containsExactly(random(DataType.FLOAT, 1).flat().toFloatVector()));
        state.setStep(9);
        assertThat(state.inner().inner().step()).isEqualTo(9);
    }
}
