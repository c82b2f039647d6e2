package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.gradient.ClipByGlobalNorm;
import dev.inercia.optim.gradient.ClipByNorm;
import dev.inercia.optim.gradient.ClipByValue;
import dev.inercia.optim.gradient.GradientNoise;
import dev.inercia.optim.gradient.GradientTransform;
import dev.inercia.optim.gradient.L1Penalty;
import dev.inercia.optim.gradient.L2Penalty;
import dev.inercia.optim.schedule.ConstantRate;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradient transforms and schedules at work in a training. */
class TransformTrainingTest {

    private static final Dataset DATA = TrainerTest.clouds(40, 1);

    private static Trainer sgd(Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(1))
                .batchSize(40)
                .epochs(1);
    }

    /** A first step at learning rate 1 moves parameters by the gradient, negated: which this gives, as transformed. */
    private static double[] firstGradient(Trainer trainer) {
        Network network = trainer.network();
        double[] before = network.parameters().flat().toDoubleVector();
        trainer.train(DATA);
        double[] after = network.parameters().flat().toDoubleVector();
        for (int i = 0; i < before.length; i++) {
            before[i] -= after[i];
        }
        return before;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    static Stream<GradientTransform> transforms() {
        return Stream.of(
                new ClipByValue(0.05),
                new ClipByNorm(0.1),
                new ClipByGlobalNorm(0.1),
                new L1Penalty(1e-3),
                new L2Penalty(1e-3),
                new GradientNoise(0.01));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void learnsWithIt(GradientTransform transform) {
        History history = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(10)
                .epochs(5)
                .transform(transform)
                .validation(TrainerTest.clouds(100, 2))
                .train(TrainerTest.clouds(305, 1));
        assertThat(history.last().orElseThrow().correct()).isGreaterThan(90);
        assertThat(history.stopReason()).isEmpty();
    }

    /** Clipped to 0.1, then twice by half: not what half of it first, then clipped, would give. */
    @Test
    void transformsActInTheOrderGiven() {
        double[] raw = firstGradient(sgd(TrainerTest.classifier(1)));
        double large = Stream.of(raw)
                .flatMapToDouble(java.util.Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        double valueFirst = norm(firstGradient(sgd(TrainerTest.classifier(1))
                .transform(new ClipByValue(large / 10))
                .transform(new ClipByGlobalNorm(0.1))));
        double[] normFirst = firstGradient(sgd(TrainerTest.classifier(1))
                .transform(new ClipByGlobalNorm(0.1))
                .transform(new ClipByValue(0.01)));
        assertThat(norm(raw)).isGreaterThan(0.1);
        assertThat(valueFirst).isCloseTo(0.1, within(1e-6));
        double[] byHand = raw.clone();
        for (int i = 0; i < byHand.length; i++) {
            byHand[i] = Math.max(-0.01, Math.min(0.01, raw[i] * 0.1 / norm(raw)));
        }
        assertThat(normFirst).usingComparatorWithPrecision(1e-6).containsExactly(byHand);
        assertThat(norm(normFirst)).isLessThan(0.099);
    }

    /** Four batches of ten are one of forty, whose gradient is clipped once, as a whole. */
    @Test
    void theClipSeesTheSumOfAccumulatedBatches() {
        double[] whole = firstGradient(sgd(TrainerTest.classifier(1)).transform(new ClipByValue(0.02)));
        double[] summed = firstGradient(
                sgd(TrainerTest.classifier(1)).batchSize(10).accumulate(4).transform(new ClipByValue(0.02)));
        assertThat(summed).usingComparatorWithPrecision(1e-6).containsExactly(whole);
        assertThat(Arrays.stream(summed).max().orElseThrow()).as("clipped").isCloseTo(0.02, within(1e-6));
    }

    /** Penalties are the gradient of what they stand for: with SGD, L2 is weight decay; with Adam it is not. */
    @Test
    void l2IsWeightDecayForSgdButNotForAdam() {
        Network network = TrainerTest.classifier(1);
        double[] weights = network.parameters().flat().toDoubleVector();
        double[] raw = firstGradient(sgd(TrainerTest.classifier(1)));
        double[] penalised = firstGradient(sgd(network).transform(new L2Penalty(0.1)));
        int biases = 0;
        for (int i = 0; i < raw.length; i++) {
            double decay = network.parameters().nameAt(i).endsWith("bias") ? 0 : 0.1 * weights[i];
            biases += decay == 0 ? 1 : 0;
            assertThat(penalised[i]).isCloseTo(raw[i] + decay, within(1e-6));
        }
        assertThat(biases).isEqualTo(8 + 3);
        float[] coupled = trained(new Adam(0.01), new L2Penalty(0.1));
        assertThat(coupled).isNotEqualTo(trained(new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1), new L2Penalty(0)));
    }

    private static float[] trained(Optimizer optimizer, GradientTransform transform) {
        Network network = TrainerTest.classifier(1);
        new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                .transform(transform)
                .train(DATA);
        return network.parameters().flat().toFloatVector();
    }

    /** With one noise, two and three of the same kind: what each adds is other than what the one before added. */
    @Test
    void twoNoisesDrawDifferently() {
        List<double[]> gradients = new ArrayList<>();
        Trainer trainer = sgd(TrainerTest.classifier(1)).transform(new ClipByNorm(1e9));
        for (int noises = 0; noises <= 3; noises++) {
            gradients.add(firstGradient(trainer));
            assertThat(firstGradient(trainer.network(TrainerTest.classifier(1))))
                    .as("each time the same")
                    .isEqualTo(firstGradient(trainer.network(TrainerTest.classifier(1))));
            trainer = trainer.network(TrainerTest.classifier(1)).transform(new GradientNoise(1));
        }
        double[] first = difference(gradients.get(1), gradients.get(0));
        double[] second = difference(gradients.get(2), gradients.get(1));
        double[] third = difference(gradients.get(3), gradients.get(2));
        // 67 numbers of variance 1: sums that differ are of variance 2, up to three standard errors of it.
        for (double[] pair : List.of(difference(second, first), difference(third, first), difference(third, second))) {
            assertThat(norm(pair) * norm(pair) / pair.length).isBetween(1.0, 3.0);
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static List<Double> rates(Schedule schedule, Schedule.Unit unit) {
        List<Double> rates = new ArrayList<>();
        new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(10)
                .epochs(2)
                .schedule(schedule, unit)
                .listener(new Listener() {
                    @Override
                    public void onStep(Training training) {
                        rates.add(training.learningRate());
                    }
                })
                .train(DATA);
        return rates;
    }

    /** Four steps an epoch, two epochs: what eight steps by step are, two epochs by epoch are, smoothly. */
    @Test
    void aScheduleRunsBySteps() {
        List<Double> expected = new ArrayList<>();
        for (int step = 0; step < 8; step++) {
            expected.add(0.01 * new Cosine(8).factor(step));
        }
        assertThat(rates(new Cosine(8), Schedule.Unit.STEPS)).isEqualTo(expected);
        assertThat(rates(new Cosine(2), Schedule.Unit.EPOCHS)).isEqualTo(expected);
    }

    @Test
    void oneCyclesMomentumReachesTheOptimizer() {
        float[][] runs = new float[3][];
        for (int run = 0; run < 3; run++) {
            Network network = TrainerTest.classifier(1);
            Schedule schedule = List.of(
                            new OneCycle(10, 0.3, 1, 1, 0.9, 0.9),
                            new ConstantRate(1),
                            new OneCycle(10, 0.3, 1, 1, 0.5, 0.95))
                    .get(run);
            new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                    .schedule(schedule)
                    .train(DATA);
            runs[run] = network.parameters().flat().toFloatVector();
        }
        assertThat(runs[0]).containsExactly(runs[1]);
        assertThat(runs[2]).isNotEqualTo(runs[1]);
    }
}
