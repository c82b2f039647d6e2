package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** EMNIST and QMNIST as their authors spell them, upright and with classes from 0. */
class OtherDigitsTest {

    private static final SyntheticDigits DIGITS = SyntheticDigits.generate(40, 5);

    @TempDir
    private Path directory;

    private static byte[] transposed(byte[] pixels) {
        byte[] turned = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int within = i % 784;
            turned[i - within + within % 28 * 28 + within / 28] = pixels[i];
        }
        return turned;
    }

    private void write(String name, byte[] values, int... dimensions) throws IOException {
        Idx.write(directory.resolve(name), IdxArray.ofUnsignedBytes(values, dimensions));
    }

    private void writeEmnist(String part, byte[] labels) throws IOException {
        for (String half : new String[] {"train", "test"}) {
            write("emnist-" + part + "-" + half + "-images-idx3-ubyte.gz", transposed(DIGITS.pixels()), 40, 28, 28);
            write("emnist-" + part + "-" + half + "-labels-idx1-ubyte.gz", labels, 40);
        }
    }

    private static float[] features(Dataset data) {
        return data.batches(data.size(), DataType.FLOAT)
                .iterator()
                .next()
                .features()
                .dup('c')
                .data()
                .asFloat();
    }

    @ParameterizedTest
    @EnumSource(names = "EMNIST_.*", mode = EnumSource.Mode.MATCH_ALL)
    void emnistIsTurnedUpright(DigitSet set) throws IOException {
        byte[] labels = new byte[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % set.classNames().size() + set.firstLabel());
        }
        writeEmnist(set.folder().substring("emnist-".length()), labels);
        Mnist emnist = Mnist.load(set, directory);
        assertThat(features(emnist.train()))
                .containsExactly(features(DIGITS.dataset().subset(0, 40)));
        assertThat(emnist.train().classes()).isEqualTo(emnist.classNames().size());
        assertThat(emnist.train().labels()[11]).isEqualTo(11 % set.classNames().size());
        assertThat(emnist.verified()).isFalse();
    }

    @Test
    void emnistHasItsClasses() {
        assertThat(DigitSet.EMNIST_BALANCED.classNames())
                .hasSize(47)
                .startsWith("0", "1")
                .endsWith("r", "t");
        assertThat(DigitSet.EMNIST_LETTERS.classNames())
                .hasSize(26)
                .startsWith("A")
                .endsWith("Z");
        assertThat(DigitSet.EMNIST_DIGITS.classNames()).hasSize(10);
    }

    @Test
    void aLetterWithoutAClassIsRefused() throws IOException {
        writeEmnist("letters", new byte[40]);
        assertThatThrownBy(() -> Mnist.load(DigitSet.EMNIST_LETTERS, directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(
                        "emnist-letters-train-labels-idx1-ubyte.gz: expected labels of 1 to 26, found 0 as label number"
                                + " 0, counted from 0");
    }

    /** EMNIST under MNIST's names was loaded in silence, and a trained network got 15 %. */
    @Test
    void transposedDigitsAreNoticed() throws IOException {
        byte[] upright = DIGITS.pixels();
        assertThat(loadAs(DigitSet.MNIST, upright).source()).doesNotContain("transposed");
        assertThat(loadAs(DigitSet.MNIST, transposed(upright)).source())
                .endsWith(
                        "not verified as the published ones; images look transposed, as EMNIST's files are: load EMNIST"
                                + " as DigitSet.EMNIST_..., MNIST as DigitSet.MNIST");
        assertThat(loadAs(DigitSet.EMNIST_DIGITS, transposed(upright)).source()).doesNotContain("transposed");
        assertThat(loadAs(DigitSet.EMNIST_DIGITS, upright).source()).contains("images look transposed");
    }

    private Mnist loadAs(DigitSet set, byte[] pixels) throws IOException {
        for (String half : new String[] {"train", "t10k"}) {
            write(half + "-images-idx3-ubyte", pixels, 40, 28, 28);
            write(half + "-labels-idx1-ubyte", DIGITS.labels(), 40);
        }
        return Mnist.load(set, directory);
    }

    @Test
    void qmnistHasTheClassInTheFirstOfEightColumns() throws IOException {
        int[] labels = new int[40 * 8];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 8 == 0 ? DIGITS.labels()[i / 8] : 1000 + i;
        }
        for (String half : new String[] {"train", "test"}) {
            write("qmnist-" + half + "-images-idx3-ubyte.gz", DIGITS.pixels(), 40, 28, 28);
            Idx.write(directory.resolve("qmnist-" + half + "-labels-idx2-int.gz"), IdxArray.ofInts(labels, 40, 8));
        }
        Mnist qmnist = Mnist.load(DigitSet.QMNIST, directory);
        assertThat(qmnist.test().labels()).containsExactly(DIGITS.dataset().labels());
        Idx.write(directory.resolve("qmnist-test-labels-idx2-int.gz"), IdxArray.ofInts(new int[80], 40, 2));
        assertThatThrownBy(() -> Mnist.load(DigitSet.QMNIST, directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("expected labels, INT [n, 8], found INT [40, 2]");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMNIST_LETTERS", "QMNIST"})
    void whatIsNotDownloadedSaysWhereItIs(DigitSet set) {
        assertThatThrownBy(() -> Mnist.load(set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        set.title() + " is not downloaded, since checksums of its files are not known. Get its files"
                                + " from " + set.home() + ", and name their directory: Mnist.load(DigitSet." + set
                                + ", directory).");
    }
}
