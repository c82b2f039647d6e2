package dev.inercia.nn.io;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Named arrays and texts in one file, in the safetensors format: eight bytes with the length of a JSON header (little
 * endian), the header, then the arrays' bytes. Other tools read it, for example {@code safetensors.torch.load_file}.
 *
 * <p>The header's {@code __metadata__} holds the texts and a {@link Digest} of the whole file under its name, {@code
 * sha256} or {@code crc32c}, computed with zeros in place of its hex digits. A column-major array is stored as its row-major transpose: a dense
 * weight {@code [inputs, units]} becomes {@code [units, inputs]}, as in PyTorch.
 *
 * <p>Headers written by this library end with at least eight spaces, which no other tool writes; then the digest must
 * match. A file that another tool rewrote can be read too, but is not {@linkplain #isVerified() verified}.
 *
 * <p>A header is at most 8 MiB; the time and memory to read it are proportional to its length. Source: the safetensors
 * format specification, version 0.4.
 */
public final class TensorFile {

    /** The number of spaces after a header that this library writes. */
    static final int MARK = 8;
    /** The length of the longest array that every JVM can allocate. */
    static final int LARGEST = Integer.MAX_VALUE - 8;

    private final String name;
    private final ByteBuffer data;
    private final TensorHeader header;
    private final boolean isVerified;

    private TensorFile(String name, ByteBuffer data, TensorHeader header, boolean isVerified) {
        this.name = name;
        this.data = data;
        this.header = header;
        this.isVerified = isVerified;
    }

    /**
     * Writes a file atomically: to a temporary file beside it, then renamed. Readers see the old file or the new one;
     * a failure leaves the old one.
     *
     * @param metadata texts by name; not {@code sha256} or {@code crc32c}
     * @param arrays arrays by name, FLOAT or DOUBLE, without gaps; not {@code __metadata__}
     * @throws IllegalArgumentException if the format does not allow a name or text, or the header would be too long
     */
    public static void write(Path path, Map<String, String> metadata, Map<String, INDArray> arrays, Digest digest)
            throws IOException {
        TensorWriter.write(path, metadata, arrays, digest);
    }

    /** Writes a file with a {@link Digest#SHA_256}, see {@link #write(Path, Map, Map, Digest)}. */
    public static void write(Path path, Map<String, String> metadata, Map<String, INDArray> arrays) throws IOException {
        write(path, metadata, arrays, Digest.SHA_256);
    }

    /** The position of the digest in the header: after its name, which occurs once as a key; -1 if it has none. */
    static int digestIndex(String header, Digest digest) {
        String key = "\"" + digest.key + "\":\"";
        int index = header.indexOf(key);
        return index < 0 ? -1 : header.substring(0, index + key.length()).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Reads a file; if this library wrote it, verifies all of it.
     *
     * @throws IOException if it cannot be read, is not a safetensors file, or was truncated or altered; the message
     *     says which
     */
    public static TensorFile read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, path.toString(), Files.size(path));
        } catch (IOException e) {
            throw Failure.of(path, "cannot be read", e);
        }
    }

    /**
     * Reads a stream to its end, see {@link #read(Path)}; does not close it.
     *
     * @param name the name used in error messages
     */
    public static TensorFile read(InputStream in, String name) throws IOException {
        try {
            return read(in, name, -1);
        } catch (IOException e) {
            throw Failure.of(name, "cannot be read", e);
        }
    }

    /** Reads a file, or a stream of unknown size (-1), whose header is then read before the rest. */
    private static TensorFile read(InputStream in, String name, long size) throws IOException {
        if (size > LARGEST) {
            throw broken(name, "it has " + size + " bytes, expected at most " + LARGEST);
        }
        byte[] start = in.readNBytes(TensorHeader.PREFIX + 1);
        if (start.length < TensorHeader.PREFIX) {
            throw broken(name, "expected at least " + TensorHeader.PREFIX + " bytes, but it has " + start.length);
        }
        long prefix = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int first = start.length > TensorHeader.PREFIX ? start[TensorHeader.PREFIX] : -1;
        int length = TensorHeader.length(name, prefix, first, size < 0 ? LARGEST : size);
        byte[] text = Arrays.copyOf(new byte[] {(byte) first}, length);
        int read = 1 + in.readNBytes(text, 1, length - 1);
        int dataStart = TensorHeader.PREFIX + length;
        byte[] rest = null;
        if (size < 0) {
            rest = in.readNBytes(LARGEST - dataStart);
            TensorHeader.length(name, prefix, first, TensorHeader.PREFIX + read + rest.length);
        }
        // The header first, so that a file shorter than it claims allocates nothing.
        long dataLength = rest == null ? size - dataStart : rest.length;
        TensorHeader header = TensorHeader.parse(name, text, dataLength);
        byte[] content = new byte[dataStart + (int) dataLength];
        System.arraycopy(start, 0, content, 0, TensorHeader.PREFIX);
        System.arraycopy(text, 0, content, TensorHeader.PREFIX, length);
        if (rest != null) {
            System.arraycopy(rest, 0, content, dataStart, rest.length);
        } else if (in.readNBytes(content, dataStart, (int) dataLength) < dataLength || in.read() >= 0) {
            throw broken(name, "its length changed while it was read");
        }
        ByteBuffer data =
                ByteBuffer.wrap(content, dataStart, content.length - dataStart).slice();
        boolean isVerified = verify(name, header, text, content);
        return new TensorFile(name, data.order(ByteOrder.LITTLE_ENDIAN), header, isVerified);
    }

    private static boolean verify(String name, TensorHeader header, byte[] text, byte[] content) throws IOException {
        boolean isOurs = header.padding() >= MARK;
        for (Digest digest : Digest.values()) {
            String expected = header.metadata().get(digest.key);
            int index = digestIndex(new String(text, StandardCharsets.UTF_8), digest);
            if (expected != null && index >= 0 && expected.length() == digest.zeros.length()) {
                return verify(name, digest, TensorHeader.PREFIX + index, expected, isOurs, content);
            }
        }
        if (isOurs) {
            throw broken(name, "its content was altered: it has no SHA-256 or CRC-32C any more");
        }
        return false;
    }

    private static boolean verify(
            String name, Digest digest, int index, String expected, boolean isOurs, byte[] content) throws IOException {
        byte[] zeros = digest.zeros.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(zeros, 0, content, index, zeros.length);
        Digest.Sum sum = digest.begin();
        sum.add(content, content.length);
        String found = sum.hex();
        if (isOurs && !found.equals(expected)) {
            throw broken(
                    name,
                    "its content was altered: " + digest.title + " expected " + Failure.quote(expected) + ", found "
                            + found);
        }
        return found.equals(expected);
    }

    static IOException broken(String name, String why) {
        return new IOException(Failure.message(name, name + " is not a readable model file: " + why));
    }

    private IOException broken(String why) {
        return broken(name, why);
    }

    /** True if the content was checked against a digest; false if another tool wrote the file. */
    public boolean isVerified() {
        return isVerified;
    }

    /** The texts, by name. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /** The names of the arrays. */
    public Iterable<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    /**
     * Checks that an array of this name, type and shape exists, without reading it.
     *
     * @param shape as stored
     */
    public void require(String array, DataType type, Shape shape) throws IOException {
        TensorHeader.Entry entry = header.entries().get(array);
        if (entry == null) {
            throw broken("it has no array '" + Failure.quote(array) + "'; it has "
                    + Failure.cut(header.entries().keySet().toString(), 160));
        }
        if (type(entry).filter(type::equals).isEmpty() || !Arrays.equals(entry.shape(), shape.toArrayShape())) {
            throw broken("array '" + Failure.quote(array) + "' is "
                    + type(entry).map(DataType::toString).orElse(entry.type()) + " "
                    + Failure.quote(Arrays.toString(entry.shape())) + ", expected " + type + " " + shape);
        }
    }

    /**
     * Checks that a parameter exists under this name, as it is stored, without reading it.
     *
     * @param segment the parameter; its own name is ignored
     */
    public void require(String array, DataType type, Segment segment) throws IOException {
        require(array, type, stored(segment));
    }

    /** True if a parameter exists under its own name, with its stored shape. */
    public boolean has(DataType type, Segment segment) {
        TensorHeader.Entry entry = header.entries().get(segment.name());
        return entry != null
                && type(entry).filter(type::equals).isPresent()
                && Arrays.equals(entry.shape(), stored(segment).toArrayShape());
    }

    /** The stored shape of a parameter: transposed if it is column-major. */
    private static Shape stored(Segment segment) {
        int[] dimensions = segment.shape().dimensions();
        if (segment.order() == 'f') {
            for (int i = 0, j = dimensions.length - 1; i < j; i++, j--) {
                int swapped = dimensions[i];
                dimensions[i] = dimensions[j];
                dimensions[j] = swapped;
            }
        }
        return Shape.of(dimensions);
    }

    /** The type of an entry, if it can be read without conversion: FLOAT or DOUBLE. */
    private static Optional<DataType> type(TensorHeader.Entry entry) {
        return switch (entry.type()) {
            case "F32" -> Optional.of(DataType.FLOAT);
            case "F64" -> Optional.of(DataType.DOUBLE);
            default -> Optional.empty();
        };
    }

    /**
     * Copies an array into one of the same type and length.
     *
     * @throws IllegalArgumentException if there is no such array, or the target has another type or length
     */
    public void copy(String array, INDArray target) {
        TensorHeader.Entry entry = header.entries().get(array);
        if (entry == null) {
            throw new IllegalArgumentException(Failure.message(
                    name,
                    "there is no array '" + Failure.quote(array) + "'; there are "
                            + header.entries().keySet()));
        }
        long length = Arrays.stream(entry.shape()).reduce(1, (a, b) -> a * b);
        if (type(entry).filter(target.dataType()::equals).isEmpty() || length != target.length()) {
            throw new IllegalArgumentException(Failure.message(
                    name,
                    "array '" + Failure.quote(array) + "' is " + entry + ", but it was to be copied into "
                            + target.dataType() + " " + Arrays.toString(target.shape())));
        }
        if (length == 0) {
            return;
        }
        ByteBuffer bytes = data.slice((int) entry.from(), (int) (entry.to() - entry.from()))
                .order(ByteOrder.LITTLE_ENDIAN);
        Memory memory = Memory.of(target);
        if (memory.type() == DataType.FLOAT) {
            float[] values = new float[memory.length()];
            bytes.asFloatBuffer().get(values);
            memory.put(0, values, 0, values.length);
        } else {
            double[] values = new double[memory.length()];
            bytes.asDoubleBuffer().get(values);
            memory.put(0, values, 0, values.length);
        }
    }
}
