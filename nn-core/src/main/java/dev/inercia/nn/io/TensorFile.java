package dev.inercia.nn.io;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Named arrays and texts in one file, in the safetensors format: eight bytes with the length of a JSON header (little
 * endian), the header, then the arrays' bytes. Other tools read it, for example {@code safetensors.torch.load_file}.
 *
 * <p>The header's {@code __metadata__} holds the texts and a SHA-256 of the whole file, computed with 64 zeros in
 * place of the digest, which detects any change. A column-major array is stored as its row-major transpose: a dense
 * weight {@code [inputs, units]} becomes {@code [units, inputs]}, as in PyTorch.
 *
 * <p>Source: the safetensors format specification, version 0.4.
 */
public final class TensorFile {

    private static final String METADATA = "__metadata__";
    private static final String DIGEST = "sha256";
    private static final String ZEROS = "0".repeat(64);
    private static final int PREFIX = 8;
    /** The longest array that every Java virtual machine can allocate. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final ByteBuffer data;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** The location of an array in the data. */
    private record Entry(DataType type, Shape shape, int from, int to) {}

    private TensorFile(Path path, ByteBuffer data) {
        this.path = path;
        this.data = data;
    }

    /**
     * Writes a file atomically: to a temporary file beside it, then renamed. Readers see the old file or the new one;
     * a failure leaves the old one.
     *
     * @param metadata texts by name
     * @param arrays arrays by name, FLOAT or DOUBLE, without gaps
     */
    public static void write(Path path, Map<String, String> metadata, Map<String, INDArray> arrays) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        texts.put(DIGEST, ZEROS);
        long offset = 0;
        for (Map.Entry<String, INDArray> entry : arrays.entrySet()) {
            INDArray array = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", array.dataType() == DataType.FLOAT ? "F32" : "F64");
            var shape = node.putArray("shape");
            for (int i = 0; i < array.rank(); i++) {
                shape.add(array.size(array.ordering() == 'c' ? i : array.rank() - 1 - i));
            }
            long end = offset + array.length() * array.dataType().width();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String json = JSON.writeValueAsString(header);
        // Pad the header so that the arrays begin at a multiple of eight, as the format recommends.
        json += " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8);
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        if (PREFIX + text.length + offset > LARGEST) {
            throw new IOException(path + " would have " + (PREFIX + text.length + offset) + " bytes, expected at most "
                    + LARGEST + ": the arrays are too large for one file");
        }
        ByteBuffer file =
                ByteBuffer.allocate((int) (PREFIX + text.length + offset)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        arrays.values().forEach(array -> put(array, file));
        byte[] digest = digest(file.array()).getBytes(StandardCharsets.US_ASCII);
        file.put(PREFIX + digestIndex(json), digest);
        AtomicFile.replace(path, file.flip());
    }

    private static void put(INDArray array, ByteBuffer file) {
        Memory memory = Memory.of(array);
        if (memory.type() == DataType.FLOAT) {
            float[] values = new float[memory.length()];
            memory.get(0, values, 0, values.length);
            file.asFloatBuffer().put(values);
        } else {
            double[] values = new double[memory.length()];
            memory.get(0, values, 0, values.length);
            file.asDoubleBuffer().put(values);
        }
        file.position(file.position() + memory.length() * memory.type().width());
    }

    /**
     * The position of the digest in the header: after its name, which occurs once followed by 64 hex digits.
     */
    private static int digestIndex(String header) {
        String key = "\"" + DIGEST + "\":\"";
        int index = header.indexOf(key);
        return index < 0 ? -1 : header.substring(0, index + key.length()).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads a file and verifies all of it.
     *
     * @throws IOException if it cannot be read, is not a safetensors file, or was truncated or altered; the message
     *     says which
     */
    public static TensorFile read(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file");
        }
        if (Files.size(path) > LARGEST) {
            throw broken(path, "it has " + Files.size(path) + " bytes, expected at most " + LARGEST);
        }
        byte[] content = Files.readAllBytes(path);
        if (content.length < PREFIX) {
            throw broken(path, "expected at least " + PREFIX + " bytes, but it has " + content.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long length = buffer.getLong();
        if (length < 2 || length > content.length - PREFIX || content[PREFIX] != '{') {
            throw broken(
                    path,
                    "its first bytes are not the length of a JSON header that fits in its " + content.length
                            + " bytes: it is truncated, or not a model file");
        }
        String header = new String(content, PREFIX, (int) length, StandardCharsets.UTF_8);
        JsonNode root = parse(path, header);
        int dataStart = PREFIX + (int) length;
        TensorFile file = new TensorFile(
                path, buffer.slice(dataStart, content.length - dataStart).order(ByteOrder.LITTLE_ENDIAN));
        file.readHeader(root);
        file.checkDigest(content, header);
        return file;
    }

    private static JsonNode parse(Path path, String header) throws IOException {
        try {
            JsonNode root = JSON.readTree(header);
            if (!root.isObject()) {
                throw broken(path, "its header is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException | StackOverflowError e) {
            throw broken(path, "its header is not valid JSON");
        }
    }

    private void readHeader(JsonNode root) throws IOException {
        for (var fields = root.fields(); fields.hasNext(); ) {
            var field = fields.next();
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .fields()
                        .forEachRemaining(text ->
                                metadata.put(text.getKey(), text.getValue().asText()));
            } else {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
            }
        }
        int end = entries.values().stream().mapToInt(Entry::to).max().orElse(0);
        if (end != data.limit()) {
            throw broken(
                    path,
                    "its header promises " + end + " bytes of arrays, but " + data.limit()
                            + " follow: it is truncated or has something appended");
        }
    }

    private Entry entry(String name, JsonNode node) throws IOException {
        DataType type = switch (node.path("dtype").asText()) {
            case "F32" -> DataType.FLOAT;
            case "F64" -> DataType.DOUBLE;
            default ->
                throw broken(
                        path, "array '" + name + "' has data type " + node.path("dtype") + ", expected F32 or F64");
        };
        JsonNode dimensions = node.path("shape");
        int[] shape = new int[dimensions.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).isInt() ? dimensions.get(i).intValue() : -1;
        }
        long from = offset(node.path("data_offsets").path(0));
        long to = offset(node.path("data_offsets").path(1));
        Shape size;
        try {
            size = Shape.of(shape);
        } catch (IllegalArgumentException e) {
            throw broken(path, "array '" + name + "' has shape " + dimensions + ": " + e.getMessage());
        }
        if (from < 0 || to > data.limit() || to - from != (long) size.size() * type.width()) {
            throw broken(
                    path,
                    "array '" + name + "' of shape " + size + " claims bytes " + from + " to " + to + " of "
                            + data.limit() + ": the file is truncated, or its header was altered");
        }
        return new Entry(type, size, (int) from, (int) to);
    }

    private static long offset(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : -1;
    }

    private void checkDigest(byte[] content, String header) throws IOException {
        String expected = metadata.get(DIGEST);
        int index = digestIndex(header);
        if (expected == null || index < 0 || expected.length() != ZEROS.length()) {
            throw broken(path, "it carries no SHA-256 of its content: it was not written by this library");
        }
        System.arraycopy(ZEROS.getBytes(StandardCharsets.US_ASCII), 0, content, PREFIX + index, ZEROS.length());
        String found = digest(content);
        if (!found.equals(expected)) {
            throw broken(path, "its content was altered: SHA-256 expected " + expected + ", found " + found);
        }
    }

    private static IOException broken(Path path, String why) {
        return new IOException(path + " is not a readable model file: " + why);
    }

    /** The texts, by name. */
    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** The names of the arrays. */
    public Iterable<String> names() {
        return Map.copyOf(entries).keySet();
    }

    /**
     * Checks that an array of this name, type and shape exists, without reading it.
     *
     * @param shape as stored
     */
    public void require(String name, DataType type, Shape shape) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw broken(path, "it has no array '" + name + "'; it has " + entries.keySet());
        }
        if (entry.type != type || !entry.shape.equals(shape)) {
            throw broken(
                    path,
                    "array '" + name + "' is " + entry.type + " " + entry.shape + ", expected " + type + " " + shape);
        }
    }

    /** Copies an array into one of the same length. */
    public void copy(String name, INDArray target) {
        Entry entry = entries.get(name);
        ByteBuffer bytes = data.slice(entry.from, entry.to - entry.from).order(ByteOrder.LITTLE_ENDIAN);
        Memory memory = Memory.of(target);
        if (entry.type == DataType.FLOAT) {
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
