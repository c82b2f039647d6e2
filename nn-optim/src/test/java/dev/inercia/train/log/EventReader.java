package dev.inercia.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.tensorflow.framework.Summary;

/**
 * Reads a file of TensorBoard events: frames and the fields of Event by the specification, the summaries within by
 * TensorFlow's own classes.
 */
final class EventReader {

    /**
     * An event.
     *
     * @param version in the first event, otherwise empty
     * @param session the status of a session log, 1 for a start; 0 without
     * @param summary empty if there is none
     */
    record Event(double wallTime, long step, String version, int session, Summary summary) {}

    private EventReader() {}

    /** All whole events, both checksums verified; whatever follows is torn. */
    static List<Event> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.remaining() >= 12) {
            int at = bytes.position();
            long length = bytes.getLong();
            assertThat(unmask(bytes.getInt())).isEqualTo(crc(bytes.array(), at, 8));
            if (bytes.remaining() < length + 4) {
                break;
            }
            byte[] data = new byte[(int) length];
            bytes.get(data);
            assertThat(unmask(bytes.getInt())).isEqualTo(crc(data, 0, data.length));
            events.add(event(data));
        }
        return events;
    }

    /** The mask adds a constant to the sum rotated right by 15 bits. */
    private static int unmask(int masked) {
        return Integer.rotateLeft(masked - 0xa282ead8, 15);
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static Event event(byte[] data) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        double wallTime = 0;
        long step = 0;
        String version = "";
        int session = 0;
        Summary summary = Summary.getDefaultInstance();
        while (bytes.hasRemaining()) {
            int tag = (int) varint(bytes);
            switch (tag) {
                case 1 << 3 | 1 -> wallTime = bytes.getDouble();
                case 2 << 3 -> step = varint(bytes);
                case 3 << 3 | 2 -> version = new String(content(bytes), StandardCharsets.UTF_8);
                case 5 << 3 | 2 -> summary = Summary.parseFrom(content(bytes));
                case 7 << 3 | 2 -> {
                    byte[] log = content(bytes);
                    assertThat(log[0]).isEqualTo((byte) (1 << 3));
                    session = log[1];
                }
                default -> throw new IOException("Unknown field " + tag + " in " + Arrays.toString(data));
            }
        }
        return new Event(wallTime, step, version, session, summary);
    }

    private static byte[] content(ByteBuffer bytes) {
        byte[] content = new byte[(int) varint(bytes)];
        bytes.get(content);
        return content;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
