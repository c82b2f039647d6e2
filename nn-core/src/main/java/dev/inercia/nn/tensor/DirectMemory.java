package dev.inercia.nn.tensor;

import static org.bytedeco.openblas.global.openblas.cblas_dasum;
import static org.bytedeco.openblas.global.openblas.cblas_sasum;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The primitives straight on the array's memory and into OpenBLAS: half the cost of a gemm through ND4J.
 *
 * <p>A pointer or buffer does not keep its array alive, and the JIT may consider {@code this} dead while native code
 * still reads: hence the reachability fences.
 */
final class DirectMemory implements Memory {

    private INDArray array;
    private DataType type;
    private int length;
    private FloatPointer floatPointer;
    private FloatBuffer floats;
    private DoublePointer doublePointer;
    private DoubleBuffer doubles;
    private long address;

    @Override
    public Memory at(INDArray other) {
        if (other != array || other == null || other.wasClosed()) {
            look(Objects.requireNonNull(other, "array"));
        }
        return this;
    }

    private void look(INDArray other) {
        Layout.requireDense(other);
        int size = Math.toIntExact(other.length());
        // addressPointer() honours a view's offset, asNio() does not; its capacity is 0 and must be set.
        if (other.dataType() == DataType.FLOAT) {
            floatPointer = new FloatPointer(other.data().addressPointer());
            address = floatPointer.address() + floatPointer.position() * Float.BYTES;
            floats = new FloatPointer(floatPointer).position(0).capacity(size).asBuffer();
            doublePointer = null;
            doubles = null;
        } else {
            doublePointer = new DoublePointer(other.data().addressPointer());
            address = doublePointer.address() + doublePointer.position() * Double.BYTES;
            doubles =
                    new DoublePointer(doublePointer).position(0).capacity(size).asBuffer();
            floatPointer = null;
            floats = null;
        }
        array = other;
        type = other.dataType();
        length = size;
    }

    @Override
    public INDArray array() {
        return array;
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void get(int offset, float[] target, int at, int count) {
        floats.get(offset, target, at, count);
        Reference.reachabilityFence(array);
    }

    @Override
    public void get(int offset, double[] target, int at, int count) {
        doubles.get(offset, target, at, count);
        Reference.reachabilityFence(array);
    }

    @Override
    public void put(int offset, float[] source, int at, int count) {
        floats.put(offset, source, at, count);
        Reference.reachabilityFence(array);
    }

    @Override
    public void put(int offset, double[] source, int at, int count) {
        doubles.put(offset, source, at, count);
        Reference.reachabilityFence(array);
    }

    @Override
    public void copy(int offset, Memory other, int sourceOffset, int count) {
        DirectMemory source = (DirectMemory) other;
        if (floats != null) {
            floats.put(offset, source.floats, sourceOffset, count);
        } else {
            doubles.put(offset, source.doubles, sourceOffset, count);
        }
        Reference.reachabilityFence(source.array);
        Reference.reachabilityFence(array);
    }

    @Override
    public double absoluteSum() {
        Layout.requireOpen(array);
        double sum = floats != null ? cblas_sasum(length, floatPointer, 1) : cblas_dasum(length, doublePointer, 1);
        Reference.reachabilityFence(array);
        return sum;
    }

    @Override
    public int indexOfNonFinite() {
        Layout.requireOpen(array);
        int index = -1;
        for (int i = 0; i < length && index < 0; i++) {
            if (!Double.isFinite(floats != null ? floats.get(i) : doubles.get(i))) {
                index = i;
            }
        }
        Reference.reachabilityFence(array);
        return index;
    }

    /** Where the first element is, for products. */
    long address() {
        return address;
    }
}
