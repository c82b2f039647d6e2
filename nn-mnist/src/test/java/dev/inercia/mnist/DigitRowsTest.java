package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a file are the rows of the whole, whatever else is wrong with it; rows that it lacks are refused. */
class DigitRowsTest {

    @TempDir
    Path directory;

    private static float[] features(Dataset data) {
        Batch batch = data.batches(data.size()).get(0);
        return batch.features().dup().data().asFloat();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void partsMakeTheWhole(int spelling) throws IOException {
        SmallDigits.write(directory, spelling);
        Dataset whole = Mnist.load(directory).train();
        DigitRows rows = DigitRows.train(directory);
        assertThat(rows.size()).isEqualTo(12);
        for (int[] part : new int[][] {{0, 12}, {0, 5}, {5, 11}, {11, 12}}) {
            Dataset read = rows.read(part[0], part[1]);
            Dataset expected = whole.subset(part[0], part[1]);
            assertThat(read.labels()).isEqualTo(expected.labels());
            assertThat(features(read)).isEqualTo(features(expected));
            assertThat(read.classes()).isEqualTo(10);
        }
        assertThat(DigitRows.test(directory).read(0, 6).labels())
                .isEqualTo(Mnist.load(directory).test().labels());
    }

    @Test
    void aRangeOfAnyArray() throws IOException {
        Path file = directory.resolve("array.idx");
        Idx.write(file, IdxArray.ofInts(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 1, 2));
        IdxArray rows = Idx.read(file, 1, 3);
        assertThat(rows.dimensions()).containsExactly(2, 1, 2);
        assertThat(rows.getDouble(0)).isEqualTo(3);
        assertThat(rows.getDouble(3)).isEqualTo(6);
        assertThat(Idx.read(file, 4, 4).size()).isZero();
        assertThat(Idx.dimensions(file)).containsExactly(4, 1, 2);
    }

    @Test
    void refusesRowsThatAreNotThere() throws IOException {
        Path file = directory.resolve("array.idx");
        Idx.write(file, IdxArray.ofBytes(new byte[8], 4, 2));
        assertThatThrownBy(() -> Idx.read(file, 3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": expected rows within 0 to 4, but got 3 to 5; Idx.dimensions(file) tells how many"
                        + " there are");
        assertThatThrownBy(() -> Idx.read(file, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but got 3 to 2");
    }

    @Test
    void readsBeforeTheDamageAndRefusesBehindIt() throws IOException {
        Path file = directory.resolve("array.idx");
        Idx.write(file, IdxArray.ofBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 12 + 5));
        assertThat(Idx.read(file, 1, 2).bytes()).containsExactly(3, 4);
        assertThatThrownBy(() -> Idx.read(file, 2, 3))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": expected at least 6 bytes of data, found the end after 5 - the file is"
                        + " incomplete; get it again");
        assertThatThrownBy(() -> Idx.read(file, 3, 4))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": expected at least 8 bytes of data, found fewer than 6 - the file is"
                        + " incomplete; get it again");
    }

    @Test
    void refusesAnotherKindOfFile() throws IOException {
        SmallDigits.write(directory, 1);
        Idx.write(directory.resolve("train-images-idx3-ubyte"), IdxArray.ofUnsignedBytes(new byte[12 * 4], 12, 2, 2));
        assertThatThrownBy(() -> DigitRows.train(directory).read(0, 3))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("expected images, UBYTE [n, 28, 28], found UBYTE [3, 2, 2]");
    }
}
