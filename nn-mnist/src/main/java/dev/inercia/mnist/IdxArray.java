package dev.inercia.mnist;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The content of an IDX file: an element type, dimensions, and the elements in row-major order, big-endian as in the
 * file.
 *
 * <p>The bytes are kept as they are, neither copied nor widened: 60,000 images take 47 MB. Read them whole with
 * {@link #bytes()}, by type with {@link #buffer()} ({@code array.buffer().asFloatBuffer()}), or one by one with
 * {@link #getDouble(int)}.
 */
public final class IdxArray {

    private final IdxType type;
    private final List<Integer> dimensions;
    private final byte[] bytes;

    /** The caller has checked the arguments. */
    IdxArray(IdxType type, List<Integer> dimensions, byte[] bytes) {
        this.type = type;
        this.dimensions = List.copyOf(dimensions);
        this.bytes = bytes;
    }

    /**
     * An array over bytes in IDX order.
     *
     * @param type the element type
     * @param bytes the elements, row-major and big-endian; kept, not copied
     * @param dimensions 1 to 255 of them, each at least 0
     * @throws IllegalArgumentException if the number of bytes does not match type and dimensions
     */
    public static IdxArray of(IdxType type, byte[] bytes, int... dimensions) {
        if (dimensions.length < 1 || dimensions.length > 255) {
            throw new IllegalArgumentException("An IDX array has 1 to 255 dimensions, but got " + dimensions.length);
        }
        if (Arrays.stream(dimensions).anyMatch(d -> d < 0)) {
            throw new IllegalArgumentException(
                    "Every dimension must be at least 0, but got " + Arrays.toString(dimensions));
        }
        List<Integer> sizes = Arrays.stream(dimensions).boxed().toList();
        if (!IdxHeader.bytes(type, sizes).equals(BigInteger.valueOf(bytes.length))) {
            throw new IllegalArgumentException(type + " " + sizes + " needs " + IdxHeader.bytes(type, sizes)
                    + " bytes, but got " + bytes.length + "; make the dimensions fit the data");
        }
        return new IdxArray(type, sizes, bytes);
    }

    /** Unsigned bytes, kept and not copied; see {@link #of} for the errors. */
    public static IdxArray ofUnsignedBytes(byte[] values, int... dimensions) {
        return of(IdxType.UBYTE, values, dimensions);
    }

    /** Signed bytes, kept and not copied; see {@link #of} for the errors. */
    public static IdxArray ofBytes(byte[] values, int... dimensions) {
        return of(IdxType.BYTE, values, dimensions);
    }

    /** 16-bit integers, copied; see {@link #of} for the errors. */
    public static IdxArray ofShorts(short[] values, int... dimensions) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Short.BYTES));
        buffer.asShortBuffer().put(values);
        return of(IdxType.SHORT, buffer.array(), dimensions);
    }

    /** 32-bit integers, copied; see {@link #of} for the errors. */
    public static IdxArray ofInts(int[] values, int... dimensions) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES));
        buffer.asIntBuffer().put(values);
        return of(IdxType.INT, buffer.array(), dimensions);
    }

    /** 32-bit floats, copied; see {@link #of} for the errors. */
    public static IdxArray ofFloats(float[] values, int... dimensions) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        buffer.asFloatBuffer().put(values);
        return of(IdxType.FLOAT, buffer.array(), dimensions);
    }

    /** 64-bit floats, copied; see {@link #of} for the errors. */
    public static IdxArray ofDoubles(double[] values, int... dimensions) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
        buffer.asDoubleBuffer().put(values);
        return of(IdxType.DOUBLE, buffer.array(), dimensions);
    }

    /** The element type. */
    public IdxType type() {
        return type;
    }

    /** The dimensions, outermost first: {@code [60000, 28, 28]} for the training images. */
    public List<Integer> dimensions() {
        return dimensions;
    }

    /** The number of elements. */
    public int size() {
        return bytes.length / type.bytes();
    }

    /** The elements as in the file, row-major and big-endian: the array itself, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The elements as a read-only big-endian buffer, for {@code asIntBuffer()}, {@code asFloatBuffer()} and so on. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * One element as a double; exact for every type.
     *
     * @param index 0 to {@link #size()} - 1, in row-major order
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public double getDouble(int index) {
        int at = Objects.checkIndex(index, size()) * type.bytes();
        return switch (type) {
            case UBYTE -> Byte.toUnsignedInt(bytes[at]);
            case BYTE -> bytes[at];
            case SHORT -> ByteBuffer.wrap(bytes).getShort(at);
            case INT -> ByteBuffer.wrap(bytes).getInt(at);
            case FLOAT -> ByteBuffer.wrap(bytes).getFloat(at);
            case DOUBLE -> ByteBuffer.wrap(bytes).getDouble(at);
        };
    }

    /**
     * The SHA-256 of this array as a raw IDX file, in lower-case hexadecimal. The format has no options, so this is
     * also the checksum of the decompressed file that the array was read from.
     */
    public String sha256() {
        var digest = Sha256.digest();
        digest.update(IdxHeader.encode(type, dimensions));
        digest.update(bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** For example {@code UBYTE [60000, 28, 28]}. */
    @Override
    public String toString() {
        return type + " " + dimensions;
    }
}
