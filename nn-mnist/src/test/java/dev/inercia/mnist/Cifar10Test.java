package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The binary version of CIFAR-10, and files that are not. */
class Cifar10Test {

    @TempDir
    private Path directory;

    /** A value that tells label, channel, row and column apart. */
    private static int pixel(int label, int channel, int y, int x) {
        return (label * 7 + channel * 50 + y * 5 + x) & 255;
    }

    private static byte[] records(int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int label : labels) {
            out.write(label);
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 32; y++) {
                    for (int x = 0; x < 32; x++) {
                        out.write(pixel(label, c, y, x));
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    @Test
    void sixFilesAreLoaded() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", records(i, 2 * i - 1));
        }
        write("test_batch.bin", records(9, 0, 3));
        Cifar10 cifar = Cifar10.load(directory);
        assertThat(cifar.train().labels()).containsExactly(1, 1, 2, 3, 3, 5, 4, 7, 5, 9);
        assertThat(cifar.training().labels()).containsExactly(1, 1, 2, 3, 3, 5, 4, 7);
        assertThat(cifar.validation().labels()).containsExactly(5, 9);
        assertThat(cifar.test()).hasToString("3 examples [32, 32, 3], 10 classes " + cifar.classNames());
        assertThat(cifar.classNames()).hasSize(10).startsWith("airplane").endsWith("truck");
        assertThat(cifar.train().classNames()).isEqualTo(cifar.classNames());
        for (Dataset data : List.of(cifar.train(), cifar.test())) {
            int[] labels = data.labels();
            Batch batch = data.batches(data.size()).get(0);
            assertThat(data.features()).isEqualTo(Shape.of(32, 32, 3));
            for (int row = 0; row < labels.length; row++) {
                for (int[] at : new int[][] {{0, 0, 0}, {1, 0, 31}, {2, 31, 0}, {0, 17, 5}, {1, 17, 5}, {2, 31, 31}}) {
                    assertThat(batch.features().getFloat(row, at[1], at[2], at[0]))
                            .isEqualTo(pixel(labels[row], at[0], at[1], at[2]) / 255f);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3072, 3074, 6145, 6148})
    void lengthsThatAreNoRecordsAreRefused(int length) throws IOException {
        Path file = write("cut.bin", Arrays.copyOf(records(1, 2, 3), length));
        assertThatThrownBy(() -> Cifar10.read(List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "%s: expected records of 3073 bytes, a label and 3 x 1024 pixels; found %d bytes, %d records and"
                                + " %d bytes over. The file is cut short or of another kind: unpack"
                                + " cifar-10-binary.tar.gz again.",
                        file, length, length / 3073, length % 3073);
    }

    @Test
    void otherLabelsAreRefused() throws IOException {
        Path sound = write("sound.bin", records(4));
        Path file = write("labels.bin", records(1, 9, 10));
        assertThatThrownBy(() -> Cifar10.read(List.of(sound, file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": expected labels of 0 to 9; found 10 in record 2, counted from 0.");
        byte[] bytes = records(1);
        bytes[0] = (byte) 200;
        write("labels.bin", bytes);
        assertThatThrownBy(() -> Cifar10.read(List.of(file))).hasMessageContaining("found 200 in record 0");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        write("data_batch_1.bin", records(1));
        assertThatThrownBy(() -> Cifar10.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CIFAR-10: expected the file " + directory.resolve("data_batch_2.bin")
                        + "; found nothing there. Unpack cifar-10-binary.tar.gz from"
                        + " https://www.cs.toronto.edu/~kriz/cifar.html, and pass the directory of its .bin files.");
        assertThatThrownBy(() -> Cifar10.read(List.of(directory)))
                .hasMessageContaining("expected the file " + directory + "; found something else there");
        assertThatThrownBy(() -> Cifar10.read(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1 to 698823 examples in all; found 0");
    }
}
