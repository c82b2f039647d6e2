package dev.inercia.nn.activation;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.tensor.Memory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A bound activation gives what a plain loop over the whole matrix gives, bit for bit, whatever the tiles. */
class BoundActivationTest {

    private record Size(int rows, int columns) {}

    /** One short tile; several and a rest; a row longer than a tile; enough for several cores. */
    private static final List<Size> SIZES =
            List.of(new Size(3, 5), new Size(301, 37), new Size(3, 5_001), new Size(130, 301));

    static Stream<Arguments> cases() {
        Stream<Activation> activations =
                Stream.concat(ActivationRow.all().stream().map(ActivationRow::activation), Stream.of(new Cube()));
        return activations.flatMap(activation -> SIZES.stream()
                .flatMap(size -> Stream.of(DataType.FLOAT, DataType.DOUBLE)
                        .map(type -> Arguments.of(activation, size.rows, size.columns, type))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardAddsTheBiasAndApplies(Activation activation, int rows, int columns, DataType type) {
        double[] z = rounded(uniform(rows * columns, -4, 4, 1), type);
        double[] bias = rounded(uniform(columns, -1, 1, 2), type);
        BoundActivation bound = new BoundActivation(activation, rows, columns, type, false);
        Memory x = Memory.of(array(type, z, rows, columns));
        Memory y = Memory.zeros(type, rows, columns);

        bound.forward(x, Memory.of(array(type, bias, columns)), y);
        assertThat(values(y.array()))
                .as("with bias")
                .isEqualTo(ActivationRow.apply(activation, type, sum(z, bias, type), rows, columns));

        bound.forward(x, null, y);
        assertThat(values(x.array())).as("input").isEqualTo(z);
        assertThat(values(y.array()))
                .as("without bias")
                .isEqualTo(ActivationRow.apply(activation, type, z, rows, columns));

        bound.forward(x, null, x);
        assertThat(values(x.array())).as("in place").isEqualTo(values(y.array()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backwardGivesTheGradientAndItsColumnSums(Activation activation, int rows, int columns, DataType type) {
        double[] z = rounded(uniform(rows * columns, -4, 4, 1), type);
        double[] bias = rounded(uniform(columns, -1, 1, 2), type);
        double[] d = rounded(uniform(rows * columns, -1, 1, 3), type);
        double[] expected = ActivationRow.gradient(activation, type, sum(z, bias, type), d, rows, columns);
        BoundActivation bound = new BoundActivation(activation, rows, columns, type, true);
        Memory y = Memory.of(array(type, z, rows, columns));
        Memory dy = Memory.of(array(type, d, rows, columns));
        Memory dz = Memory.zeros(type, rows, columns);
        Memory db = Memory.of(array(type, uniform(columns, 5, 6, 4), columns));

        bound.forward(y, Memory.of(array(type, bias, columns)), y);
        double[] outputs = values(y.array());
        Memory result = bound.backward(y, dy, dz, db);

        assertThat(values(result.array())).as("gradient").isEqualTo(expected);
        assertThat(values(dy.array())).as("output gradient").isEqualTo(d);
        assertThat(values(y.array())).as("outputs").isEqualTo(outputs);
        assertThat(values(db.array())).as("column sums").isEqualTo(columnSums(expected, columns, type));

        assertThat(values(bound.backward(y, dy, dz, null).array()))
                .as("gradient, no column sums")
                .isEqualTo(expected);
        assertThat(values(bound.backward(y, dy, dy, null).array()))
                .as("gradient in place")
                .isEqualTo(expected);
    }

    private static double[] sum(double[] z, double[] bias, DataType type) {
        double[] sum = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            double b = bias[i % bias.length];
            sum[i] = type == DataType.FLOAT ? (float) z[i] + (float) b : z[i] + b;
        }
        return sum;
    }

    private static double[] columnSums(double[] d, int columns, DataType type) {
        double[] sums = new double[columns];
        for (int i = 0; i < d.length; i++) {
            int j = i % columns;
            sums[j] = type == DataType.FLOAT ? (float) sums[j] + (float) d[i] : sums[j] + d[i];
        }
        return sums;
    }
}
