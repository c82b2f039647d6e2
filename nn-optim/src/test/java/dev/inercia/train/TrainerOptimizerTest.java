package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Adam;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.Lookahead;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.ScheduleFreeAdamW;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.StochasticWeightAveraging;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What the trainer does with gradients, groups and averages on the way to the optimizer and back. */
class TrainerOptimizerTest {

    private static Network network() {
        return Network.input(4)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(3))
                .output(new Softmax())
                .type(DataType.DOUBLE)
                .seed(1)
                .build();
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(10)
                .epochs(3)
                .seed(5);
    }

    private static double[] values(Network network) {
        return network.parameters().flat().toDoubleVector();
    }

    /** Also where the last batches, or the last batch, of an epoch are fewer. */
    @ParameterizedTest
    @ValueSource(ints = {90, 110, 105, 85, 7})
    void kBatchesOfNEqualOneOfKTimesN(int examples) {
        Network accumulated = network();
        List<Long> steps = new ArrayList<>();
        trainer(accumulated, new Momentum(0.1))
                .accumulate(3)
                .listener(new Listener() {
                    @Override
                    public void onStep(Training training) {
                        steps.add(training.step());
                    }
                })
                .train(TrainerTest.clouds(examples, 1));
        Network whole = network();
        trainer(whole, new Momentum(0.1)).batchSize(30).train(TrainerTest.clouds(examples, 1));
        assertThat(steps).hasSize(3 * ((examples + 29) / 30));
        assertThat(values(accumulated)).containsExactly(values(whole), within(1e-12));
        assertThat(values(accumulated)).isNotEqualTo(values(network()));
    }

    @Test
    void gradientsOfAFrozenLayerAreNotComputed() {
        Network network = network();
        double[] before = values(network);
        List<Parameters> gradients = new ArrayList<>();
        trainer(network, new Adam(0.01))
                .parameterGroups(ParameterGroups.defaults().frozen("0.*"))
                .listener(new Listener() {
                    @Override
                    public void onStep(Training training) {
                        gradients.add(training.gradients().copy());
                    }
                })
                .train(TrainerTest.clouds(30, 1));
        assertThat(gradients).hasSize(9).allSatisfy(gradient -> {
            assertThat(gradient.get("0.weight").norm1Number().doubleValue()).isZero();
            assertThat(gradient.get("0.bias").norm1Number().doubleValue()).isZero();
            assertThat(gradient.get("1.weight").norm1Number().doubleValue()).isPositive();
        });
        double[] after = values(network);
        int frozen = 4 * 8 + 8;
        for (int i = 0; i < after.length; i++) {
            assertThat(after[i] == before[i]).as("parameter %d stays", i).isEqualTo(i < frozen);
        }
    }

    /** The first layer at a tenth of the rate is two plain descents, each on gradients of the same network. */
    @Test
    void aGroupHasItsOwnRateInTraining() {
        Network network = network();
        Network slow = network();
        double[] before = values(network);
        trainer(network, new Sgd(0.1)).epochs(1).train(TrainerTest.clouds(10, 1));
        trainer(slow, new Sgd(0.1))
                .epochs(1)
                .parameterGroups(ParameterGroups.defaults().learningRate("0.*", 0.1))
                .train(TrainerTest.clouds(10, 1));
        for (int i = 0; i < before.length; i++) {
            double share = i < 4 * 8 + 8 ? 0.1 : 1;
            assertThat(values(slow)[i] - before[i]).isCloseTo(share * (values(network)[i] - before[i]), within(1e-15));
        }
    }

    /** Biases are 0 at first and nothing moves them at a gradient of 0; so compare with no decay. */
    @Test
    void weightDecaySparesBiasesInTraining() {
        Network decayed = network();
        Network spared = network();
        trainer(decayed, new AdamW(0.01, 0.9, 0.999, 1e-8, 1)).epochs(1).train(TrainerTest.clouds(10, 1));
        trainer(spared, new AdamW(0.01, 0.9, 0.999, 1e-8, 0)).epochs(1).train(TrainerTest.clouds(10, 1));
        for (String name : List.of("0.bias", "1.bias")) {
            assertThat(decayed.parameters().get(name))
                    .isEqualTo(spared.parameters().get(name));
        }
        for (String name : List.of("0.weight", "1.weight")) {
            assertThat(decayed.parameters().get(name))
                    .isNotEqualTo(spared.parameters().get(name));
        }
    }

    static Stream<Optimizer> averagingOptimizers() {
        return Stream.of(
                new ScheduleFreeAdamW(0.01),
                new Lookahead(new Adam(0.01), 4, 0.5),
                new ExponentialMovingAverage(new Adam(0.01), 0.9),
                new StochasticWeightAveraging(new Adam(0.01), 3, 2));
    }

    /** In training the trained ones are used; evaluated, and left in the network at the end, are the averaged. */
    @ParameterizedTest
    @MethodSource("averagingOptimizers")
    void evaluatesAndKeepsTheAverage(Optimizer optimizer) {
        Network network = network();
        List<double[]> evaluated = new ArrayList<>();
        List<double[]> trained = new ArrayList<>();
        List<double[]> averages = new ArrayList<>();
        trainer(network, optimizer)
                .validation(TrainerTest.clouds(20, 2))
                .listener(new Listener() {
                    @Override
                    public void onEpoch(Training training, Epoch epoch) {
                        Parameters average = network.parameters().zeros();
                        optimizer.average(network.parameters(), training.state(), average);
                        averages.add(average.flat().toDoubleVector());
                        evaluated.add(values(training.network()));
                        trained.add(values(network));
                    }
                })
                .train(TrainerTest.clouds(30, 1));
        assertThat(evaluated).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(evaluated.get(i)).containsExactly(averages.get(i));
            assertThat(evaluated.get(i)).isNotEqualTo(trained.get(i));
        }
        assertThat(values(network)).containsExactly(evaluated.get(2));
    }

    @Test
    void listenersSeeTheAverageWithoutValidationDataToo() {
        Network network = TrainerTest.classifier(1);
        float[] before = network.parameters().flat().toFloatVector();
        List<float[]> seen = new ArrayList<>();
        new Trainer(network, new SoftmaxCrossEntropy(), new ExponentialMovingAverage(new Adam(0.01)))
                .epochs(1)
                .listener(new Listener() {
                    @Override
                    public void onEpoch(Training training, Epoch epoch) {
                        seen.add(training.network().parameters().flat().toFloatVector());
                    }
                })
                .train(TrainerTest.clouds(100, 1));
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0))
                .isNotEqualTo(before)
                .isEqualTo(network.parameters().flat().toFloatVector());
    }
}
