package dev.inercia.nn.io;

import dev.inercia.nn.tensor.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Writes a {@link TensorFile}. */
final class TensorWriter {

    /** Bytes written at a time. */
    private static final int CHUNK = 1 << 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    private TensorWriter() {}

    static void write(Path path, Map<String, String> metadata, Map<String, INDArray> arrays, Digest digest)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(TensorHeader.METADATA);
        metadata.forEach((name, text) -> {
            for (Digest reserved : Digest.values()) {
                require(!name.equals(reserved.key), "the text", name, "it holds the file's digest");
            }
            requireUnicode("the text", name);
            requireUnicode("the text of '" + Failure.quote(name) + "':", text);
            texts.put(name, text);
        });
        texts.put(digest.key, digest.zeros);
        long offset = 0;
        for (Map.Entry<String, INDArray> entry : arrays.entrySet()) {
            String name = entry.getKey();
            require(!name.equals(TensorHeader.METADATA), "the array", name, "it holds the file's texts");
            requireUnicode("the array", name);
            long end = offset + describe(name, entry.getValue(), header.putObject(name), offset);
            offset = end;
        }
        String json = JSON.writeValueAsString(header);
        // Align the arrays to eight bytes, as the format recommends; eight more spaces mark files of this library.
        json += " ".repeat(TensorFile.MARK + (8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8);
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        if (text.length > TensorHeader.LONGEST) {
            throw new IllegalArgumentException(path + ": its header would have " + text.length
                    + " bytes, expected at most " + TensorHeader.LONGEST + ": use fewer arrays or shorter texts");
        }
        long length = TensorHeader.PREFIX + text.length + offset;
        if (length > TensorFile.LARGEST) {
            throw new IOException(path + " would have " + length + " bytes, expected at most " + TensorFile.LARGEST
                    + ": the arrays are too large for one file");
        }
        int digestAt = TensorHeader.PREFIX + TensorFile.digestIndex(json, digest);
        AtomicFile.replaceAt(path, channel -> write(channel, text, arrays, digest.begin(), digestAt));
    }

    /** Writes everything, and then the digest into its place: the numbers are read once, even if they are changing. */
    private static void write(
            FileChannel channel, byte[] text, Map<String, INDArray> arrays, Digest.Sum sum, int digestAt)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        write(
                channel,
                ByteBuffer.allocate(TensorHeader.PREFIX)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0, text.length),
                sum);
        write(channel, ByteBuffer.wrap(text), sum);
        for (INDArray array : arrays.values()) {
            if (!array.isEmpty()) {
                write(channel, Memory.of(array), buffer, sum);
            }
        }
        ByteBuffer hex = ByteBuffer.wrap(sum.hex().getBytes(StandardCharsets.US_ASCII));
        while (hex.hasRemaining()) {
            channel.write(hex, (long) digestAt + hex.position());
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, Digest.Sum sum) throws IOException {
        sum.add(bytes.array(), bytes.limit());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void write(FileChannel channel, Memory memory, ByteBuffer buffer, Digest.Sum sum)
            throws IOException {
        int width = memory.type().width();
        int chunk = CHUNK / width;
        float[] floats = memory.type() == DataType.FLOAT ? new float[chunk] : null;
        double[] doubles = memory.type() == DataType.FLOAT ? null : new double[chunk];
        for (int from = 0, count; from < memory.length(); from += count) {
            count = Math.min(chunk, memory.length() - from);
            if (floats != null) {
                memory.get(from, floats, 0, count);
                buffer.clear().asFloatBuffer().put(floats, 0, count);
            } else {
                memory.get(from, doubles, 0, count);
                buffer.clear().asDoubleBuffer().put(doubles, 0, count);
            }
            write(channel, buffer.limit(count * width), sum);
        }
    }

    private static void require(boolean isSo, String what, String name, String why) {
        if (!isSo) {
            throw new IllegalArgumentException(
                    "Cannot save " + what + " '" + Failure.quote(name) + "' under this name: " + why);
        }
    }

    private static void requireUnicode(String what, String text) {
        require(TensorHeader.isUnicode(text), what, text, "it has half of a surrogate pair, which no file can hold");
    }

    /** Describes an array in the header; returns its size in bytes. */
    private static long describe(String name, INDArray array, ObjectNode node, long offset) {
        require(
                array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE,
                "the array",
                name,
                "it is " + array.dataType() + ", expected FLOAT or DOUBLE");
        node.put("dtype", array.dataType() == DataType.FLOAT ? "F32" : "F64");
        var shape = node.putArray("shape");
        for (int i = 0; i < array.rank(); i++) {
            shape.add(array.size(array.ordering() == 'c' ? i : array.rank() - 1 - i));
        }
        if (array.isEmpty() && array.rank() == 0) {
            shape.add(0);
        }
        long bytes = array.isEmpty() ? 0 : array.length() * array.dataType().width();
        node.putArray("data_offsets").add(offset).add(offset + bytes);
        return bytes;
    }
}
