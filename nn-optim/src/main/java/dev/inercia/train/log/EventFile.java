package dev.inercia.train.log;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard events: records of length, masked CRC-32C of the length, a {@code tensorflow.Event}, and masked
 * CRC-32C of the event. Each event is written in one piece, so the file can be read at any time.
 *
 * <p>Source: TensorFlow's {@code record_writer.h}, {@code event.proto} and {@code summary.proto}.
 */
final class EventFile implements Closeable {

    private static final String VERSION = "brain.Event:2";

    // Fields of Event.
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    // Fields of Summary and its values.
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int TENSOR = 8;
    private static final int METADATA = 9;

    private static final int DT_STRING = 7;
    private static final int CRC_MASK = 0xa282ead8;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final FileChannel channel;

    private EventFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates a new file with a unique name. */
    static EventFile create(Path directory) throws IOException {
        Files.createDirectories(directory);
        String name = String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.%s.%d.%d",
                System.currentTimeMillis() / 1000,
                host(),
                ProcessHandle.current().pid(),
                COUNT.getAndIncrement());
        EventFile file = new EventFile(
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        file.write(event().text(FILE_VERSION, VERSION));
        return file;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Writes numbers at a step, by tag. */
    void scalars(long step, Map<String, Double> values) throws IOException {
        ProtoWriter summary = new ProtoWriter();
        values.forEach((tag, value) ->
                summary.message(VALUE, new ProtoWriter().text(TAG, tag).decimal(SIMPLE_VALUE, value.floatValue())));
        write(event().number(STEP, step).message(SUMMARY, summary));
    }

    /** Writes a text for the text page. */
    void text(long step, String tag, String text) throws IOException {
        ProtoWriter plugin = new ProtoWriter().text(1, "text");
        ProtoWriter shape = new ProtoWriter().message(2, new ProtoWriter().number(1, 1));
        ProtoWriter tensor =
                new ProtoWriter().number(1, DT_STRING).message(2, shape).text(8, text);
        ProtoWriter value = new ProtoWriter()
                .text(TAG, tag + "/text_summary")
                .message(TENSOR, tensor)
                .message(METADATA, new ProtoWriter().message(1, plugin));
        write(event().number(STEP, step).message(SUMMARY, new ProtoWriter().message(VALUE, value)));
    }

    /** Writes a session start: readers drop the events from this step on in other files of the directory. */
    void restart(long step) throws IOException {
        write(event().number(STEP, step).message(SESSION_LOG, new ProtoWriter().number(1, 1)));
    }

    private static ProtoWriter event() {
        return new ProtoWriter().decimal(WALL_TIME, System.currentTimeMillis() / 1e3);
    }

    private void write(ProtoWriter event) throws IOException {
        byte[] data = event.toByteArray();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(maskedCrc(record.array(), Long.BYTES));
        record.put(data).putInt(maskedCrc(data, data.length)).flip();
        boolean wasInterrupted = Thread.interrupted(); // an interrupt would close the channel
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
