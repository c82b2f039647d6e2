package dev.inercia.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** The container by itself; networks in it are tested with {@code NetworkFile}. */
class TensorFileTest {

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void writeAFile() throws IOException {
        path = directory.resolve("small.safetensors");
        TensorFile.write(
                path,
                Map.of("note", "größer \"sha256\":\"" + "0".repeat(64) + "\" \\ \n"),
                Map.of("a", Nd4j.createFromArray(1.5f, -2f)));
    }

    @Test
    void givesBackTextsAndArrays() throws IOException {
        TensorFile file = TensorFile.read(path);
        assertThat(file.metadata()).containsEntry("note", "größer \"sha256\":\"" + "0".repeat(64) + "\" \\ \n");
        assertThat(file.names()).containsExactly("a");
        file.require("a", DataType.FLOAT, Shape.of(2));
        INDArray target = Nd4j.zeros(2);
        file.copy("a", target);
        assertThat(target.toFloatVector()).containsExactly(1.5f, -2f);
    }

    /** Check value of RFC 3720's polynomial: the CRC of the digits 1 to 9. */
    @Test
    void computesTheChecksumThatOthersCompute() {
        Digest.Sum sum = Digest.CRC_32C.begin();
        sum.add("123456789".getBytes(StandardCharsets.US_ASCII), 9);
        assertThat(sum.hex()).isEqualTo("e3069283");
    }

    @Test
    void refusesAFileWithAShortChecksumAndAnyByteAltered() throws IOException {
        TensorFile.write(path, Map.of("k", "v"), Map.of("a", Nd4j.createFromArray(1.5f, -2f)), Digest.CRC_32C);
        byte[] good = Files.readAllBytes(path);
        assertThat(new String(good, StandardCharsets.ISO_8859_1))
                .contains("\"crc32c\":\"")
                .doesNotContain("sha256");
        assertThat(TensorFile.read(path).isVerified()).isTrue();
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 0x10;
            Files.write(path, altered);
            assertThatThrownBy(() -> TensorFile.read(path)).as("byte %d", i).isInstanceOf(IOException.class);
        }
        good[good.length - 1] ^= 1;
        Files.write(path, good);
        assertThatThrownBy(() -> TensorFile.read(path))
                .hasMessageStartingWith(
                        path + " is not a readable model file: its content was altered: CRC-32C expected ");
    }

    @Test
    void saysWhichArrayIsMissingOrOther() throws IOException {
        TensorFile file = TensorFile.read(path);
        String broken = path + " is not a readable model file: ";
        assertThatThrownBy(() -> file.require("b", DataType.FLOAT, Shape.of(2)))
                .isInstanceOf(IOException.class)
                .hasMessage(broken + "it has no array 'b'; it has [a]");
        assertThatThrownBy(() -> file.require("a", DataType.DOUBLE, Shape.of(2)))
                .isInstanceOf(IOException.class)
                .hasMessage(broken + "array 'a' is FLOAT [2], expected DOUBLE [2]");
        assertThatThrownBy(() -> file.require("a", DataType.FLOAT, Shape.of(3)))
                .isInstanceOf(IOException.class)
                .hasMessage(broken + "array 'a' is FLOAT [2], expected FLOAT [3]");
    }

    /** Whoever alters the file can also make its digest right; what the header claims is checked all the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dtype | \"I9\" | its header has something else at 'a', expected one of the data types",
                "dtype | 7 | its header has something else at 'a', expected a text as its dtype",
                "shape | [2147483648] | array 'a' is F32 [2147483648] and claims bytes 0 to 8 of 8",
                "shape | [1073741824, 4] | array 'a' is F32 [1073741824, 4] and claims bytes 0 to 8 of 8",
                "shape | [4294967296, 4294967296] | array 'a' is F32 [4294967296, 4294967296] and claims",
                "shape | [-2] | its header has something else at 'a', expected whole numbers",
                "shape | [\"2\"] | its header has something else at 'a', expected whole numbers",
                "shape | [2.5] | its header has something else at 'a', expected whole numbers",
                "shape | 2 | its header has something else at 'a', expected a list as its shape",
                "shape | {\"x\":1} | its header has something else at 'a', expected a list as its shape",
                "shape | [[],[]] | its header has something else at 'a', expected whole numbers",
                "data_offsets | [0, 4] | array 'a' is F32 [2] and claims bytes 0 to 4 of 8",
                "data_offsets | [4, 12] | array 'a' is F32 [2] and claims bytes 4 to 12 of 8",
                "data_offsets | [-8, 0] | its header has something else at 'a', expected whole numbers",
                "data_offsets | [0, 18446744073709551624] | its header has something else at 'a', expected whole",
                "data_offsets | {} | its header has something else at 'a', expected a list as its data_offsets",
                "data_offsets | [0] | its header has something else at 'a', expected two data_offsets",
                "more | 1 | its header has something else at 'a', expected dtype, shape and data_offsets, not more",
            })
    void refusesWhatTheHeaderCannotMean(String key, String value, String message) throws IOException {
        refused(
                header -> ((ObjectNode) header.get("a")).set(key, json(value)),
                path + " is not a readable model file: " + message);
    }

    @Test
    void refusesHeadersOfOtherForms() throws IOException {
        String broken = path + " is not a readable model file: ";
        refused(
                header -> header.set("a", json("7")),
                broken + "its header has something else at 'a', expected an object");
        refused(header -> header.remove("a"), broken + "its header promises 0 bytes of arrays, but 8 follow");
        refusedHeader(
                "{\"__metadata__\":[]}",
                "its header has something else at '__metadata__', expected an object of texts");
        refusedHeader("{\"a\":", "its header is not valid JSON at character 5");
        refusedHeader("{\"a\":" + "[".repeat(20_000), "its header has something else at 'a', expected an object");
        refusedHeader(
                "{\"__metadata__\":{\"sha256\":\"x\"}}" + " ".repeat(8),
                "its content was altered: it has no SHA-256 or CRC-32C");
    }

    private void refusedHeader(String header, String message) throws IOException {
        Files.write(path, RawFile.file(header, new byte[0]));
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(path + " is not a readable model file: " + message);
    }

    private void refused(Consumer<ObjectNode> change, String message) throws IOException {
        RawFile file = RawFile.read(path);
        change.accept(file.header());
        Files.write(path, file.bytes());
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
        writeAFile();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesFilesLongerThanAnArrayWithoutReadingThem() throws IOException {
        Path huge = directory.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(3L << 30); // takes no room: nothing is written to it
        }
        assertThatThrownBy(() -> TensorFile.read(huge))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        huge + " is not a readable model file: it has 3221225472 bytes, expected at most 2147483639");
    }

    @Test
    void mayBeReadByWhoeverMayReadNewFiles() throws IOException {
        Path other = Files.createFile(directory.resolve("other"));
        PosixFileAttributeView view = Files.getFileAttributeView(other, PosixFileAttributeView.class);
        Assumptions.assumeTrue(view != null, "a POSIX file system");
        assertThat(Files.getPosixFilePermissions(path))
                .isEqualTo(view.readAttributes().permissions());
    }

    /** Whoever interrupts a training wants to keep what it has learned. */
    @Test
    void isWrittenOnAThreadThatWasInterrupted() throws IOException {
        Path file = directory.resolve("interrupted");
        Thread.currentThread().interrupt();
        try {
            TensorFile.write(file, Map.of(), Map.of("a", Nd4j.ones(3)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(TensorFile.read(file).names()).containsExactly("a");
    }
}
