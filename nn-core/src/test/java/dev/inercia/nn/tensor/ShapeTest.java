package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ShapeTest {

    @Test
    void knowsItsDimensions() {
        Shape shape = Shape.of(1, 28, 20);
        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.size()).isEqualTo(560);
        assertThat(shape.dimension(2)).isEqualTo(20);
        assertThat(shape.dimensions()).containsExactly(1, 28, 20);
        assertThat(shape.toArrayShape()).containsExactly(1, 28, 20);
        assertThat(shape.toArrayShape(10)).containsExactly(10, 1, 28, 20);
        assertThat(shape).hasToString("[1, 28, 20]");
    }

    @Test
    void aSingleNumberHasNoAxis() {
        assertThat(Shape.of().rank()).isZero();
        assertThat(Shape.of().size()).isEqualTo(1);
        assertThat(Shape.of().toArrayShape(5)).containsExactly(5);
        assertThat(Shape.of()).hasToString("[]");
    }

    @Test
    void leavesOutTheBatchOfAnArray() {
        assertThat(Shape.ofExamples(new long[] {10, 3, 4})).isEqualTo(Shape.of(3, 4));
        assertThat(Shape.ofExamples(new long[] {10})).isEqualTo(Shape.of());
        assertThat(Shape.ofExamples(new long[0])).isEqualTo(Shape.of());
    }

    @Test
    void isAValue() {
        assertThat(Shape.of(2, 3))
                .isEqualTo(Shape.of(2, 3))
                .hasSameHashCodeAs(Shape.of(2, 3))
                .isNotEqualTo(Shape.of(3, 2))
                .isNotEqualTo(Shape.of(6))
                .isNotEqualTo("[2, 3]");
    }

    @Test
    void cannotBeChangedFromOutside() {
        int[] dimensions = {2, 3};
        Shape shape = Shape.of(dimensions);
        dimensions[0] = 9;
        shape.dimensions()[1] = 9;
        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void dimensionsBelowOneAreRefused() {
        assertThatThrownBy(() -> Shape.of(3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Every dimension of a shape must be at least 1, but got [3, 0]");
        assertThatThrownBy(() -> Shape.ofExamples(new long[] {1, -2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Every dimension of a shape must be at least 1, but got [-2]");
    }

    @Test
    void moreElementsThanAnArrayCanHoldAreRefused() {
        assertThat(Shape.of(Shape.MOST_ELEMENTS).size()).isEqualTo(Shape.MOST_ELEMENTS);
        assertThatThrownBy(() -> Shape.of(65_536, 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape [65536, 65536] has more than 2147418112 elements, more than one array can hold");
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has more than 2147418112 elements");
    }

    @Test
    void matchesArraysOfExamples() {
        Shape shape = Shape.of(2, 3);
        assertThat(shape.matches(Nd4j.zeros(DataType.FLOAT, 5, 2, 3), 5)).isTrue();
        assertThat(shape.matches(Nd4j.zeros(DataType.FLOAT, 5, 2, 3), 4)).isFalse();
        assertThat(shape.matches(Nd4j.zeros(DataType.FLOAT, 5, 3, 2), 5)).isFalse();
        assertThat(shape.matches(Nd4j.zeros(DataType.FLOAT, 5, 6), 5)).isFalse();
        assertThat(shape.matches(Nd4j.zeros(DataType.FLOAT, 5, 2, 3, 1), 5)).isFalse();
        assertThat(Shape.of().matches(Nd4j.zeros(DataType.FLOAT, 5), 5)).isTrue();
        assertThat(Shape.of(1).matches(Nd4j.zeros(DataType.FLOAT, 5), 5)).isFalse();
    }
}
