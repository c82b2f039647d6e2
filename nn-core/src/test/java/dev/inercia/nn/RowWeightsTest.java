package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights of examples and lengths of sequences as weights of rows. */
class RowWeightsTest {

    private record Sequences(double[] weights, int[] lengths) implements Batch {

        @Override
        public int rows() {
            return 2;
        }

        @Override
        public INDArray features() {
            return Nd4j.zeros(2, 3, 1);
        }

        @Override
        public INDArray targets() {
            return Nd4j.zeros(2, 3);
        }

        @Override
        public void gather(int[] order, int from) {}
    }

    private static final double[] WEIGHTS = {2, 0.5};
    private static final int[] LENGTHS = {1, 3};

    @Test
    void examplesAreRowsWhereOutputsHaveOneAxis() {
        for (Shape output : new Shape[] {Shape.of(), Shape.of(4)}) {
            RowWeights weights = new RowWeights(2, output);
            assertThat(weights.of(new Sequences(null, LENGTHS))).isNull();
            assertThat(weights.of(new Sequences(WEIGHTS, LENGTHS))).isSameAs(WEIGHTS);
            assertThat(weights.sum(null)).isEqualTo(2);
            assertThat(weights.sum(WEIGHTS)).isEqualTo(2.5);
        }
    }

    @Test
    void everyStepHasTheWeightOfItsExample() {
        RowWeights weights = new RowWeights(2, Shape.of(3, 4));
        assertThat(weights.of(new Sequences(null, null))).isNull();
        assertThat(weights.sum(null)).isEqualTo(6);
        assertThat(weights.of(new Sequences(WEIGHTS, null))).containsExactly(2, 2, 2, 0.5, 0.5, 0.5);
    }

    @Test
    void stepsBeyondTheLengthHaveNone() {
        RowWeights weights = new RowWeights(2, Shape.of(3, 4));
        assertThat(weights.of(new Sequences(null, LENGTHS))).containsExactly(1, 0, 0, 1, 1, 1);
        assertThat(weights.of(new Sequences(WEIGHTS, LENGTHS))).containsExactly(2, 0, 0, 0.5, 0.5, 0.5);
        assertThat(weights.of(new Sequences(null, new int[] {0, 2}))).containsExactly(0, 0, 0, 1, 1, 0);
        assertThat(new RowWeights(2, Shape.of(3, 2, 4)).of(new Sequences(null, LENGTHS)))
                .containsExactly(1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    }
}
