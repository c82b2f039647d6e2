package dev.inercia.mnist.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.mnist.image.Moments;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawn digits are the same for the same seed and look like MNIST's in size, place and grey levels. */
class SyntheticDigitsTest {

    @Test
    void sameSeedSameBytes() {
        SyntheticDigits first = SyntheticDigits.generate(50, 7);
        SyntheticDigits second = SyntheticDigits.generate(50, 7);

        assertThat(second.pixels()).containsExactly(first.pixels());
        assertThat(second.labels()).containsExactly(first.labels());
    }

    @Test
    void sameBytesOnEveryMachine() {
        SyntheticDigits digits = SyntheticDigits.generate(500, 42);
        CRC32 crc = new CRC32();
        crc.update(digits.pixels());
        crc.update(digits.labels());

        // Written down once. If it differs on another machine or JDK, published results cannot be repeated there.
        assertThat(crc.getValue()).isEqualTo(752777523L);
    }

    @Test
    void otherSeedOtherBytes() {
        SyntheticDigits first = SyntheticDigits.generate(50, 7);
        SyntheticDigits second = SyntheticDigits.generate(50, 8);

        assertThat(second.pixels()).isNotEqualTo(first.pixels());
        assertThat(second.labels()).isNotEqualTo(first.labels());
    }

    @Test
    void fewerAreTheBeginningOfMore() {
        SyntheticDigits few = SyntheticDigits.generate(33, 1);
        SyntheticDigits more = SyntheticDigits.generate(50, 1);

        assertThat(more.pixels()).startsWith(few.pixels());
        assertThat(more.labels()).startsWith(few.labels());
    }

    @Test
    void noTwoImagesAreAlike() {
        byte[] pixels = SyntheticDigits.generate(300, 1).pixels();

        long distinct = IntStream.range(0, 300)
                .mapToObj(i -> Arrays.hashCode(Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784)))
                .distinct()
                .count();

        assertThat(distinct).isEqualTo(300);
    }

    @Test
    void classesAreBalancedInEachTenAndShuffled() {
        byte[] labels = SyntheticDigits.generate(200, 3).labels();

        for (int ten = 0; ten < 200; ten += 10) {
            assertThat(Arrays.copyOfRange(labels, ten, ten + 10))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(Arrays.copyOfRange(labels, 0, 10)).isNotEqualTo(Arrays.copyOfRange(labels, 10, 20));
    }

    @Test
    void imagesAreNormalisedAsMnistIs() {
        SyntheticDigits digits = SyntheticDigits.generate(1000, 5);
        byte[] pixels = digits.pixels();
        int nearCentre = 0;
        for (int i = 0; i < digits.size(); i++) {
            Moments moments = Moments.of(Moments.image(pixels, i));
            assertThat(Math.max(moments.width(), moments.height()))
                    .as("longer side of image %d", i)
                    .isBetween(19, 20);
            assertThat(moments.centreX()).as("centre of image %d", i).isCloseTo(14, within(2.0));
            assertThat(moments.centreY()).as("centre of image %d", i).isCloseTo(14, within(2.0));
            if (Math.abs(moments.centreX() - 14) < 0.51 && Math.abs(moments.centreY() - 14) < 0.51) {
                nearCentre++;
            }
        }
        // The others are so lopsided that their box would leave the field.
        assertThat(nearCentre).isGreaterThanOrEqualTo(990);
    }

    @Test
    void greyLevelsAreLikeMnists() {
        byte[] pixels = SyntheticDigits.generate(1000, 5).pixels();
        double sum = 0;
        double squares = 0;
        int inked = 0;
        int black = 0;
        for (byte pixel : pixels) {
            int value = Byte.toUnsignedInt(pixel);
            sum += value / 255.0;
            squares += value / 255.0 * value / 255.0;
            inked += value > 0 ? 1 : 0;
            black += value >= 250 ? 1 : 0;
        }
        double mean = sum / pixels.length;

        // MNIST's train images: mean 0.1307, deviation 0.3081, 19 % not 0, 7 % at least 250.
        assertThat(mean).isCloseTo(0.1307, within(0.01));
        assertThat(Math.sqrt(squares / pixels.length - mean * mean)).isCloseTo(0.3081, within(0.015));
        assertThat((double) inked / pixels.length).isCloseTo(0.19, within(0.03));
        assertThat((double) black / pixels.length).isCloseTo(0.07, within(0.02));
    }

    @Test
    void arraysAreCopies() {
        SyntheticDigits digits = SyntheticDigits.generate(2, 1);
        byte[] pixels = digits.pixels();
        byte[] labels = digits.labels();

        Arrays.fill(digits.pixels(), (byte) 1);
        Arrays.fill(digits.labels(), (byte) 1);

        assertThat(digits.pixels()).containsExactly(pixels);
        assertThat(digits.labels()).containsExactly(labels);
        assertThat(digits.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE})
    void countOutOfRangeIsRefused(int count) {
        assertThatThrownBy(() -> SyntheticDigits.generate(count, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 1000000; got " + count)
                .hasMessageContaining("several sets with different seeds");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void eachDigitHasSeveralStylesInTheSquare(int digit) {
        assertThat(DigitStrokes.of(digit)).hasSizeGreaterThanOrEqualTo(5).allSatisfy(style -> {
            assertThat(style.weight()).isPositive();
            assertThat(style.strokes())
                    .isNotEmpty()
                    .allSatisfy(stroke -> assertThat(stroke)
                            .hasSizeGreaterThanOrEqualTo(2)
                            .allSatisfy(point -> {
                                assertThat(point.x()).isBetween(0.0, 100.0);
                                assertThat(point.y()).isBetween(0.0, 100.0);
                            }));
        });
    }

    @Test
    void imagesAreTheSameData() {
        SyntheticDigits digits = SyntheticDigits.generate(3, 1);
        assertThat(digits.images().features()).hasToString("[28, 28, 1]");
        assertThat(digits.images().batches(3).get(0).features().ravel())
                .isEqualTo(digits.dataset().batches(3).get(0).features().ravel());
        assertThat(digits.images().labels()).isEqualTo(digits.dataset().labels());
    }
}
