package dev.inercia.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
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
                "dtype | \"I8\" | array 'a' has data type \"I8\", expected F32 or F64",
                "shape | [2147483648] | array 'a' has shape [2147483648]: Every dimension",
                "shape | [4294967298] | array 'a' has shape [4294967298]: Every dimension",
                "shape | [1073741824, 4] | array 'a' has shape [1073741824,4]: Shape [1073741824, 4] has more than",
                "shape | [536870912] | array 'a' of shape [536870912] claims bytes 0 to 8 of 8",
                "shape | [-2] | array 'a' has shape [-2]: Every dimension",
                "shape | [\"2\"] | array 'a' has shape [\"2\"]: Every dimension",
                "shape | [2.5] | array 'a' has shape [2.5]: Every dimension",
                "shape | 2 | array 'a' of shape [] claims bytes 0 to 8 of 8",
                "data_offsets | [0, 4] | array 'a' of shape [2] claims bytes 0 to 4 of 8",
                "data_offsets | [4, 12] | array 'a' of shape [2] claims bytes 4 to 12 of 8",
                "data_offsets | [-8, 0] | array 'a' of shape [2] claims bytes -8 to 0 of 8",
                "data_offsets | [0, 18446744073709551624] | array 'a' of shape [2] claims bytes 0 to -1 of 8",
                "data_offsets | {} | array 'a' of shape [2] claims bytes -1 to -1 of 8",
            })
    void refusesWhatTheHeaderCannotMean(String key, String value, String message) throws IOException {
        refused(
                header -> ((ObjectNode) header.get("a")).set(key, json(value)),
                path + " is not a readable model file: " + message);
    }

    @Test
    void refusesHeadersOfOtherForms() throws IOException {
        String broken = path + " is not a readable model file: ";
        refused(header -> header.set("a", json("7")), broken + "array 'a' has data type ");
        refused(header -> header.remove("a"), broken + "its header promises 0 bytes of arrays, but 8 follow");
        Files.write(path, RawFile.file("{\"__metadata__\":[]}", new byte[0]));
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(broken + "it carries no SHA-256 of its content: it was not written by this library");
        Files.write(path, RawFile.file("{\"a\":", new byte[0]));
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(broken + "its header is not valid JSON");
        Files.write(path, RawFile.file("{\"a\":" + "[".repeat(20_000), new byte[0]));
        assertThatThrownBy(() -> TensorFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(broken + "its header is not valid JSON");
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
