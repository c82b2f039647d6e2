package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The real digits, where the environment variable INERCIA_DATA names the directory that has them. */
@EnabledIfEnvironmentVariable(named = "INERCIA_DATA", matches = ".+")
class MnistRealFilesTest {

    private static final Path DATA = Path.of(String.valueOf(System.getenv("INERCIA_DATA")));

    @TempDir
    Path cache;

    private String before;

    @BeforeEach
    void setCache() {
        before = System.getProperty("inercia.cache");
        System.setProperty("inercia.cache", cache.toString());
    }

    @AfterEach
    void restoreCache() {
        if (before == null) {
            System.clearProperty("inercia.cache");
        } else {
            System.setProperty("inercia.cache", before);
        }
    }

    @Test
    void fromTheDirectory() {
        Mnist mnist = Mnist.load(DATA);
        assertThat(mnist.source()).isEqualTo("MNIST from " + DATA + ", SHA-256 verified");
        assertThat(mnist.train().size()).isEqualTo(60_000);
        assertThat(mnist.training().size()).isEqualTo(50_000);
        assertThat(mnist.validation().size()).isEqualTo(10_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        assertThat(mnist.checksums())
                .containsEntry(
                        "t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

        var first = mnist.test().batches(10_000, DataType.FLOAT).iterator().next();
        INDArray labels = first.targets();
        assertThat(labels.getInt(0)).isEqualTo(7);
        assertThat(labels.eq(2).castTo(DataType.INT32).sumNumber().intValue())
                .as("twos among the test images")
                .isEqualTo(1_032);
        assertThat(first.features().maxNumber().doubleValue()).isEqualTo(1);
        assertThat(first.features().minNumber().doubleValue()).isZero();
        // Summed here: ND4J adds eight million floats in FLOAT and is wrong in the fourth place.
        double sum = 0;
        for (float pixel : first.features().ravel().toFloatVector()) {
            sum += pixel;
        }
        assertThat(sum * 255).isCloseTo(264_923_200, within(100.0));
    }

    /** The cache in the place a user configures, through the front door, without a network. */
    @Test
    void fromTheCache() throws IOException {
        Path folder = Files.createDirectory(cache.resolve("mnist"));
        for (DigitFile file : DigitFile.values()) {
            Files.copy(DATA.resolve(file.publishedName() + ".gz"), folder.resolve(file.publishedName() + ".gz"));
        }
        Mnist mnist = Mnist.load(DigitSet.MNIST);
        assertThat(mnist.verified()).isTrue();
        assertThat(mnist.source()).isEqualTo("MNIST from " + folder + ", SHA-256 verified");
    }

    @Test
    void fromTheDirectoryThatTheVariableNames() {
        assertThat(Mnist.load().source()).isEqualTo("MNIST from " + DATA + ", SHA-256 verified");
    }
}
