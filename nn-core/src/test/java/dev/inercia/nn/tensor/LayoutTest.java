package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Numbers;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LayoutTest {

    private static final double[] NUMBERS = {0, 1, 2, 3, 4, 5};

    @Test
    void whatLiesRowByRowIsItself() {
        INDArray whole = array(DataType.FLOAT, NUMBERS, 3, 2);
        INDArray view = Numbers.rows(whole, 1, 2);
        INDArray oneColumn = array(DataType.FLOAT, NUMBERS, 6, 1).dup('f');

        assertThat(Layout.rowMajor(whole, DataType.FLOAT)).isSameAs(whole);
        assertThat(Layout.rowMajor(view, DataType.FLOAT)).isSameAs(view);
        assertThat(Layout.rowMajor(oneColumn, DataType.FLOAT)).isSameAs(oneColumn);
    }

    @Test
    void whatLiesOtherwiseIsCopied() {
        INDArray whole = array(DataType.DOUBLE, NUMBERS, 2, 3);
        INDArray columnMajor = whole.dup('f');
        INDArray transposed = whole.transpose();
        INDArray slice = whole.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
        INDArray column = whole.getColumn(1);

        for (INDArray array : new INDArray[] {columnMajor, transposed, slice, column}) {
            INDArray copy = Layout.rowMajor(array, DataType.DOUBLE);
            assertThat(copy).isNotSameAs(array);
            assertThat(copy.shape()).containsExactly(array.shape());
            double[] inMemory = new double[(int) copy.length()];
            Memory.of(copy).get(0, inMemory, 0, inMemory.length);
            assertThat(inMemory).containsExactly(values(array));
        }
        assertThat(values(Layout.rowMajor(transposed, DataType.DOUBLE))).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(values(Layout.rowMajor(slice, DataType.DOUBLE))).containsExactly(1, 2, 4, 5);
        assertThat(values(Layout.rowMajor(column, DataType.DOUBLE))).containsExactly(1, 4);
    }

    @Test
    void anotherTypeIsConverted() {
        INDArray doubles =
                array(DataType.DOUBLE, new double[] {0.1, 2, 3, 4}, 2, 2).dup('f');
        INDArray floats = Layout.rowMajor(doubles, DataType.FLOAT);
        assertThat(floats.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(values(floats)).containsExactly(0.1f, 2, 3, 4);
        INDArray integers = Nd4j.createFromArray(1, 2, 3);
        assertThat(values(Layout.rowMajor(integers, DataType.DOUBLE))).containsExactly(1, 2, 3);
    }
}
