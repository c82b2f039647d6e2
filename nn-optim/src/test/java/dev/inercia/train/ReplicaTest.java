package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.ScheduleFreeAdamW;
import dev.inercia.optim.Stateful;
import dev.inercia.optim.gradient.ClipByGlobalNorm;
import dev.inercia.optim.gradient.GradientNoise;
import dev.inercia.optim.gradient.GradientTransform;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A replica takes the steps of a trainer, bit for bit, also when another goes on with its parameters and state. */
class ReplicaTest {

    private static final int EPOCHS = 3;
    private static final Dataset DATA = TrainerTest.clouds(85, 1);

    private static Trainer trainer(Optimizer optimizer) {
        Network network = Network.input(4)
                .layer(new Dense(8, new Tanh()))
                .layer(new BatchNorm())
                .layer(new Dropout(0.2))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(1)
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(10)
                .accumulate(2)
                .epochs(EPOCHS)
                .seed(5)
                .parameterGroups(ParameterGroups.defaults().frozen("0.bias"))
                .transform(new ClipByGlobalNorm(0.5))
                .transform(new GradientNoise(0.01, 0.55))
                .schedule(time -> Math.min(1, 0.1 + time));
    }

    private static float[][] values(Trainer trainer) {
        Parameters parameters = trainer.network().parameters();
        return new float[][] {
            parameters.flat().toFloatVector(), parameters.buffers().toFloatVector()
        };
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(new Adam(0.01), new Momentum(0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void takesTheStepsOfATrainer(Optimizer optimizer) {
        Trainer expected = trainer(optimizer);
        expected.train(DATA);
        Trainer actual = trainer(optimizer);
        Replica replica = new Replica(actual, DATA);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int step = 0; step < replica.steps(); step++) {
                replica.step(epoch, step);
            }
        }
        assertThat(replica.steps()).isEqualTo(5);
        assertThat(values(actual)).isDeepEqualTo(values(expected));
    }

    /** Including an optimizer whose state has weights. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void anotherGoesOnWhereOneEnded(Optimizer optimizer) {
        for (Optimizer each : new Optimizer[] {optimizer, new ScheduleFreeAdamW(0.01)}) {
            Trainer expected = trainer(each);
            Replica alone = new Replica(expected, DATA);
            Trainer actual = trainer(each);
            Replica before = new Replica(actual, DATA);
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                for (int step = 0; step < alone.steps(); step++) {
                    alone.step(epoch, step);
                    Trainer next = trainer(each);
                    Replica fresh = new Replica(next, DATA);
                    next.network().parameters().assign(actual.network().parameters());
                    for (String name : before.state().names()) {
                        fresh.state().set(name, before.state().get(name));
                    }
                    fresh.state().setStep(before.state().step());
                    fresh.step(epoch, step);
                    assertThat(fresh.loss()).isEqualTo(alone.loss());
                    assertThat(fresh.learningRate()).isEqualTo(alone.learningRate());
                    actual = next;
                    before = fresh;
                }
            }
            assertThat(values(actual)).isDeepEqualTo(values(expected));
        }
    }

    @Test
    void countsEpochsAsTheOthersDo() {
        Trainer trainer = trainer(new Adam(0.01)).schedule(time -> time + 1);
        Replica replica = new Replica(trainer, DATA);
        replica.stepsPerEpoch(10);
        replica.step(3, 4);
        assertThat(replica.learningRate()).isEqualTo(0.01 * 3.4);
        assertThat(replica.weight()).isEqualTo(5); // 85 examples in batches of 10, two to a step
    }

    /** Counts its steps. */
    private record Remembering() implements GradientTransform {

        private record Memory(int steps) {}

        private static final class Counter implements GradientTransform.Bound, Stateful<Memory> {

            private int steps;

            @Override
            public void apply(Parameters gradients, long step) {
                steps++;
            }

            @Override
            public Memory state() {
                return new Memory(steps);
            }

            @Override
            public void restore(Memory memory) {
                steps = memory.steps();
            }
        }

        @Override
        public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
            return new Counter();
        }
    }

    @Test
    void refusesTransformsWithState() {
        Trainer trainer = trainer(new Adam(0.01)).transform(new Remembering());
        assertThatThrownBy(() -> new Replica(trainer, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Counter has state from step to step, which replicas do not share");
    }
}
