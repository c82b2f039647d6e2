package dev.inercia.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.inercia.nn.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files made to hurt: refused in time and memory that their length explains, with a short message. */
class CraftedFileTest {

    private static final String PREFIX = " is not a readable model file: ";

    @TempDir
    private Path directory;

    private Path write(byte[] content) throws IOException {
        return Files.write(directory.resolve("crafted"), content);
    }

    private Path write(String header, int bytes) throws IOException {
        return write(RawFile.file(header, new byte[bytes]));
    }

    /** The bytes that reading allocates. */
    private long refused(Path path, String why) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(path + PREFIX + why)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aHeaderOverTheLimitIsRefusedUnread() throws IOException {
        Path path = write("{\"t\":[" + "[],".repeat(10_000_000) + "1]}", 0);
        assertThat(refused(path, "its header has 30000009 bytes, expected at most 8388608"))
                .isLessThan(1 << 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"t\":[ | [], | 1]}",
                "{\"t\": | [ | 1}",
                "{\"t\":{\"shape\":[ | 1, | 1]}}",
                "{\"t\":{\"shape\":[ | 9 | ]}}",
                "{\"t\":{\"dtype\":\" | F | \"}}",
                "{\" | x | \":1}",
                "{\"__metadata__\":{\" | y | \":1}}",
            })
    void memoryForALongHeaderIsASmallMultipleOfIt(String begin, String middle, String end) throws IOException {
        int count = (7 << 20) / middle.length();
        Path path = write(begin + middle.repeat(count) + end, 0);
        assertThat(refused(path, "its header ")).isLessThan(12L * (7 << 20));
    }

    @Test
    void memoryForManyEntriesIsASmallMultipleOfTheHeader() throws IOException {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i < 500_000; i++) {
            header.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(Integer.toString(i, 36))
                    .append("\":\"\"");
        }
        Path path = write(header.append("}}").toString(), 0);
        assertThat(refused(path, "its header has something else at '__metadata__', expected at most 100000 texts"))
                .isLessThan(12L * header.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The tensor twice; two on the same bytes; a hole; before the first; text after the end.
                "{A,A} | 8 | its header has something else at 'a', expected only one of that name",
                "{A,\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 "
                        + "| array 'b' begins at byte 4, but the one before ends at 8: two arrays overlap",
                "{A,\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}} | 16 "
                        + "| array 'b' begins at byte 12, but the one before ends at 8: there is a hole",
                "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | array 'b' begins at byte 4, but",
                "{A}{} | 8 | its header goes on after the closing brace",
                "{A}x | 8 | its header is not valid JSON at character ",
                "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}} | 0 | its header has something else at '__metadata__', expected"
                        + " only one",
                "{\"__metadata__\":{},\"__metadata__\":{}} | 0 | its header has something else at '__metadata__'",
                "{\"\\ud800\":1} | 0 | its header has something else at '?', expected names in Unicode",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":{\"x\":1},\"data_offsets\":[0,4]}} | 4 "
                        + "| its header has something else at 'a', expected a list as its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":5,\"data_offsets\":[0,4]}} | 4 "
                        + "| its header has something else at 'a', expected a list as its shape",
            })
    void whatTheFormatForbidsIsRefused(String header, int bytes, String why) throws IOException {
        String a = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        refused(write(header.replace("A", a), bytes), why);
    }

    @Test
    void aNameThatIsNoUtf8IsRefused() throws IOException {
        byte[] file = RawFile.file("{\"aä\":1}", new byte[0]);
        byte[] ascii = "{\"a".getBytes(StandardCharsets.US_ASCII);
        file[8 + ascii.length] = (byte) 0xff;
        refused(write(file), "its header is not valid UTF-8");
    }

    @Test
    void messagesStayShortWhateverTheFileSays() throws IOException {
        String name = "n".repeat(10_000) + "\u0007";
        refused(
                write("{\"" + name.replace("\u0007", "\\u0007") + "\":1}", 0),
                "its header has something else at 'nnnn");
        StringBuilder many = new StringBuilder("{\"__metadata__\":{}");
        for (int i = 0; i < 1000; i++) {
            many.append(",\"").append("long name ".repeat(50)).append(i);
            many.append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        TensorFile file = TensorFile.read(write(many + "}", 0));
        ThrowingCallable missing = () -> file.require("x".repeat(5000), DataType.FLOAT, Shape.of(1));
        assertThatThrownBy(missing).satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        assertThatThrownBy(() -> file.copy("x".repeat(5000), Nd4j.zeros(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        TensorFile.write(directory.resolve("seed"), Map.of("k", "v"), Map.of("a", Nd4j.ones(2), "b", Nd4j.ones(2, 3)));
        byte[] seed = Files.readAllBytes(directory.resolve("seed"));
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] file = seed.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            ByteBuffer.wrap(file)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, random.nextInt(20) == 0 ? random.nextInt() : 200);
            try {
                assertThat(TensorFile.read(new ByteArrayInputStream(file), "it").metadata())
                        .isNotNull();
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .startsWith("it is not a readable model file: ")
                        .hasSizeLessThan(500);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[[],", "9", "{\"a\":", "\"x\","})
    void recordsAreReadWithinBoundsToo(String middle) {
        RecordCodec codec = new RecordCodec(java.util.List.of(Shapes.class));
        String json = "{\"class\":\"Shapes\",\"of\":" + middle.repeat((6 << 20) / middle.length());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> codec.decode(json, Shapes.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not valid JSON: ")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(12L * json.length());
    }

    record Shapes(Shape of) {}

    @Test
    void namesThatTheFormatReservesAreRefusedAtWriting() {
        Path path = directory.resolve("new");
        Map<String, INDArray> none = Map.of();
        refusedToWrite(
                path, Map.of("sha256", "x"), none, "Cannot save the text 'sha256' under this name: it holds the");
        refusedToWrite(path, Map.of("a\ud800", "x"), none, "Cannot save the text 'a?' under this name: it has half");
        refusedToWrite(
                path, Map.of("a", "\udc00"), none, "Cannot save the text of 'a': '?' under this name: it has half");
        refusedToWrite(
                path,
                Map.of(),
                Map.of("__metadata__", Nd4j.ones(1)),
                "Cannot save the array '__metadata__' under this name: it holds the file's texts");
        refusedToWrite(path, Map.of(), Map.of("\ud800", Nd4j.ones(1)), "Cannot save the array '?' under this name");
        refusedToWrite(
                path,
                Map.of("a", "x".repeat(9 << 20)),
                none,
                path + ": its header would have 9437296 bytes, expected at most 8388608");
        assertThat(path).doesNotExist();
    }

    private static void refusedToWrite(
            Path path, Map<String, String> texts, Map<String, INDArray> arrays, String message) {
        assertThatThrownBy(() -> TensorFile.write(path, texts, arrays))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anArrayIsCopiedIntoItsLikeOnly() throws IOException {
        Path path = directory.resolve("new");
        TensorFile.write(path, Map.of(), Map.of("a", Nd4j.createFromArray(1f, 2f, 3f)));
        TensorFile file = TensorFile.read(path);
        String a = path + ": array 'a' is F32 [3], but it was to be copied into ";
        refusedToCopy(file, "b", Nd4j.zeros(3), path + ": there is no array 'b'; there are [a]");
        refusedToCopy(file, "a", Nd4j.zeros(DataType.DOUBLE, 3), a + "DOUBLE [3]");
        refusedToCopy(file, "a", Nd4j.zeros(4), a + "FLOAT [4]");
        refusedToCopy(file, "a", Nd4j.zeros(2), a + "FLOAT [2]");
    }

    private static void refusedToCopy(TensorFile file, String name, INDArray target, String message) {
        assertThatThrownBy(() -> file.copy(name, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void arraysWithoutElementsAreWrittenAndRead() throws IOException {
        Path path = directory.resolve("new");
        TensorFile.write(
                path, Map.of(), Map.of("none", Nd4j.empty(DataType.FLOAT), "two", Nd4j.create(DataType.DOUBLE, 2, 0)));
        TensorFile file = TensorFile.read(path);
        assertThat(file.names()).containsExactlyInAnyOrder("none", "two");
        file.copy("none", Nd4j.empty(DataType.FLOAT));
        assertThat(RawFile.read(path).header().toString())
                .contains("\"none\":{\"dtype\":\"F32\",\"shape\":[0],")
                .contains("\"two\":{\"dtype\":\"F64\",\"shape\":[2,0],");
    }

    @Test
    void aFileThatAnotherToolSavedAgainIsReadAndNotVerified() throws IOException {
        Path path = directory.resolve("new");
        TensorFile.write(path, Map.of("k", "v"), Map.of("a", Nd4j.createFromArray(1f, 2f)));
        assertThat(TensorFile.read(path).isVerified()).isTrue();
        RawFile raw = RawFile.read(path);
        // As Python does: fewer spaces, the metadata as they were, so that the digest is another file's.
        Files.write(path, RawFile.file(raw.header().toString() + "  ", raw.data()));
        TensorFile stale = TensorFile.read(path);
        assertThat(stale.isVerified()).isFalse();
        assertThat(stale.metadata()).containsEntry("k", "v");
        raw.metadata().remove("sha256");
        Files.write(path, RawFile.file(raw.header().toString(), raw.data()));
        assertThat(TensorFile.read(path).isVerified()).isFalse();
    }
}
