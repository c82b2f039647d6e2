package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Digits from a directory: read as they are under every spelling, and refused with a reason if they do not fit. */
class MnistDirectoryTest {

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everySpelling(int spelling) throws IOException {
        SmallDigits.write(directory, spelling);

        Mnist mnist = Mnist.load(DigitSet.FASHION_MNIST, directory);

        assertThat(mnist.train().size()).isEqualTo(12);
        assertThat(mnist.train().features().dimensions()).containsExactly(784);
        assertThat(mnist.train().classes()).isEqualTo(10);
        assertThat(mnist.test().size()).isEqualTo(6);
        assertThat(mnist.set()).isEqualTo(DigitSet.FASHION_MNIST);
        assertThat(mnist.classNames()).startsWith("T-shirt/top").endsWith("Ankle boot");
        assertThat(mnist.checksums())
                .containsOnlyKeys(TRAIN_IMAGES, TRAIN_LABELS, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
                .containsEntry(TRAIN_LABELS, SmallDigits.labels(12).sha256());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDirectoryOfTheSameNameIsPassedOver(int spelling) throws IOException {
        SmallDigits.write(directory, 3);
        Files.createDirectory(
                directory.resolve(DigitFile.TRAIN_IMAGES.spellings().get(spelling)));
        assertThat(Mnist.load(directory).train().size()).isEqualTo(12);
    }

    @Test
    void lastSixthIsForValidation() throws IOException {
        SmallDigits.write(directory, 1);
        Mnist mnist = Mnist.load(directory);
        assertThat(mnist.training().size()).isEqualTo(10);
        assertThat(mnist.validation().size()).isEqualTo(2);
    }

    @Test
    void imagesAreTheSameDigitsInAnotherShape() throws IOException {
        SmallDigits.write(directory, 1);
        Mnist flat = Mnist.load(directory);
        Mnist images = flat.images();
        for (Dataset data : new Dataset[] {images.train(), images.training(), images.validation(), images.test()}) {
            assertThat(data.features().dimensions()).containsExactly(28, 28, 1);
        }
        var image = images.train().batch(12, DataType.FLOAT);
        var row = flat.train().batch(12, DataType.FLOAT);
        int[] order = java.util.stream.IntStream.range(0, 12).toArray();
        image.gather(order, 0);
        row.gather(order, 0);
        assertThat(image.features().shape()).containsExactly(12, 28, 28, 1);
        assertThat(image.features().data().asFloat())
                .containsExactly(row.features().data().asFloat());
        assertThat(images.train().labels()).containsExactly(flat.train().labels());
        assertThat(images.source()).isEqualTo(flat.source());
    }

    @Test
    void tooFewForValidation() throws IOException {
        SmallDigits.write(directory, 1);
        Idx.write(directory.resolve(TRAIN_IMAGES), SmallDigits.images(5));
        Idx.write(directory.resolve(TRAIN_LABELS), SmallDigits.labels(5));
        Mnist mnist = Mnist.load(directory);
        assertThat(mnist.train().size()).isEqualTo(5);
        assertThatThrownBy(mnist::validation)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("At least 6 images are needed to set some aside for validation, but digits in")
                .hasMessageEndingWith(" has 5; use train()");
        assertThatThrownBy(mnist::training).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhetherTheseAreThePublishedDigits() throws IOException {
        SmallDigits.write(directory, 0);
        Mnist own = Mnist.load(directory);
        assertThat(own.verified()).isFalse();
        assertThat(own.source())
                .isEqualTo("digits in the format of MNIST from " + directory + ", not verified as the published ones");
        assertThat(own).hasToString(own.source());

        Mnist published =
                Mnist.load(DigitSet.MNIST, "there", new DirectorySource(directory, SmallDigits.published(false)));
        assertThat(published.verified()).isTrue();
        assertThat(published.source()).isEqualTo("MNIST from there, SHA-256 verified");
    }

    @Test
    void noSuchDirectory() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> Mnist.load(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a directory with the four files of a digit set, but " + missing)
                .hasMessageContaining(" does not exist; name the directory that holds train-images-idx3-ubyte.gz");
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Mnist.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" is a file; name the directory");
    }

    @Test
    void fileMissing() throws IOException {
        SmallDigits.write(directory, 0);
        Files.move(directory.resolve("t10k-labels-idx1-ubyte.gz"), directory.resolve("labels.gz"));
        assertLoading()
                .hasMessageStartingWith(directory + ": expected one of t10k-labels-idx1-ubyte.gz,"
                        + " t10k-labels-idx1-ubyte, t10k-labels.idx1-ubyte.gz, t10k-labels.idx1-ubyte, found labels.gz,"
                        + " t10k-images-idx3-ubyte.gz, train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz - name");
    }

    @Test
    void emptyDirectory() {
        assertLoading().hasMessageContaining("train-images.idx3-ubyte, found nothing - name the directory");
    }

    @Test
    void fewerLabelsThanImages() throws IOException {
        SmallDigits.write(directory, 1);
        Idx.write(directory.resolve(TRAIN_LABELS), SmallDigits.labels(11));
        assertLoading()
                .hasMessage(directory.resolve(TRAIN_LABELS) + ": expected 12 labels, one for each image of "
                        + directory.resolve(TRAIN_IMAGES) + ", found 11 - the two files are not of the same set");
    }

    @Test
    void labelTen() throws IOException {
        SmallDigits.write(directory, 1);
        byte[] labels = SmallDigits.labels(12).bytes();
        labels[7] = 10;
        Idx.write(directory.resolve(TRAIN_LABELS), IdxArray.ofUnsignedBytes(labels, 12));
        assertLoading()
                .hasMessageStartingWith(directory.resolve(TRAIN_LABELS)
                        + ": expected labels of 0 to 9, found 10 as label number 7, counted from 0");
        labels[7] = (byte) 255;
        Idx.write(directory.resolve(TRAIN_LABELS), IdxArray.ofUnsignedBytes(labels, 12));
        assertLoading().hasMessageContaining("found 255 as label number 7");
    }

    @Test
    void mislabelledFiles() throws IOException {
        SmallDigits.write(directory, 1);
        Files.move(directory.resolve(TRAIN_LABELS), directory.resolve("kept"));
        Files.copy(directory.resolve(TRAIN_IMAGES), directory.resolve(TRAIN_LABELS));
        assertLoading()
                .hasMessage(directory.resolve(TRAIN_LABELS) + ": expected labels, UBYTE [n], found UBYTE [12, 28, 28]"
                        + " - this is another kind of file; check its name");
        Files.copy(directory.resolve("kept"), directory.resolve(TRAIN_IMAGES), StandardCopyOption.REPLACE_EXISTING);
        assertLoading()
                .hasMessage(directory.resolve(TRAIN_IMAGES)
                        + ": expected images, UBYTE [n, 28, 28], found UBYTE [12]"
                        + " - this is another kind of file; check its name");
        Idx.write(directory.resolve(TRAIN_IMAGES), IdxArray.ofUnsignedBytes(new byte[12 * 32 * 32], 12, 32, 32));
        assertLoading().hasMessageContaining("expected images, UBYTE [n, 28, 28], found UBYTE [12, 32, 32]");
        Idx.write(directory.resolve(TRAIN_IMAGES), IdxArray.ofBytes(new byte[12 * 784], 12, 28, 28));
        assertLoading().hasMessageContaining("expected images, UBYTE [n, 28, 28], found BYTE [12, 28, 28]");
        Idx.write(directory.resolve(TRAIN_IMAGES), IdxArray.ofUnsignedBytes(new byte[0], 0, 28, 28));
        Idx.write(directory.resolve(TRAIN_LABELS), IdxArray.ofUnsignedBytes(new byte[0], 0));
        assertLoading().hasMessageContaining(TRAIN_IMAGES + ": expected at least one image, found none");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void trailingBytes(int spelling) throws IOException {
        SmallDigits.write(directory, spelling);
        Path file = directory.resolve(DigitFile.TRAIN_IMAGES.spellings().get(spelling));
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        assertLoading().hasMessageStartingWith(file + ": expected ").hasMessageContaining("found further bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void truncated(int spelling) throws IOException {
        SmallDigits.write(directory, spelling);
        Path file = directory.resolve(DigitFile.TEST_IMAGES.spellings().get(spelling));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        assertLoading().hasMessageStartingWith(file + ": expected ").hasMessageContaining("end after ");
    }

    @Test
    void pixelsAreScaled() throws IOException {
        SmallDigits.write(directory, 1);
        byte[] pixels = new byte[12 * 784];
        pixels[0] = (byte) 255;
        pixels[1] = 51;
        Idx.write(directory.resolve(TRAIN_IMAGES), IdxArray.ofUnsignedBytes(pixels, 12, 28, 28));
        Dataset train = Mnist.load(directory).train();
        var features = train.batches(12, DataType.FLOAT).iterator().next().features();
        assertThat(features.getFloat(0, 0)).isEqualTo(1f);
        assertThat(features.getFloat(0, 1)).isEqualTo(0.2f);
        assertThat(features.getFloat(0, 2)).isEqualTo(0f);
    }

    private AbstractThrowableAssert<?, ?> assertLoading() {
        return assertThatThrownBy(() -> Mnist.load(directory)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theVariableIsNamedWhereItsDirectoryIsMissing(@TempDir Path empty) {
        String missing = empty.resolve("none").toString();
        assertThatThrownBy(() -> Mnist.load(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The environment variable INERCIA_DATA: ")
                .hasMessageContaining(missing + " does not exist");
    }
}
