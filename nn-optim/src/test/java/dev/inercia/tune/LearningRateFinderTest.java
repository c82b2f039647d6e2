package dev.inercia.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Baseline;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.RowLoss;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateFinderTest {

    /** A quadratic bowl: eight features of unlike size, of which the target is the sum, and noise. */
    private static Dataset bowl(int count, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][8];
        float[][] y = new float[count][1];
        for (int i = 0; i < count; i++) {
            y[i][0] = (float) (0.5 * random.nextGaussian());
            for (int j = 0; j < 8; j++) {
                x[i][j] = (float) random.nextGaussian() / (1 + j % 4);
                y[i][0] += x[i][j];
            }
        }
        return Dataset.of(x, y);
    }

    private static Trainer trainer(Optimizer optimizer) {
        Network network = Network.input(8).layer(new Dense(1)).seed(1).build();
        return new Trainer(network, new MeanSquaredError(), optimizer)
                .batchSize(10)
                .seed(3);
    }

    static List<Arguments> optimizers() {
        return List.of(
                Arguments.of((DoubleFunction<Optimizer>) Sgd::new),
                Arguments.of((DoubleFunction<Optimizer>) Momentum::new),
                Arguments.of((DoubleFunction<Optimizer>) Adam::new));
    }

    /** The best rate, of steps of the fourth root of 10, is the one with the lowest loss after an epoch. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void findsARateWithinAFactorOfThreeOfTheBest(DoubleFunction<Optimizer> optimizer) {
        Dataset training = bowl(5000, 1);
        Dataset validation = bowl(1000, 2);
        double best = IntStream.rangeClosed(-16, 4)
                .mapToObj(i -> Math.pow(10, i / 4.0))
                .min(Comparator.comparingDouble(rate -> trainer(optimizer.apply(rate))
                        .epochs(1)
                        .validation(validation)
                        .train(training)
                        .last()
                        .map(Epoch::validationLoss)
                        .orElse(Double.POSITIVE_INFINITY)))
                .orElseThrow();
        RangeTest test = new LearningRateFinder().find(trainer(optimizer.apply(1)), training);
        assertThat(test.suggestion().orElseThrow()).isBetween(best / 3, best * 3);
        assertThat(test.problem()).isEmpty();
    }

    @Test
    void theCurveIsThatOfARisingRate() {
        LearningRateFinder finder = new LearningRateFinder(1e-5, 10, 800);
        RangeTest test = finder.find(trainer(new Sgd(0.5)), bowl(505, 1));
        List<RangeTest.Point> points = test.points();
        assertThat(test.diverged()).isTrue();
        assertThat(points).hasSizeBetween(400, 799);
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < points.size(); i++) {
            double expected = 1e-5 * Math.pow(1e6, i / 799.0);
            assertThat(points.get(i).learningRate()).isCloseTo(expected, within(1e-12 * expected + 1e-18));
            sum = 0.9 * sum + 0.1 * points.get(i).loss(); // a window of 800 / 80
            weight = 0.9 * weight + 0.1;
            assertThat(points.get(i).smoothed()).isCloseTo(sum / weight, within(1e-9 * sum / weight));
        }
        assertThat(points.get(0).smoothed()).isCloseTo(points.get(0).loss(), within(1e-12));
        double lowest =
                points.stream().mapToDouble(RangeTest.Point::smoothed).min().orElseThrow();
        double whatCanBeLearned = Baseline.of(trainer(new Sgd(0.5)).network(), new MeanSquaredError(), bowl(505, 1))
                .scale();
        double exploded =
                lowest + 0.5 * Math.max(whatCanBeLearned, points.get(79).smoothed());
        assertThat(points.get(points.size() - 1).smoothed()).isGreaterThan(exploded);
        assertThat(points.get(points.size() - 2).smoothed()).isLessThanOrEqualTo(exploded);
    }

    /** The first losses are those of the trainer's own batches: its seed and batch size are in force. */
    @Test
    void trainsAsTheTrainerWouldOnACopy() {
        Dataset data = bowl(200, 1);
        Trainer trainer = trainer(new Sgd(0.01));
        float[] before = trainer.network().parameters().flat().toFloatVector();
        LearningRateFinder almostConstant = new LearningRateFinder(0.01, 0.01 + 1e-15, 400);
        double[] losses = new double[400];
        RangeTest test = almostConstant.find(
                trainer.schedule(time -> 0).listener(new Forbidden()).epochs(1), data);
        assertThat(trainer.network().parameters().flat().toFloatVector()).containsExactly(before);

        trainer.epochs(20)
                .listener(new Listener() {
                    @Override
                    public void onStep(Training training) {
                        losses[(int) training.step() - 1] = training.loss();
                    }
                })
                .train(data);
        assertThat(test.points().stream().mapToDouble(RangeTest.Point::loss)).containsExactly(box(losses));
    }

    private static Double[] box(double[] values) {
        return java.util.Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    /** A listener of the trainer's, which a test of a range is none of the business of. */
    private static final class Forbidden implements Listener {

        @Override
        public void onStart(Training training) {
            throw new AssertionError("a range test is no training");
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        LearningRateFinder finder = new LearningRateFinder(1e-4, 1, 100);
        RangeTest first = finder.find(trainer(new Adam()), bowl(100, 1));
        assertThat(finder.find(trainer(new Adam()), bowl(100, 1))).isEqualTo(first);
        assertThat(finder.find(trainer(new Adam()).seed(4), bowl(100, 1))).isNotEqualTo(first);
        Schedule none = time -> 1;
        assertThat(finder.find(trainer(new Adam()).schedule(none), bowl(100, 1)))
                .isEqualTo(first);
    }

    @Test
    void aRangeWhereNothingIsLearnedGivesNoSuggestion() {
        RangeTest test = new LearningRateFinder(1e-9, 1e-7, 1000).find(trainer(new Sgd(1)), bowl(2000, 1));
        assertThat(test.suggestion()).isEmpty();
        assertThat(test.diverged()).isFalse();
        assertThat(test)
                .hasToString("No suggestion: the loss never fell by more than chance between learning rates of 1.00e-09"
                        + " and 1.00e-07: test a range that goes higher, or with more steps");
    }

    @Test
    void aRangeThatBeginsTooHighGivesNoSuggestion() {
        RangeTest test = new LearningRateFinder(10, 1000, 1000).find(trainer(new Sgd(1)), bowl(2000, 1));
        assertThat(test.suggestion()).isEmpty();
        assertThat(test.diverged()).isTrue();
        assertThat(test.problem().orElseThrow())
                .startsWith("the loss never fell by more than chance between learning rates of 10.0 and 1")
                .endsWith(", where it exploded: begin lower, or test with more steps");
    }

    @Test
    void aRangeThatEndsWhileTheLossFallsGivesNoSuggestion() {
        RangeTest test = new LearningRateFinder(1e-6, 0.002, 1000).find(trainer(new Sgd(1)), bowl(2000, 1));
        assertThat(test.suggestion()).isEmpty();
        assertThat(test)
                .hasToString("No suggestion: the loss was still falling at the end of the range, 0.00200: test one that"
                        + " goes higher");
    }

    @Test
    void interruptingEndsIt() {
        Thread.currentThread().interrupt();
        RangeTest test = new LearningRateFinder().find(trainer(new Sgd(1)), bowl(100, 1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(test.points()).hasSize(1);
        assertThat(test.suggestion()).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new LearningRateFinder(0, 1, 100))
                .hasMessage("LearningRateFinder: low must be finite and above 0, but is 0.0");
        assertThatThrownBy(() -> new LearningRateFinder(1, 0.1, 100))
                .hasMessage("LearningRateFinder: high must be above low, but they are 0.1 and 1.0");
        assertThatThrownBy(() -> new LearningRateFinder(0.1, 1, 99))
                .hasMessage("LearningRateFinder: steps must be at least 100, but is 99");
        assertThatThrownBy(() -> new LearningRateFinder().find(trainer(new Sgd(0)), bowl(10, 1)))
                .hasMessage("LearningRateFinder: the optimizer's own learning rate must be above 0, whatever it is, but"
                        + " this is Sgd[learningRate=0.0]");
    }

    /** Classes that are easily told apart, of which a network knows all after a few epochs. */
    private static Dataset easy(int count) {
        Random random = new Random(1);
        float[][] x = new float[count][10];
        int[] y = new int[count];
        for (int i = 0; i < count; i++) {
            y[i] = i % 3;
            for (int j = 0; j < 10; j++) {
                x[i][j] = (float) (random.nextGaussian() + (j % 3 == y[i] ? 2 : 0));
            }
        }
        return Dataset.of(x, y);
    }

    private static Trainer small(DoubleFunction<Optimizer> optimizer, double rate) {
        Network network = Network.input(10)
                .layer(new Dense(32, new Relu()))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(1)
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer.apply(rate));
    }

    /** What is learned by heart within the test says nothing of higher rates; training at the suggestion does well. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void smallDataIsNoObstacle(DoubleFunction<Optimizer> optimizer) {
        for (int count : new int[] {120, 400, 1500}) {
            Dataset data = easy(count);
            RangeTest test = new LearningRateFinder().find(small(optimizer, 0.1), data);
            double rate = test.suggestion().orElseThrow();
            History history =
                    small(optimizer, rate).validation(easy(999)).epochs(20).train(data);
            assertThat(history.warnings()).isEmpty();
            assertThat(history.last().orElseThrow().accuracy()).isGreaterThan(0.95);
            int stepsPerEpoch = (count + 31) / 32;
            assertThat(test.points()).hasSizeLessThanOrEqualTo(Math.max(100, 20 * stepsPerEpoch));
        }
    }

    @Test
    void aNetworkThatKnowsTheDataGivesNoSuggestion() {
        Trainer trainer = small(Adam::new, 0.01).epochs(100);
        trainer.train(easy(120));
        assertThat(new LearningRateFinder().find(trainer, easy(120)))
                .hasToString("No suggestion: the network knows the data already: test one that was not trained");
    }

    /** A squared error less a constant. */
    private record Shifted(double by) implements RowLoss {

        @Override
        public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
            return new MeanSquaredError().apply(p, t, g, rows, columns) - by;
        }

        @Override
        public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
            return new MeanSquaredError().apply(p, t, g, rows, columns) - by;
        }
    }

    @Test
    void aConstantInTheLossChangesNothing() {
        Network network = Network.input(8).layer(new Dense(1)).seed(1).build();
        RangeTest plain =
                new LearningRateFinder().find(new Trainer(network, new Shifted(0), new Adam()), bowl(1000, 1));
        for (double by : new double[] {-100, 1, 3, 100}) {
            RangeTest shifted =
                    new LearningRateFinder().find(new Trainer(network, new Shifted(by), new Adam()), bowl(1000, 1));
            assertThat(shifted.suggestion()).isPresent().isEqualTo(plain.suggestion());
            assertThat(shifted.points()).hasSameSizeAs(plain.points());
        }
    }
}
