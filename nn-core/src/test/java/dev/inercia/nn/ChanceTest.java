package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Cores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What layers draw: a function of seed, path, step, batch and element. */
class ChanceTest {

    private static final INDArray ONES = Nd4j.ones(DataType.FLOAT, 8, 40);

    private final Network network = Network.input(40)
            .layer(new Thinned(0.5))
            .layer(new Sequential(new Dense(40), new Thinned(0.5)))
            .layer(new Dense(40))
            .build();

    private Pass pass(long seed) {
        return Pass.training(network, 8, new MeanSquaredError(), seed, name -> true);
    }

    private static float[] mask(Pass pass, long step, int batch) {
        pass.at(step, batch);
        pass.predict(ONES);
        return pass.output(0).ravel().toFloatVector();
    }

    @Test
    void dependsOnSeedStepAndBatchAlone() {
        Pass pass = pass(1);
        List<float[]> masks =
                List.of(mask(pass, 0, 0), mask(pass, 0, 1), mask(pass, 1, 0), mask(pass, 7, 3), mask(pass(2), 0, 0));
        assertThat(masks).doesNotHaveDuplicates();
        assertThat(mask(pass, 0, 1)).as("again, and not in order").isEqualTo(masks.get(1));
        Pass another = pass(1);
        assertThat(mask(another, 7, 3)).as("another pass of the same size").isEqualTo(masks.get(3));
        assertThat(mask(another, 7, 4)).isNotEqualTo(masks.get(3));
        float[] smaller = new float[2 * 40];
        Pass ofTwo = Pass.training(network, 2, new MeanSquaredError(), 1);
        ofTwo.at(0, 1);
        ofTwo.predict(Nd4j.ones(DataType.FLOAT, 2, 40));
        System.arraycopy(masks.get(1), 0, smaller, 0, smaller.length);
        assertThat(ofTwo.output(0).ravel().toFloatVector())
                .as("the same elements in a smaller batch")
                .isEqualTo(smaller);
    }

    @Test
    void everyLayerHasItsOwn() {
        network.parameters().get("1.0.weight").assign(0);
        network.parameters().get("1.0.bias").assign(1);
        Pass pass = pass(1);
        float[] first = mask(pass, 0, 0);
        assertThat(pass.output("1.1").ravel().toFloatVector())
                .hasSameSizeAs(first)
                .isNotEqualTo(first);
    }

    @Test
    void theWayBackSeesTheSameMask() {
        Network identity =
                Network.input(40).layer(new Dense(40)).layer(new Thinned(0.5)).build();
        Pass pass = Pass.training(identity, 8, new MeanSquaredError(), 5);
        pass.at(3, 2);
        pass.loss(ONES, Nd4j.zeros(DataType.FLOAT, 8, 40));
        pass.backward();
        // dL/db sums y over the batch, times a constant, and y is 0 where the mask is.
        INDArray sums = pass.output(1).sum(0).muli(2.0 / (8 * 40));
        for (int i = 0; i < 40; i++) {
            assertThat(pass.gradients().get("0.bias").getDouble(i)).isEqualTo(sums.getDouble(i), within(1e-5));
        }
        assertThat(pass.output(1).eq(0).castTo(DataType.INT32).sumNumber().intValue())
                .isBetween(120, 200);
    }

    @Test
    void aPassByItselfCountsItsSteps() {
        Pass pass = pass(1);
        INDArray zeros = Nd4j.zeros(DataType.FLOAT, 8, 40);
        List<float[]> masks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pass.loss(ONES, zeros);
            pass.loss(ONES, zeros);
            masks.add(pass.output(0).ravel().toFloatVector());
            pass.backward();
        }
        assertThat(masks).doesNotHaveDuplicates();
        Pass told = pass(1);
        assertThat(mask(told, 0, 0)).isEqualTo(masks.get(0));
        assertThat(mask(told, 2, 0)).isEqualTo(masks.get(2));
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        float[] shared = mask(pass(1), 4, 0);
        float[][] alone = new float[1][];
        Cores.alone(() -> alone[0] = mask(pass(1), 4, 0));
        assertThat(alone[0]).isEqualTo(shared);
    }

    @Test
    void predictionsHaveNone() {
        assertThat(Pass.predicting(network, 8).predict(ONES).toFloatMatrix())
                .isEqualTo(Pass.predicting(network, 8).predict(ONES).toFloatMatrix());
        Network drawing = Network.input(2).layer(new Drawing()).build();
        assertThatThrownBy(() -> drawing.predict(Nd4j.ones(DataType.FLOAT, 1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This pass predicts, and chance is for training");
        assertThatThrownBy(() -> Pass.predicting(network, 8).at(0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This pass has no gradients: make it with Pass.training");
    }
}
