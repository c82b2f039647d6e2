package dev.inercia.nn.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** A safetensors file taken apart and put together again, as the specification says and without the library. */
public final class RawFile {

    private static final String ZEROS = "0".repeat(64);

    private final ObjectNode header;
    private final byte[] data;

    private RawFile(ObjectNode header, byte[] data) {
        this.header = header;
        this.data = data;
    }

    public static RawFile read(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(file.getLong())];
        file.get(header);
        byte[] data = new byte[file.remaining()];
        file.get(data);
        return new RawFile((ObjectNode) new ObjectMapper().readTree(header), data);
    }

    public ObjectNode header() {
        return header;
    }

    public ObjectNode metadata() {
        return (ObjectNode) header.get("__metadata__");
    }

    public byte[] data() {
        return data;
    }

    /** The bytes of one array, little endian. */
    public ByteBuffer array(String name) {
        JsonNode offsets = header.get(name).get("data_offsets");
        int from = offsets.get(0).intValue();
        return ByteBuffer.wrap(data, from, offsets.get(1).intValue() - from)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The file, with the right digest for whatever the header has become. */
    public byte[] bytes() {
        metadata().put("sha256", ZEROS);
        byte[] unsigned = file(header.toString(), data);
        return file(header.toString().replace(ZEROS, sha256(unsigned)), data);
    }

    public static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
