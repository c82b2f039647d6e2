package dev.inercia.optim;

import static dev.inercia.optim.OptimizerContractTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.PyTorchFloat.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * FLOAT takes PyTorch's float32 steps for gradients from 1e-15 to 1e15, with an epsilon too small to hide anything. No
 * square overflows at these sizes, in PyTorch or here: a float's does above 1.8e19.
 */
class GradientScaleTest {

    private static final int STEPS = 400;
    private static final double EPSILON = 1e-30;
    /** Added to squares: small beside 1e-30. */
    private static final double SQUARED = 1e-33;

    private static final double[] SCALES = {1e-15, 1e-14, 1e-13, 1e-12, 1e-10, 1e-6, 1, 1e6, 1e10, 5e14};

    static Stream<Pair> pairs() {
        double rate = PyTorchFloat.RATE;
        return Stream.of(
                new Pair(new Sgd(rate), PyTorchFloat::sgd),
                new Pair(new Momentum(rate, 0.9), () -> PyTorchFloat.momentum(0.9, false)),
                new Pair(new Nesterov(rate, 0.9), () -> PyTorchFloat.momentum(0.9, true)),
                new Pair(new AdaGrad(rate, EPSILON), () -> PyTorchFloat.adagrad(EPSILON)),
                new Pair(new AdaDelta(rate, 0.9, SQUARED), () -> PyTorchFloat.adadelta(0.9, SQUARED)),
                new Pair(new RmsProp(rate, 0.9, EPSILON), () -> PyTorchFloat.rmsprop(0.9, EPSILON, 0, false)),
                new Pair(new RmsProp(rate, 0.99, EPSILON, 0.9), () -> PyTorchFloat.rmsprop(0.99, EPSILON, 0.9, false)),
                new Pair(new CentredRmsProp(rate, 0.9, EPSILON), () -> PyTorchFloat.rmsprop(0.9, EPSILON, 0, true)),
                new Pair(
                        new CentredRmsProp(rate, 0.99, EPSILON, 0.9),
                        () -> PyTorchFloat.rmsprop(0.99, EPSILON, 0.9, true)),
                new Pair(new Adam(rate, 0.9, 0.999, EPSILON), () -> PyTorchFloat.adam(0.9, 0.999, EPSILON, false, 0)),
                new Pair(new AmsGrad(rate, 0.9, 0.999, EPSILON), () -> PyTorchFloat.adam(0.9, 0.999, EPSILON, true, 0)),
                new Pair(
                        new AdamW(rate, 0.9, 0.999, EPSILON, 0.01),
                        () -> PyTorchFloat.adam(0.9, 0.999, EPSILON, false, 0.01)),
                new Pair(new AdaMax(rate, 0.9, 0.999, EPSILON), () -> PyTorchFloat.adamax(0.9, 0.999, EPSILON)),
                new Pair(
                        new Nadam(rate, 0.9, 0.999, EPSILON, 0.004),
                        () -> PyTorchFloat.nadam(0.9, 0.999, EPSILON, 0.004)),
                new Pair(new RAdam(rate, 0.9, 0.999, EPSILON), () -> PyTorchFloat.radam(0.9, 0.999, EPSILON)));
    }

    /** How gradients of one size come. */
    private enum Pattern {
        CONSTANT,
        NOISY,
        EVERY_SEVENTH,
        EVERY_FIFTIETH,
        /** As of an input that is lit once. */
        FADING;

        double[] gradients(double scale) {
            Random random = new Random(3);
            double[] gradients = new double[STEPS];
            for (int i = 0; i < STEPS; i++) {
                double noise = (random.nextBoolean() ? 1 : -1) * (1 + random.nextDouble());
                gradients[i] = scale
                        * switch (this) {
                            case CONSTANT -> 1;
                            case NOISY -> noise;
                            case EVERY_SEVENTH -> i % 7 == 0 ? noise : 0;
                            case EVERY_FIFTIETH -> i % 50 == 0 ? noise : 0;
                            case FADING -> i < 20 ? noise : 0;
                        };
            }
            return gradients;
        }
    }

    private record Case(double scale, Pattern pattern) {}

    /** Of a gradient that never changes PyTorch's variance is a rounding error, and often below 0. */
    private static List<Case> cases(Optimizer optimizer) {
        return Arrays.stream(SCALES)
                .boxed()
                .flatMap(scale -> Arrays.stream(Pattern.values()).map(pattern -> new Case(scale, pattern)))
                .filter(one -> one.pattern != Pattern.CONSTANT || !(optimizer instanceof CentredRmsProp))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void floatIsWithinOnePercentOfPyTorch(Pair pair) {
        List<Case> cases = cases(pair.ours());
        int count = cases.size();
        List<PyTorchFloat> theirs = Stream.generate(pair.theirs()).limit(count).toList();
        List<double[]> gradients =
                cases.stream().map(one -> one.pattern.gradients(one.scale)).toList();
        Parameters p = parameters(DataType.FLOAT, new double[count]);
        State state = pair.ours().start(p);
        float[] expected = new float[count];
        double[] way = new double[count];
        for (int t = 1; t <= STEPS; t++) {
            double[] gradient = new double[count];
            for (int i = 0; i < count; i++) {
                gradient[i] = gradients.get(i)[t - 1];
                float before = expected[i];
                expected[i] = theirs.get(i).step(before, (float) gradient[i], t);
                way[i] += Math.abs((double) expected[i] - before);
            }
            pair.ours().step(p, parameters(DataType.FLOAT, gradient), state);
            float[] actual = p.flat().toFloatVector();
            for (int i = 0; i < count; i++) {
                assertThat(way[i]).isFinite().isPositive();
                assertThat(Math.abs((double) actual[i] - expected[i]) / way[i])
                        .as("%s, step %d: error in parts of the way gone", cases.get(i), t)
                        .isLessThan(0.01);
            }
        }
    }

    /** What PyTorch's RMSprop moves in 200 steps of 0.001. */
    @Test
    void tinyGradientsMoveAsFarAsOthers() {
        Optimizer optimizer = new RmsProp(0.001, 0.9, 1e-15);
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Parameters p = parameters(type, 0);
            State state = optimizer.start(p);
            for (int i = 0; i < 200; i++) {
                optimizer.step(p, parameters(type, 1e-14), state);
            }
            assertThat(-p.flat().getDouble(0)).isEqualTo(0.1888, within(5e-5));
        }
    }
}
