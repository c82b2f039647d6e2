package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReduceOnPlateauTest {

    /** The learning rate, 1 in the beginning, of each epoch after made-up losses of those before it. */
    private static List<Double> rates(ReduceOnPlateau plateau, double... losses) {
        return rates(plateau, new Sgd(1), losses);
    }

    private static List<Double> rates(ReduceOnPlateau plateau, Sgd optimizer, double... losses) {
        List<Double> rates = new ArrayList<>();
        Listener madeUp = new Listener() {
            private Listener bound;

            @Override
            public void onStart(Training training) {
                bound = plateau.bind(training);
            }

            @Override
            public void onStep(Training training) {
                rates.add(training.learningRate());
            }

            @Override
            public void onEpoch(Training training, Epoch epoch) {
                bound.onEpoch(training, new Epoch(epoch.number(), 9, losses[epoch.number() - 1], 1, 2, 1, 1));
            }
        };
        new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), optimizer)
                .batchSize(30)
                .epochs(losses.length)
                .validation(TrainerTest.clouds(9, 2))
                .listeners(List.of(madeUp))
                .train(TrainerTest.clouds(30, 1));
        return rates;
    }

    @Test
    void lowersTheLearningRateAfterSoManyEpochsWithoutImprovement() {
        assertThat(rates(new ReduceOnPlateau(2, 0.5), 3, 2, 2, 2, 2, 2, 1, 1, 1, 1))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
    }

    @Test
    void aNewBestBeginsThePatienceAnew() {
        assertThat(rates(new ReduceOnPlateau(2, 0.5), 3, 4, 2.9, 4, 2.8, 4, 2.7, 4))
                .containsOnly(1.0);
    }

    @Test
    void aFallBelowTheThresholdIsNoImprovement() {
        assertThat(rates(new ReduceOnPlateau(1, 0.5, 0.1, 0), 1, 0.95, 0.91, 0.89, 0.88))
                .containsExactly(1.0, 1.0, 0.5, 0.25, 0.25);
        assertThat(rates(new ReduceOnPlateau(1, 0.5, 0, 0), 1, 0.95, 0.91, 0.91, 0.88))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 0.5);
    }

    @Test
    void aFallOfANegativeLossIsAnImprovement() {
        assertThat(rates(new ReduceOnPlateau(1, 0.5), -1, -2, -3, -3, -4)).containsExactly(1.0, 1.0, 1.0, 1.0, 0.5);
    }

    @Test
    void neverGoesBelowTheLowestFactor() {
        assertThat(rates(new ReduceOnPlateau(1, 0.5, 0, 0.375), 1, 1, 1, 1, 1))
                .containsExactly(1.0, 1.0, 0.5, 0.375, 0.375);
    }

    @Test
    void aLossThatIsNotANumberIsNoImprovement() {
        assertThat(rates(new ReduceOnPlateau(1, 0.5), Double.NaN, 2, Double.NaN, 1, 1))
                .containsExactly(1.0, 0.5, 0.5, 0.25, 0.25);
    }

    @Test
    void aMetricHasToRiseIfItSaysSo() {
        // The accuracy of every made-up epoch is 1 / 2: it never rises.
        assertThat(rates(new ReduceOnPlateau(2, 0.5).by(new Accuracy()), 5, 4, 3, 2, 1, 0))
                .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25);
    }

    @Test
    void earlierEpochsAreNotLookedAt() {
        assertThat(rates(new ReduceOnPlateau(1, 0.5).from(3), 1, 1, 2, 1.5, 1.5, 1.2))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 0.5);
    }

    @Test
    void beginsAnewWithEveryTraining() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(2, 0.5);
        assertThat(rates(plateau, 1, 1, 1, 1)).containsExactly(1.0, 1.0, 1.0, 0.5);
        assertThat(rates(plateau, 2, 2, 2, 2)).containsExactly(1.0, 1.0, 1.0, 0.5);
    }

    /** Learning rate 0: the training loss stays as it is. */
    @Test
    void goesByTheTrainingLossWithoutValidationData() {
        int[] epochs = new int[1];
        double[] factor = {1};
        Listener counter = new Listener() {
            @Override
            public void onEpoch(Training training, Epoch epoch) {
                epochs[0]++;
            }

            @Override
            public void onStep(Training training) {
                factor[0] = Math.min(factor[0], training.learningRate() / 1e-30);
            }
        };
        new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(1e-30))
                .batchSize(30)
                .epochs(4)
                .listeners(List.of(new ReduceOnPlateau(2, 0.5), counter))
                .train(TrainerTest.clouds(30, 1));
        assertThat(epochs[0]).isEqualTo(4);
        assertThat(factor[0]).isEqualTo(0.5);
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                refused(() -> new ReduceOnPlateau(0), "patience must be at least 1, but is 0"),
                refused(() -> new ReduceOnPlateau(1, 0), "factor must be in (0, 1), but is 0.0"),
                refused(() -> new ReduceOnPlateau(1, 1), "factor must be in (0, 1), but is 1.0"),
                refused(() -> new ReduceOnPlateau(1, 0.5, -1, 0), "threshold must be in [0, 1), but is -1.0"),
                refused(() -> new ReduceOnPlateau(1, 0.5, 1, 0), "threshold must be in [0, 1), but is 1.0"),
                refused(() -> new ReduceOnPlateau(1, 0.5, 0, 2), "lowest must be in [0, 1], but is 2.0"));
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, "ReduceOnPlateau: " + message);
    }

    @ParameterizedTest
    @MethodSource
    void outOfRange(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
