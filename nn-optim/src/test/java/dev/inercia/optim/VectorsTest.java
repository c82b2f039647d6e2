package dev.inercia.optim;

import static dev.inercia.optim.Numbers.array;
import static dev.inercia.optim.Numbers.rounded;
import static dev.inercia.optim.Numbers.uniform;
import static dev.inercia.optim.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class VectorsTest {

    private static final List<String> NAMES = List.of("velocity", "moment");

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void whatIsSetIsGotOverAnyNumberOfTiles(DataType type) {
        for (int length : new int[] {1, 1_023, 1_024, 1_025, 2_048, 2_500}) {
            Vectors vectors = new Vectors(NAMES, type, length);
            assertThat(vectors.names()).isEqualTo(NAMES);
            assertThat(vectors.type()).isEqualTo(type);
            assertThat(vectors.length()).isEqualTo(length);
            double[] numbers = rounded(uniform(length, -1, 1, length), type);

            vectors.set("moment", array(type, numbers, length));

            INDArray moment = vectors.get("moment");
            assertThat(moment.dataType()).isEqualTo(type);
            assertThat(values(moment)).containsExactly(numbers);
            assertThat(values(vectors.get("velocity"))).hasSize(length).containsOnly(0);
            moment.assign(7);
            assertThat(values(vectors.get("moment"))).as("get gives a copy").containsExactly(numbers);
            vectors.get("moment", moment);
            assertThat(values(moment)).as("get copies to an array").containsExactly(numbers);
        }
    }

    @Test
    void valuesAreTakenRowByRowInAnyTypeAndOrder() {
        Vectors vectors = new Vectors(NAMES, DataType.FLOAT, 6);
        vectors.set(
                "velocity",
                array(DataType.DOUBLE, new double[] {1, 2, 3, 4, 5, 6}, 2, 3).dup('f'));
        assertThat(values(vectors.get("velocity"))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void anUnknownNameIsRefused() {
        Vectors vectors = new Vectors(NAMES, DataType.FLOAT, 3);
        INDArray values = array(DataType.FLOAT, new double[3], 3);
        assertThatThrownBy(() -> vectors.get("momentum"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no vector 'momentum'; there are [velocity, moment]");
        assertThatThrownBy(() -> vectors.set("momentum", values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no vector 'momentum'; there are [velocity, moment]");
    }

    @Test
    void anotherLengthIsRefused() {
        Vectors vectors = new Vectors(NAMES, DataType.FLOAT, 3);
        INDArray values = array(DataType.FLOAT, new double[4], 4);
        assertThatThrownBy(() -> vectors.set("moment", values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 3 values for 'moment', but got 4");
    }
}
