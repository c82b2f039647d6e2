package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.result.Conditions;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Properties;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds out under which conditions experiments run. */
final class Machine {

    private Machine() {}

    static Conditions conditions(Digits digits, int threads, Options options) {
        return new Conditions(
                digits.source(),
                checksum(digits.training(), digits.test()),
                digits.training().size(),
                digits.test().size(),
                processor() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")",
                threads,
                options.seed(),
                options.repeats(),
                version(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                0);
    }

    /** The same, with the time taken up to now. */
    static Conditions ended(Conditions c) {
        double seconds = (System.currentTimeMillis() - c.started().toEpochMilli()) / 1e3;
        return new Conditions(
                c.data(),
                c.checksum(),
                c.trainingImages(),
                c.testImages(),
                c.machine(),
                c.cores(),
                c.java(),
                c.threads(),
                c.seed(),
                c.repeats(),
                c.version(),
                c.started(),
                seconds);
    }

    private static String processor() {
        Path description = Path.of("/proc/cpuinfo");
        if (Files.isReadable(description)) {
            try (Stream<String> lines = Files.lines(description)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown processor");
            } catch (IOException e) {
                return "unknown processor";
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? "unknown processor" : windows;
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Machine.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    /** SHA-256 of features and labels of all data, as little-endian floats, in order. */
    static String checksum(Dataset... data) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
        for (Dataset set : data) {
            for (int from = 0; from < set.size(); from += 1000) {
                int count = Math.min(1000, set.size() - from);
                int[] rows = new int[count];
                for (int i = 0; i < count; i++) {
                    rows[i] = from + i;
                }
                Batch batch = set.batch(count, DataType.FLOAT);
                batch.gather(rows, 0);
                update(digest, batch.features());
                update(digest, batch.targets().castTo(DataType.FLOAT));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, INDArray array) {
        Memory memory = Memory.of(array);
        float[] values = new float[memory.length()];
        memory.get(0, values, 0, values.length);
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}
