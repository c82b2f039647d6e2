package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.MeanSquaredError;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What layers keep without training it: read from the batch before, and the network's only once a step is taken. */
class RunningStatisticsTest {

    /** Batches whose means are 8, 16 and 64: the running mean is halfway to each. */
    private static final INDArray EIGHT = Nd4j.createFromArray(new float[][] {{7, 8}, {9, 8}});

    private static final INDArray SIXTEEN = Nd4j.createFromArray(new float[][] {{16, 16}, {16, 16}});
    private static final INDArray SIXTY_FOUR = Nd4j.createFromArray(new float[][] {{64, 64}});

    private final Network network = Network.input(2)
            .layer(new Sequential(new RunningMean()))
            .layer(new Dense(2))
            .build();
    private final RunningStatistics statistics = new RunningStatistics(network);

    private static INDArray targets(INDArray x) {
        return Nd4j.zeros(DataType.FLOAT, x.shape());
    }

    private Pass pass(int rows) {
        return Pass.training(network, rows, new MeanSquaredError(), 1, name -> true, statistics);
    }

    private static void compute(Pass pass, long step, int batch, INDArray x) {
        pass.at(step, batch);
        pass.loss(x, targets(x));
        pass.backward();
    }

    private float mean() {
        float[] mean = network.parameters().get("0.0.mean").toFloatVector();
        assertThat(mean[1]).isEqualTo(mean[0]);
        return mean[0];
    }

    @Test
    void batchesOfAStepFollowOneAnotherWhicheverPassComputesThem() {
        Pass two = pass(2);
        Pass one = pass(1);
        statistics.begin();
        compute(two, 0, 0, EIGHT); // 4
        compute(two, 0, 1, SIXTEEN); // 10
        compute(one, 0, 2, SIXTY_FOUR); // 37
        assertThat(mean()).as("before the step is taken").isZero();
        assertThat(one.output("0.0").toFloatMatrix())
                .as("read from the batch before")
                .isEqualTo(new float[][] {{54, 54}});
        statistics.commit();
        assertThat(mean()).isEqualTo(37);
    }

    @Test
    void aRefusedStepLeavesNothing() {
        Pass pass = pass(2);
        statistics.begin();
        compute(pass, 0, 0, EIGHT);
        statistics.commit();
        statistics.begin();
        compute(pass, 1, 0, SIXTEEN);
        compute(pass, 1, 1, SIXTEEN);
        statistics.drop();
        statistics.commit();
        assertThat(mean()).isEqualTo(4);
        statistics.begin();
        compute(pass, 1, 0, SIXTEEN);
        statistics.commit();
        assertThat(mean()).isEqualTo(10);
        compute(pass, 2, 0, SIXTEEN);
        statistics.begin();
        compute(pass, 2, 0, EIGHT);
        statistics.commit();
        assertThat(mean()).as("begun anew without the batch before").isEqualTo(9);
    }

    @Test
    void aBatchComputedAgainStartsFromTheSame() {
        Pass pass = pass(2);
        statistics.begin();
        compute(pass, 0, 0, EIGHT);
        double first = lossOf(pass);
        assertThat(lossOf(pass)).isEqualTo(first);
        statistics.commit();
        assertThat(mean()).isEqualTo(10);
    }

    private static double lossOf(Pass pass) {
        pass.at(0, 1);
        return pass.loss(SIXTEEN, targets(SIXTEEN));
    }

    @Test
    void aPassByItselfCommitsOnItsWayBack() {
        Pass pass = Pass.training(network, 2, new MeanSquaredError(), 1);
        double loss = pass.loss(EIGHT, targets(EIGHT));
        assertThat(mean()).isZero();
        assertThat(pass.loss(EIGHT, targets(EIGHT))).as("of the same numbers").isEqualTo(loss);
        pass.backward();
        assertThat(mean()).isEqualTo(4);
        pass.predict(SIXTEEN);
        Pass.evaluating(network, 2, new MeanSquaredError()).loss(SIXTEEN, targets(SIXTEEN));
        network.predict(SIXTEEN);
        assertThat(mean()).as("only training changes it").isEqualTo(4);
        pass.loss(SIXTEEN, targets(SIXTEEN));
        pass.backward();
        assertThat(mean()).isEqualTo(10);
    }

    @Test
    void predictionsUseWhatTheNetworkHas() {
        network.parameters().get("0.0.mean").assign(3);
        assertThat(Pass.predicting(network, 2).predict(EIGHT).toFloatMatrix())
                .isEqualTo(network.with(network.parameters()).predict(EIGHT).toFloatMatrix());
        Pass pass = Pass.training(network, 2, new MeanSquaredError(), 1);
        pass.predict(EIGHT);
        assertThat(pass.output("0.0").toFloatMatrix()).isEqualTo(new float[][] {{4, 5}, {6, 5}});
    }

    /** Each has its own pending numbers; what is read is what some step left as a whole. */
    @Test
    void twoPassesAtOnceDoNotTouchEachOthersNumbers() {
        network.parameters().get("0.0.mean").assign(8);
        Runnable training = () -> {
            Pass pass = Pass.training(network, 2, new MeanSquaredError(), 1);
            for (int i = 0; i < 300; i++) {
                pass.loss(EIGHT, targets(EIGHT));
                float[] seen = pass.output("0.0").ravel().toFloatVector();
                assertThat(seen).containsExactly(-1, 0, 1, 0);
                pass.backward();
            }
        };
        CompletableFuture<Void> other = CompletableFuture.runAsync(training);
        training.run();
        other.join();
        assertThat(mean()).isEqualTo(8);
    }

    @Test
    void sharedStatisticsNeedToKnowTheBatch() {
        Pass pass = pass(2);
        assertThatThrownBy(() -> pass.loss(EIGHT, targets(EIGHT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This pass shares running statistics with others: say which batch comes, with at(step,"
                        + " batch), before loss(x, targets)");
    }

    @Test
    void layersThatMistakeTheOneForTheOtherAreRefused() {
        Layer asParameter = new Misreading(binding -> binding.parameter("mean"));
        assertThatThrownBy(() -> Network.input(2).layer(asParameter).build().predict(EIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 0 (Misreading) declares 'mean' with role BUFFER: ask for it with buffer(\"mean\")");
        Layer asBuffer = new Misreading(binding -> binding.buffer("scale"));
        assertThatThrownBy(() -> Network.input(2).layer(asBuffer).build().predict(EIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer 0 (Misreading) declares 'scale' with role NORM: ask for it with parameter(\"scale\")");
        Layer next = new Misreading(binding -> binding.nextBuffer("mean"));
        assertThatThrownBy(() -> Network.input(2).layer(next).build().predict(EIGHT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no next value of 0.mean: this pass predicts, which changes no buffer");
    }
}
