package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.tensor.Memory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NormTest {

    private static double norm(DataType type, double... values) {
        INDArray array = Nd4j.createFromArray(values).castTo(type);
        return new Norm(type).of(Memory.of(array), 0, values.length);
    }

    /** Parts that begin and end anywhere, longer and shorter than a tile. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void isThatOfAPlainLoop(DataType type) {
        Random random = new Random(1);
        INDArray array = Nd4j.createFromArray(
                        random.doubles(5000).map(x -> x - 0.5).toArray())
                .castTo(type);
        double[] values = array.toDoubleVector();
        Norm norm = new Norm(type);
        for (int[] part : new int[][] {{0, 5000}, {1000, 1003}, {1023, 3074}, {17, 18}, {9, 9}}) {
            double sum = 0;
            for (int i = part[0]; i < part[1]; i++) {
                sum += values[i] * values[i];
            }
            assertThat(norm.of(Memory.of(array), part[0], part[1])).isCloseTo(Math.sqrt(sum), within(1e-12));
        }
    }

    @Test
    void squaresDoNotOverflowOrVanish() {
        assertThat(norm(DataType.FLOAT, 3, 4)).isEqualTo(5);
        assertThat(norm(DataType.FLOAT, 3e30, -4e30)).isCloseTo(5e30, within(1e24));
        assertThat(norm(DataType.FLOAT, 3e-30, -4e-30)).isCloseTo(5e-30, within(1e-36));
        assertThat(norm(DataType.DOUBLE, 3e200, -4e200)).isCloseTo(5e200, within(1e186));
        assertThat(norm(DataType.DOUBLE, 3e-200, -4e-200)).isCloseTo(5e-200, within(1e-214));
        assertThat(norm(DataType.DOUBLE, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(norm(DataType.DOUBLE, 1.5e308, 1.5e308)).isEqualTo(Double.MAX_VALUE);
        assertThat(norm(DataType.DOUBLE, 0, 0)).isZero();
        assertThat(norm(DataType.FLOAT, 0, 0)).isZero();
    }
}
