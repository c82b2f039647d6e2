package dev.inercia.mnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ImageAugmentationTest {

    private static final int HEIGHT = 5;
    private static final int WIDTH = 6;
    private static final int CHANNELS = 3;
    private static final Shape IMAGE = Shape.of(HEIGHT, WIDTH, CHANNELS);

    /** An image whose every number is different from all others and from 0. */
    private static float[] image() {
        float[] image = new float[IMAGE.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = i + 1;
        }
        return image;
    }

    private static float at(float[] image, int y, int x, int c) {
        boolean isInside = y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH;
        return isInside ? image[(y * WIDTH + x) * CHANNELS + c] : 0;
    }

    @Test
    void shiftsMoveByWholePixels() {
        Augmentation.Bound shift = new Shift(2).bind(IMAGE);
        SplittableRandom random = new SplittableRandom(1);
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            float[] moved = image();
            shift.apply(moved, random);
            List<Integer> by = null;
            for (int down = -2; down <= 2; down++) {
                for (int right = -2; right <= 2; right++) {
                    boolean is = true;
                    for (int y = 0; y < HEIGHT; y++) {
                        for (int x = 0; x < WIDTH; x++) {
                            for (int c = 0; c < CHANNELS; c++) {
                                is &= at(moved, y, x, c) == at(image(), y - down, x - right, c);
                            }
                        }
                    }
                    by = is ? List.of(down, right) : by;
                }
            }
            assertThat(by).as("a shift by at most 2 pixels").isNotNull();
            seen.add(by);
        }
        assertThat(seen).hasSize(25);
    }

    @Test
    void flipsTurnLeftToRight() {
        float[] flipped = image();
        new Flip(1).bind(IMAGE).apply(flipped, new SplittableRandom(1));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    assertThat(at(flipped, y, x, c)).isEqualTo(at(image(), y, WIDTH - 1 - x, c));
                }
            }
        }
        Augmentation.Bound half = new Flip().bind(IMAGE);
        SplittableRandom random = new SplittableRandom(1);
        long count = IntStream.range(0, 1000)
                .filter(i -> {
                    float[] example = image();
                    half.apply(example, random);
                    return !Arrays.equals(example, image());
                })
                .count();
        assertThat(count).isBetween(430L, 570L);
    }

    @Test
    void cropsEnlargeAPart() {
        float[] whole = image();
        new Crop(1).bind(IMAGE).apply(whole, new SplittableRandom(1));
        assertThat(whole).containsExactly(image());
        SplittableRandom random = new SplittableRandom(2);
        Augmentation.Bound crop = new Crop(0.5).bind(IMAGE);
        for (int i = 0; i < 100; i++) {
            float[] part = image();
            crop.apply(part, random);
            // The image is a plane, which bilinear interpolation keeps: constant slopes, smaller than before.
            float down = at(part, 1, 0, 0) - at(part, 0, 0, 0);
            float right = at(part, 0, 1, 0) - at(part, 0, 0, 0);
            assertThat(down / (WIDTH * CHANNELS)).isBetween(0.4999f, 1.0001f);
            assertThat(right / CHANNELS)
                    .isEqualTo(down / (WIDTH * CHANNELS), org.assertj.core.api.Assertions.within(1e-3f));
            for (int c = 0; c < CHANNELS; c++) {
                assertThat(at(part, 4, 5, c))
                        .isEqualTo(
                                at(part, 0, 0, c) + 4 * down + 5 * right,
                                org.assertj.core.api.Assertions.within(1e-2f));
                assertThat(at(part, 4, 5, c)).isLessThanOrEqualTo(at(image(), 4, 5, c) + 1e-3f);
                assertThat(at(part, 0, 0, c)).isGreaterThanOrEqualTo(at(image(), 0, 0, c) - 1e-3f);
            }
        }
    }

    /** The same for any batch size, another each epoch, and the same again in the same epoch. */
    @Test
    void whatIsDrawnDependsOnEpochAndRowOnly() {
        Dataset data = Dataset.of(
                Nd4j.linspace(1, 20 * IMAGE.size(), 20L * IMAGE.size(), DataType.FLOAT)
                        .reshape(20, HEIGHT, WIDTH, CHANNELS),
                Nd4j.zeros(DataType.INT32, 20));
        for (Augmentation augmentation : List.of(new Shift(1), new Flip(), new Crop())) {
            Dataset augmented = data.augmented(augmentation, 7);
            float[] first = gathered(augmented, 20, 1);
            assertThat(gathered(augmented, 4, 1)).containsExactly(first);
            assertThat(gathered(augmented, 20, 2)).isNotEqualTo(first);
            assertThat(gathered(augmented, 20, 1)).containsExactly(first);
        }
    }

    private static float[] gathered(Dataset data, int rows, int epoch) {
        float[] all = new float[data.size() * IMAGE.size()];
        Batch batch = data.batch(rows, DataType.FLOAT);
        batch.startEpoch(epoch);
        int[] order = IntStream.range(0, data.size()).toArray();
        for (int from = 0; from < data.size(); from += rows) {
            batch.gather(order, from);
            float[] part = batch.features().dup().data().asFloat();
            System.arraycopy(part, 0, all, from * IMAGE.size(), part.length);
        }
        return all;
    }

    @Test
    void whatIsNoImageIsRefused() {
        for (Augmentation augmentation : List.of(new Shift(1), new Flip(), new Crop())) {
            assertThatThrownBy(() -> augmentation.bind(Shape.of(784)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(augmentation.getClass().getSimpleName()
                            + ": expected images [height, width, channels], but got [784]: take data such as"
                            + " mnist.images()");
        }
        assertThatThrownBy(() -> new Shift(5).bind(IMAGE))
                .hasMessage("Shift: expected images larger than 5 pixels, but got [5, 6, 3]");
        assertThatThrownBy(() -> new Shift(-1)).hasMessage("Shift: pixels must be at least 0, but is -1");
        assertThatThrownBy(() -> new Flip(1.5)).hasMessage("Flip: probability must be in [0, 1], but is 1.5");
        assertThatThrownBy(() -> new Crop(0)).hasMessage("Crop: least must be in (0, 1], but is 0.0");
    }
}
