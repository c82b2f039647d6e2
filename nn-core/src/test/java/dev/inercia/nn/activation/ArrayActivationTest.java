package dev.inercia.nn.activation;

import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Numbers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ArrayActivationTest {

    /** Gives its results column by column in memory, as ND4J's own calls often do. */
    private record ColumnMajorCube() implements ArrayActivation {

        @Override
        public INDArray forward(INDArray z) {
            return z.mul(z).muli(z).dup('f');
        }

        @Override
        public INDArray backward(INDArray z, INDArray y, INDArray dy) {
            return z.mul(z).muli(3).muli(dy).dup('f');
        }
    }

    /** Forgets to keep the axes. */
    private record Flattening() implements ArrayActivation {

        @Override
        public INDArray forward(INDArray z) {
            return z.sum(1);
        }

        @Override
        public INDArray backward(INDArray z, INDArray y, INDArray dy) {
            return z.transpose();
        }
    }

    @Test
    void gradientIsTheCentralDifference() {
        double[] z = {-1.3, -0.4, 0.2, 0.9, 1.7, -2.2};
        double[] w = uniform(6, -2, 2, 1);
        for (Activation cube : new Activation[] {new Cube(), new ColumnMajorCube()}) {
            double[] dz = ActivationRow.gradient(cube, DataType.DOUBLE, z, w, 2, 3);

            assertClose(
                    dz,
                    Numbers.centralDifferences(
                            z, moved -> Numbers.dot(w, ActivationRow.apply(cube, DataType.DOUBLE, moved, 2, 3))),
                    1e-8,
                    "gradient of " + cube);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void valuesAreRowByRowInAnyType(DataType type) {
        double[] z = {1, 2, 3, 4, 5, 6, 70, 80};
        for (Activation cube : new Activation[] {new Cube(), new ColumnMajorCube()}) {
            assertClose(
                    ActivationRow.apply(cube, type, z, 2, 3),
                    new double[] {1, 8, 27, 64, 125, 216, 70, 80},
                    1e-6,
                    "values of " + cube);
            assertClose(
                    ActivationRow.gradient(cube, type, z, new double[] {1, 1, 1, 2, 2, 2, 9, 9}, 2, 3),
                    new double[] {3, 12, 27, 96, 150, 216, 9, 9},
                    1e-6,
                    "gradients of " + cube);
        }
    }

    @Test
    void aWrongShapeIsNamed() {
        assertThatThrownBy(() -> new Flattening().apply(new float[6], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Flattening[]: expected an array of shape [2, 3] from forward and backward, but got [2]");
        assertThatThrownBy(() -> new Flattening().apply(new double[6], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Flattening[]: expected an array of shape [2, 3] from forward and backward, but got [2]");
        assertThatThrownBy(() -> new Flattening().gradient(new float[6], new float[6], new float[6], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Flattening[]: expected an array of shape [2, 3] from forward and backward, but got [3, 2]");
        assertThatThrownBy(() -> new Flattening().gradient(new double[6], new double[6], new double[6], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Flattening[]: expected an array of shape [2, 3] from forward and backward, but got [3, 2]");
    }

    @Test
    void nothingIsWrittenWhenAShapeIsWrong() {
        double[] z = {1, 2, 3, 4, 5, 6};
        double[] before = Arrays.copyOf(z, 6);
        assertThatThrownBy(() -> new Flattening().apply(z, 2, 3)).hasMessageContaining("expected an array of shape");
        assertThat(z).containsExactly(before);
    }
}
