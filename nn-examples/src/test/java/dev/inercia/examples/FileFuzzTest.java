package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.inercia.mnist.Idx;
import dev.inercia.mnist.image.DigitImage;
import dev.inercia.nn.Network;
import dev.inercia.nn.io.Weights;
import dev.inercia.nn.onnx.Onnx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any bytes are read or refused as declared, with a short message.
 *
 * <p>A build only reads the kept inputs, which include every one that ever failed. To let Jazzer make more for ten
 * minutes, of one kind at a time:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn test -pl nn-examples -am -Dtest='FileFuzzTest#idx*' -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtest.jvm.args="-Xmx512m -Djazzer.hooks=true"
 * }</pre>
 *
 * <p>It adds an input that fails to the kept ones.
 */
class FileFuzzTest {

    private static final String DURATION = "10m";

    private static Path directory;
    private static Path file;

    // Jazzer's parameters leave no room for @TempDir.
    @BeforeAll
    static void prepare() throws IOException {
        directory = Files.createTempDirectory("fuzz");
        file = directory.resolve("file");
    }

    @AfterAll
    static void tidy() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(directory);
    }

    private static void assertShort(Exception refusal, String name) {
        assertThat(refusal.getMessage()).contains(name).hasSizeLessThan(500);
    }

    @FuzzTest(maxDuration = DURATION)
    void idx(byte[] content) {
        try {
            assertThat(Idx.read(new ByteArrayInputStream(content), "name", Idx.DEFAULT_BYTES)
                            .dimensions())
                    .isNotEmpty();
        } catch (IOException e) {
            assertShort(e, "name");
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void tensors(byte[] content) throws IOException {
        try {
            assertThat(Network.load(new ByteArrayInputStream(content)).summary())
                    .isNotEmpty();
        } catch (UncheckedIOException e) {
            assertShort(e, "");
        }
        Files.write(file, content);
        try {
            Weights weights = Weights.read(file);
            for (String name : weights.names()) {
                assertThat(weights.array(name).shape()).isEqualTo(weights.shape(name));
            }
        } catch (UncheckedIOException e) {
            assertShort(e, file.toString());
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void onnx(byte[] content) throws IOException {
        Files.write(file, content);
        try {
            assertThat(Onnx.read(file).summary()).isNotEmpty();
        } catch (UncheckedIOException e) {
            assertShort(e, file.toString());
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void pictures(byte[] content) throws IOException {
        Files.write(file, content);
        try {
            float[] digit = DigitImage.read(file);
            assertThat(digit).hasSize(784);
            for (float value : digit) {
                assertThat(value).isBetween(0f, 1f);
            }
        } catch (IllegalArgumentException e) {
            assertShort(e, file.toString());
        }
    }
}
