package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class GradientSumTest {

    private static Parameters gradients(DataType type, double value) {
        Parameters parameters =
                Parameters.zeros(type, List.of(new Segment(0, "0.weight", Shape.of(3), 'c', Role.WEIGHT, 0, 3)));
        parameters.flat().assign(value);
        return parameters;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void isTheMeanWeightedByExamples(DataType type) {
        GradientSum sum = new GradientSum(gradients(type, 0));
        sum.add(gradients(type, 4), 0, 1);
        sum.add(gradients(type, 8), 0.75, 0.25);
        assertThat(sum.sum().flat().toDoubleVector()).containsOnly(5).hasSize(3);
    }

    /** After a step that was refused because a gradient was not finite. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void forgetsWhatWasNotFinite(DataType type) {
        GradientSum sum = new GradientSum(gradients(type, 0));
        sum.add(gradients(type, Double.NaN), 0, 1);
        sum.add(gradients(type, 2), 0, 1);
        assertThat(sum.sum().flat().toDoubleVector()).containsOnly(2).hasSize(3);
    }
}
