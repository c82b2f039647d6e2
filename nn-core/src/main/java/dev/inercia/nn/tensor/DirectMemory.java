package dev.inercia.nn.tensor;

import static org.bytedeco.openblas.global.openblas.cblas_dasum;
import static org.bytedeco.openblas.global.openblas.cblas_sasum;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The primitives directly on the array's memory and OpenBLAS: half the cost of a gemm through ND4J.
 *
 * <p>A pointer or buffer does not keep its array alive, and the JIT may consider {@code this} unreachable while native
 * code still reads: hence the reachability fences. If an array can be closed, every access first checks that it is
 * open; the library's own arrays cannot be, see {@link Memory#zeros}.
 */
final class DirectMemory implements Memory {

    /** Binary logarithm of the elements in one buffer, of either type: a buffer counts its bytes in an int. */
    private static final int REACH = 27;

    private final int reach;
    private final int within;
    private INDArray array;
    /** The owner of the memory, even if the array is given other data. */
    private DataBuffer data;

    private boolean isClosable;
    private DataType type;
    private int length;
    /** Consecutive buffers, all of full reach except the last. */
    private FloatBuffer[] floats;

    private DoubleBuffer[] doubles;
    private long address;
    private Places.FloatPlace floatPlace;
    private Places.DoublePlace doublePlace;

    DirectMemory() {
        this(REACH);
    }

    /** A memory with smaller buffers; for tests. */
    DirectMemory(int reach) {
        this.reach = reach;
        within = (1 << reach) - 1;
    }

    static long available() {
        long free = Pointer.availablePhysicalBytes();
        return free > 0 ? free : Long.MAX_VALUE;
    }

    @Override
    public Memory at(INDArray other) {
        if (other != array || other == null || isClosable && data.wasClosed()) {
            look(Objects.requireNonNull(other, "array"));
        }
        return this;
    }

    private void look(INDArray other) {
        Layout.requireDense(other);
        int size = Layout.elements(other);
        DataBuffer buffer = other.data();
        // addressPointer() honours a view's offset, asNio() does not.
        Pointer pointer = buffer.addressPointer();
        long start = pointer.address() + pointer.position() * buffer.dataType().width();
        if (other.dataType() == DataType.FLOAT) {
            floats = floats(start, size);
            floatPlace = new Places.FloatPlace();
            floatPlace.at(start);
            doubles = null;
        } else {
            doubles = doubles(start, size);
            doublePlace = new Places.DoublePlace();
            doublePlace.at(start);
            floats = null;
        }
        address = start;
        array = other;
        data = buffer;
        isClosable = !Layout.isLasting(buffer);
        type = other.dataType();
        length = size;
    }

    private FloatBuffer[] floats(long start, int size) {
        FloatBuffer[] buffers = new FloatBuffer[buffers(size)];
        Places.FloatPlace place = new Places.FloatPlace();
        for (int i = 0; i < buffers.length; i++) {
            long from = (long) i << reach;
            place.at(start + from * Float.BYTES);
            buffers[i] = place.capacity(Math.min(size - from, 1L << reach)).asBuffer();
        }
        return buffers;
    }

    private DoubleBuffer[] doubles(long start, int size) {
        DoubleBuffer[] buffers = new DoubleBuffer[buffers(size)];
        Places.DoublePlace place = new Places.DoublePlace();
        for (int i = 0; i < buffers.length; i++) {
            long from = (long) i << reach;
            place.at(start + from * Double.BYTES);
            buffers[i] = place.capacity(Math.min(size - from, 1L << reach)).asBuffer();
        }
        return buffers;
    }

    private int buffers(int size) {
        return (int) (((long) size + within) >> reach);
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

    /** Throws if the array has been closed since. */
    void requireOpen() {
        if (isClosable && data.wasClosed()) {
            throw Layout.closed();
        }
    }

    /** How many of the {@code count} elements starting at {@code offset} are in the same buffer. */
    private int piece(int offset, int count) {
        return Math.min(count, within + 1 - (offset & within));
    }

    @Override
    public void get(int offset, float[] target, int at, int count) {
        requireOpen();
        try {
            if (floats.length == 1) {
                floats[0].get(offset, target, at, count);
            } else {
                getPieces(offset, target, at, count);
            }
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    private void getPieces(int offset, float[] target, int at, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        for (int done = 0, n; done < count; done += n) {
            n = piece(offset + done, count - done);
            floats[(offset + done) >> reach].get((offset + done) & within, target, at + done, n);
        }
    }

    @Override
    public void get(int offset, double[] target, int at, int count) {
        requireOpen();
        try {
            if (doubles.length == 1) {
                doubles[0].get(offset, target, at, count);
            } else {
                getPieces(offset, target, at, count);
            }
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    private void getPieces(int offset, double[] target, int at, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        for (int done = 0, n; done < count; done += n) {
            n = piece(offset + done, count - done);
            doubles[(offset + done) >> reach].get((offset + done) & within, target, at + done, n);
        }
    }

    @Override
    public void put(int offset, float[] source, int at, int count) {
        requireOpen();
        try {
            if (floats.length == 1) {
                floats[0].put(offset, source, at, count);
            } else {
                putPieces(offset, source, at, count);
            }
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    private void putPieces(int offset, float[] source, int at, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        for (int done = 0, n; done < count; done += n) {
            n = piece(offset + done, count - done);
            floats[(offset + done) >> reach].put((offset + done) & within, source, at + done, n);
        }
    }

    @Override
    public void put(int offset, double[] source, int at, int count) {
        requireOpen();
        try {
            if (doubles.length == 1) {
                doubles[0].put(offset, source, at, count);
            } else {
                putPieces(offset, source, at, count);
            }
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    private void putPieces(int offset, double[] source, int at, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        for (int done = 0, n; done < count; done += n) {
            n = piece(offset + done, count - done);
            doubles[(offset + done) >> reach].put((offset + done) & within, source, at + done, n);
        }
    }

    @Override
    public void copy(int offset, Memory other, int sourceOffset, int count) {
        DirectMemory source = (DirectMemory) other;
        requireOpen();
        source.requireOpen();
        Objects.checkFromIndexSize(offset, count, length);
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        try {
            for (int done = 0, n; done < count; done += n) {
                int to = offset + done;
                int from = sourceOffset + done;
                n = source.piece(from, piece(to, count - done));
                if (floats != null) {
                    floats[to >> reach].put(to & within, source.floats[from >> source.reach], from & source.within, n);
                } else {
                    doubles[to >> reach].put(
                            to & within, source.doubles[from >> source.reach], from & source.within, n);
                }
            }
        } finally {
            Reference.reachabilityFence(source.data);
            Reference.reachabilityFence(data);
        }
    }

    @Override
    public double absoluteSum() {
        requireOpen();
        OpenBlas.requireThreads();
        try {
            return floats != null ? cblas_sasum(length, floatPlace, 1) : cblas_dasum(length, doublePlace, 1);
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    @Override
    public int indexOfNonFinite() {
        requireOpen();
        try {
            for (int i = 0; i < length; i++) {
                double value =
                        floats != null ? floats[i >> reach].get(i & within) : doubles[i >> reach].get(i & within);
                if (!Double.isFinite(value)) {
                    return i;
                }
            }
            return -1;
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /** The address of the first element, for products. */
    long address() {
        return address;
    }
}
