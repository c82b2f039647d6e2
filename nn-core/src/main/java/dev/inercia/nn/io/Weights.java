package dev.inercia.nn.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The tensors of any safetensors file, for example one written by {@code safetensors.torch.save_file}. Names, types,
 * shapes and texts are read at once, numbers on demand. F64, F32, F16, BF16 and integers can be read; the file may
 * contain other types too.
 *
 * <p>The content is not verified, because such files have no digest. Only the bytes of the requested tensor are read,
 * so the file must stay where it is; it is not kept open.
 *
 * <pre>{@code
 * Weights weights = Weights.read(Path.of("resnet.safetensors"));
 * float[] bias = weights.floats("fc.bias");
 * }</pre>
 *
 * <p>Source: the safetensors format specification, version 0.4.
 */
public final class Weights {

    private final Path path;
    private final TensorHeader header;
    private final long dataStart;

    private Weights(Path path, TensorHeader header, long dataStart) {
        this.path = path;
        this.header = header;
        this.dataStart = dataStart;
    }

    /**
     * Reads the header of a file.
     *
     * @throws UncheckedIOException if it cannot be read or violates the format; the message says what is wrong
     */
    public static Weights read(Path path) {
        String name = path.toString();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer start = bytes(channel, 0, TensorHeader.PREFIX + 1, name);
            int length = TensorHeader.length(name, start.getLong(), start.get(), size);
            byte[] text = bytes(channel, TensorHeader.PREFIX, length, name).array();
            long dataStart = TensorHeader.PREFIX + (long) length;
            return new Weights(path, TensorHeader.parse(name, text, size - dataStart), dataStart);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static UncheckedIOException unreadable(String name, IOException e) {
        IOException clear = Failure.of(name, "cannot be read", e);
        return new UncheckedIOException(clear.getMessage(), clear);
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count, String name) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw TensorFile.broken(
                        name, "expected " + count + " bytes from byte " + from + " on, but it ends before");
            }
        }
        return buffer.flip();
    }

    /** The names of the tensors in file order, which is rarely the order of the layers. */
    public Set<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    /** The texts in the file, by name. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /** The type of a tensor's elements: {@code F32}, {@code BF16}, ... */
    public String type(String name) {
        return entry(name).type();
    }

    /** The shape of a tensor; a dimension may be 0. */
    public long[] shape(String name) {
        return entry(name).shape().clone();
    }

    private TensorHeader.Entry entry(String name) {
        TensorHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    Failure.message(path, "there is no tensor '" + Failure.quote(name) + "'; there are " + names()));
        }
        return entry;
    }

    /**
     * A tensor's numbers in row-major order. F64 is rounded to float.
     *
     * @throws IllegalArgumentException if there is no such tensor, or its type is not a floating-point type
     * @throws UncheckedIOException if it cannot be read
     */
    public float[] floats(String name) {
        double[] doubles = doubles(name);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** A tensor's numbers in double precision, see {@link #floats}. */
    public double[] doubles(String name) {
        TensorHeader.Entry entry = entry(name);
        ByteBuffer bytes = bytes(name, entry);
        double[] values =
                new double[bytes.remaining() / TensorType.valueOf(entry.type()).bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (entry.type()) {
                case "F64" -> bytes.getDouble();
                case "F32" -> bytes.getFloat();
                case "F16" -> half(bytes.getShort());
                case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
                default -> throw notReadable(name, entry, "floating-point numbers");
            };
        }
        return values;
    }

    private ByteBuffer bytes(String name, TensorHeader.Entry entry) {
        long length = entry.to() - entry.from();
        if (length > TensorFile.LARGEST) {
            throw new IllegalArgumentException(Failure.message(
                    path, "tensor '" + Failure.quote(name) + "' has " + length + " bytes, more than one array holds"));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return bytes(channel, dataStart + entry.from(), (int) length, path.toString());
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    private IllegalArgumentException notReadable(String name, TensorHeader.Entry entry, String expected) {
        return new IllegalArgumentException(
                Failure.message(path, "tensor '" + Failure.quote(name) + "' is " + entry + ", expected " + expected));
    }

    /** Decodes half precision: a sign bit, five exponent bits, ten fraction bits. */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float value;
        if (exponent == 0) {
            value = fraction * 0x1p-24f;
        } else if (exponent == 0x1f) {
            value = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            value = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        }
        return bits < 0 ? -value : value;
    }

    /**
     * A tensor as an array of its shape: F16 and BF16 as FLOAT, other types unchanged.
     *
     * @throws IllegalArgumentException if there is no such tensor, or its type cannot be read
     * @throws UncheckedIOException if it cannot be read
     */
    public INDArray array(String name) {
        TensorHeader.Entry entry = entry(name);
        DataType type = TensorType.valueOf(entry.type())
                .target()
                .orElseThrow(() -> notReadable(name, entry, "a type that can be read"));
        long[] shape = entry.shape();
        if (Arrays.stream(shape).anyMatch(dimension -> dimension == 0)) {
            return Nd4j.create(type, shape);
        }
        INDArray array = switch (type) {
            case DOUBLE -> Nd4j.createFromArray(doubles(name));
            case FLOAT -> Nd4j.createFromArray(floats(name));
            default ->
                Nd4j.createFromArray(wholeNumbers(bytes(name, entry), entry.type()))
                        .castTo(type);
        };
        return array.reshape('c', shape);
    }

    private static long[] wholeNumbers(ByteBuffer bytes, String type) {
        long[] values = new long[bytes.remaining() / TensorType.valueOf(type).bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "I64" -> bytes.getLong();
                case "I32" -> bytes.getInt();
                case "I16" -> bytes.getShort();
                case "I8" -> bytes.get();
                default -> Byte.toUnsignedLong(bytes.get());
            };
        }
        return values;
    }

    /** For example {@code resnet.safetensors: 62 tensors, content not verified}. */
    @Override
    public String toString() {
        return path + ": " + names().size() + " tensors, content not verified";
    }
}
