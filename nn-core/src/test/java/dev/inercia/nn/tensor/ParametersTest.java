package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ParametersTest {

    private static final List<Segment> SEGMENTS = List.of(
            new Segment(0, "0.weight", Shape.of(2, 3), 'f', Role.WEIGHT, 0, 6),
            new Segment(0, "0.bias", Shape.of(3), 'c', Role.BIAS, 6, 9),
            new Segment(1, "1.mean", Shape.of(2), 'c', Role.BUFFER, 0, 2),
            new Segment(1, "1.scale", Shape.of(1, 2), 'c', Role.NORM, 9, 11),
            new Segment(1, "1.variance", Shape.of(2), 'c', Role.BUFFER, 2, 4));

    private static Parameters counting(DataType type) {
        Parameters parameters = Parameters.zeros(type, SEGMENTS);
        parameters.flat().assign(array(type, new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 11));
        parameters.buffers().assign(array(type, new double[] {100, 101, 102, 103}, 4));
        return parameters;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void everyNameIsAViewOfTheFlatVector(DataType type) {
        Parameters parameters = counting(type);

        assertThat(parameters.type()).isEqualTo(type);
        assertThat(parameters.size()).isEqualTo(11);
        assertThat(parameters.segments()).isEqualTo(SEGMENTS);
        assertThat(parameters.get("0.weight").shape()).containsExactly(2, 3);
        assertThat(parameters.get("1.scale").shape()).containsExactly(1, 2);
        // Unit by unit in memory: the inputs of unit 0 are 0 and 1.
        assertThat(values(parameters.get("0.weight"))).containsExactly(0, 2, 4, 1, 3, 5);
        assertThat(values(parameters.get("0.bias"))).containsExactly(6, 7, 8);
        assertThat(values(parameters.get("1.scale"))).containsExactly(9, 10);

        parameters.get("0.weight").putScalar(1, 0, -1);
        parameters.get("0.bias").addi(0.5);
        parameters.get("1.scale").assign(70);
        assertThat(values(parameters.flat())).containsExactly(0, -1, 2, 3, 4, 5, 6.5, 7.5, 8.5, 70, 70);
        parameters.flat().muli(2);
        assertThat(values(parameters.get("0.weight"))).containsExactly(0, 4, 8, -2, 6, 10);
        assertThat(parameters.get("0.weight")).as("the same array each time").isSameAs(parameters.get("0.weight"));
    }

    @Test
    void whatIsNotTrainedIsApart() {
        Parameters parameters = counting(DataType.FLOAT);

        assertThat(values(parameters.get("1.mean"))).containsExactly(100, 101);
        assertThat(values(parameters.get("1.variance"))).containsExactly(102, 103);
        parameters.get("1.variance").assign(-1);
        parameters.flat().assign(0);
        assertThat(values(parameters.buffers())).containsExactly(100, 101, -1, -1);
        assertThat(SEGMENTS.stream().filter(Segment::isTrained).map(Segment::name))
                .containsExactly("0.weight", "0.bias", "1.scale");
        assertThat(SEGMENTS.stream().mapToInt(Segment::length)).containsExactly(6, 3, 2, 2, 2);
    }

    @Test
    void copiesShareNothing() {
        Parameters parameters = counting(DataType.DOUBLE);
        Parameters copy = parameters.copy();
        Parameters zeros = parameters.zeros();

        assertThat(values(copy.flat())).containsExactly(values(parameters.flat()));
        assertThat(values(copy.buffers())).containsExactly(values(parameters.buffers()));
        assertThat(values(zeros.flat())).containsOnly(0).hasSize(11);
        assertThat(values(zeros.buffers())).containsOnly(0).hasSize(4);
        assertThat(zeros.segments()).isEqualTo(SEGMENTS);

        copy.get("0.bias").assign(-5);
        copy.get("1.mean").assign(-5);
        zeros.flat().assign(-6);
        assertThat(values(parameters.flat())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(values(parameters.buffers())).containsExactly(100, 101, 102, 103);
        assertThat(values(copy.get("0.weight"))).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void assignOverwritesInPlace() {
        Parameters parameters = counting(DataType.FLOAT);
        Parameters other = parameters.zeros();
        INDArray flat = other.flat();
        INDArray bias = other.get("0.bias");

        other.assign(parameters);

        assertThat(other.flat()).isSameAs(flat);
        assertThat(values(bias)).containsExactly(6, 7, 8);
        assertThat(values(other.buffers())).containsExactly(100, 101, 102, 103);
        parameters.flat().assign(0);
        assertThat(values(bias)).containsExactly(6, 7, 8);
    }

    @Test
    void assigningAnotherLayoutIsRefused() {
        Parameters parameters = counting(DataType.FLOAT);
        Parameters others = Parameters.zeros(
                DataType.FLOAT, List.of(new Segment(0, "0.weight", Shape.of(11), 'c', Role.WEIGHT, 0, 11)));
        assertThatThrownBy(() -> parameters.assign(others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected parameters laid out as [0.weight[2, 3], 0.bias[3], 1.mean[2], 1.scale[1, 2],"
                        + " 1.variance[2]], but got [0.weight[11]]: they belong to another network");
        assertThat(values(parameters.flat())).endsWith(9, 10);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> counting(DataType.FLOAT).get("2.weight"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no parameter '2.weight'; there are [0.weight[2, 3], 0.bias[3], 1.mean[2],"
                        + " 1.scale[1, 2], 1.variance[2]]");
    }

    @Test
    void eachIndexOfTheFlatVectorHasAName() {
        Parameters parameters = counting(DataType.FLOAT);
        assertThat(List.of(parameters.nameAt(0), parameters.nameAt(5), parameters.nameAt(6), parameters.nameAt(10)))
                .containsExactly("0.weight", "0.weight", "0.bias", "1.scale");
        assertThatThrownBy(() -> parameters.nameAt(11))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Index out of range: 11");
    }

    @Test
    void thereMayBeNone() {
        Parameters none = Parameters.zeros(DataType.FLOAT, List.of());
        assertThat(none.size()).isZero();
        assertThat(none.flat().isEmpty()).isTrue();
        assertThat(none.buffers().isEmpty()).isTrue();
        assertThat(none.copy().size()).isZero();
    }

    @Test
    void aSingleNumberIsAViewToo() {
        Parameters parameters = Parameters.zeros(
                DataType.FLOAT,
                List.of(
                        new Segment(0, "a", Shape.of(2), 'c', Role.WEIGHT, 0, 2),
                        new Segment(0, "slope", Shape.of(), 'c', Role.WEIGHT, 2, 3)));
        assertThat(parameters.get("slope").rank()).isZero();
        parameters.get("slope").assign(7);
        assertThat(values(parameters.flat())).containsExactly(0, 0, 7);
    }
}
