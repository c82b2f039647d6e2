package dev.inercia.nn.tensor;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The primitives as ordinary ND4J calls, for backends whose arrays are not plain memory of this process. Correct, as
 * the tests check against {@link DirectMemory}, but not fast: every call allocates arrays.
 */
final class PortableMemory implements Memory {

    private INDArray array;
    /** The same memory as a vector. */
    private INDArray flat;

    @Override
    public Memory at(INDArray other) {
        if (other != array || other.wasClosed()) {
            Layout.requireDense(other);
            flat = flat(other);
            array = other;
        }
        return this;
    }

    private static INDArray flat(INDArray array) {
        // reshape(n) of an f-order view copies silently; explicit strides and offset never do.
        return Nd4j.create(
                array.data(), new long[] {array.length()}, new long[] {1}, array.offset(), 'c', array.dataType());
    }

    @Override
    public INDArray array() {
        return array;
    }

    @Override
    public DataType type() {
        return array.dataType();
    }

    @Override
    public int length() {
        return Layout.elements(array);
    }

    private INDArray slice(int offset, int count) {
        Layout.requireOpen(array);
        return flat.get(NDArrayIndex.interval(offset, offset + count));
    }

    @Override
    public void get(int offset, float[] target, int at, int count) {
        System.arraycopy(slice(offset, count).toFloatVector(), 0, target, at, count);
    }

    @Override
    public void get(int offset, double[] target, int at, int count) {
        System.arraycopy(slice(offset, count).toDoubleVector(), 0, target, at, count);
    }

    @Override
    public void put(int offset, float[] source, int at, int count) {
        slice(offset, count).assign(Nd4j.createFromArray(Arrays.copyOfRange(source, at, at + count)));
    }

    @Override
    public void put(int offset, double[] source, int at, int count) {
        slice(offset, count).assign(Nd4j.createFromArray(Arrays.copyOfRange(source, at, at + count)));
    }

    @Override
    public void copy(int offset, Memory source, int sourceOffset, int count) {
        slice(offset, count).assign(((PortableMemory) source).slice(sourceOffset, count));
    }

    @Override
    public double absoluteSum() {
        Layout.requireOpen(array);
        double sum = 0;
        for (double value : flat.toDoubleVector()) {
            sum += Math.abs(value);
        }
        return sum;
    }

    @Override
    public int indexOfNonFinite() {
        Layout.requireOpen(array);
        double[] values = flat.toDoubleVector();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
