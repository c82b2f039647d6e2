package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IDX files made to hurt, and failures of writing: refused early, with file and cause. */
class CraftedDigitsTest {

    @TempDir
    private Path directory;

    /** A megabyte that unpacks to a header and a gigabyte of zeros. */
    private Path bomb(String name, int... header) throws IOException {
        Path path = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            for (int word : header) {
                out.write(new byte[] {(byte) (word >> 24), (byte) (word >> 16), (byte) (word >> 8), (byte) word});
            }
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 954; i++) {
                out.write(zeros);
            }
        }
        return path;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aBombIsRefusedAtItsHeader() throws IOException {
        Path path = bomb("train-images-idx3-ubyte.gz", 0x00000801, 1_000_000_000);
        long before = allocated();
        assertThatThrownBy(() -> Idx.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(path + ": expected at most 268435456 bytes of data, found a header that claims UBYTE"
                        + " [1000000000], 1000000000 bytes - the header is damaged, or the file must be split or the limit"
                        + " raised");
        assertThatThrownBy(() -> Mnist.load(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(path.toString());
        assertThat(allocated() - before).isLessThan(4 << 20);
    }

    @Test
    void whatIsNotImagesIsRefusedAtItsHeader() throws IOException {
        Path path = bomb("train-images-idx3-ubyte.gz", 0x00000801, 100_000_000);
        long before = allocated();
        assertThatThrownBy(() -> Mnist.load(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        path + ": expected images, UBYTE [n, 28, 28], found UBYTE [100000000] - this is another kind of"
                                + " file; check its name");
        assertThat(allocated() - before).isLessThan(4 << 20);
    }

    @Test
    void aFailureToReadNamesFileAndCause() {
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> Idx.read(none))
                .isInstanceOf(IOException.class)
                .hasMessage(none + ": cannot be read: there is no such file");
        assertThatThrownBy(() -> Idx.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory + ": cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.idx", "a.idx.gz"})
    void aFailureToWriteLeavesTheOldFile(String name) throws IOException {
        Path path = directory.resolve(name);
        IdxArray array = IdxArray.ofUnsignedBytes(new byte[] {1, 2, 3}, 3);
        Idx.write(path, array);
        Idx.write(path, array);
        assertThat(Idx.read(path).bytes()).containsExactly(1, 2, 3);
        assertThat(directory.toFile().list()).containsExactly(name);
        Path missing = directory.resolve("missing").resolve(name);
        assertThatThrownBy(() -> Idx.write(missing, array))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + ": cannot be written: there is no directory " + missing.getParent()
                        + ", make it first");
    }

    @Test
    void messagesStayShortWhateverTheHeaderSays() throws IOException {
        Path path = directory.resolve("many");
        byte[] file = new byte[4 + 4 * 255];
        file[2] = 8;
        file[3] = (byte) 255;
        java.util.Arrays.fill(file, 4, file.length, (byte) 0x7f);
        Files.write(path, file);
        assertThatThrownBy(() -> Idx.read(path))
                .isInstanceOf(IOException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).startsWith(path + ": ").hasSizeLessThan(500));
    }

    @Test
    void messagesStayShortWhateverTheFilesAreCalled() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.createFile(directory.resolve("n".repeat(200) + i));
        }
        for (DigitSet set : DigitSet.values()) {
            assertThatThrownBy(() -> Mnist.load(set, directory))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("found nnnnn")
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith(directory + ": ")
                            .hasSizeLessThan(500));
        }
    }

    @Test
    void unpackedFilesHaveTheirOwnChecksums() throws IOException {
        Path path = directory.resolve("labels");
        IdxArray array = IdxArray.ofUnsignedBytes(new byte[] {1, 2, 3}, 3);
        Idx.write(path, array);
        PublishedFile published =
                new PublishedFile("labels", IdxType.UBYTE, List.of(3), "of the .gz", array.sha256(), true);
        assertThat(published.read(path).verified()).isTrue();
        assertThat(new PublishedFile("labels", List.of(3), "of the .gz", true)
                        .read(path)
                        .verified())
                .isFalse();
        assertThat(DigitSet.FASHION_MNIST.files().values())
                .allSatisfy(file -> assertThat(file.unpacked()).matches("[0-9a-f]{64}"));
    }
}
