package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AugmentedDatasetTest {

    private static final int SIZE = 23;

    /** Adds a number in [0, 1) to the second feature; the first says which example it is. */
    private static final Augmentation NOISE = shape -> (example, random) -> example[1] += random.nextFloat();

    private final Dataset plain = Dataset.of(
            IntStream.range(0, SIZE).mapToObj(i -> new float[] {i, 10 * i}).toArray(float[][]::new),
            IntStream.range(0, SIZE).map(i -> i % 3).toArray());
    private final Dataset augmented = plain.augmented(NOISE, 7);

    /** What each example got, in an epoch of a training. */
    private static double[] drawn(Dataset data, int rows, long shuffling, int epoch, DataType type) {
        Batches batches = data.batches(rows, type);
        batches.shuffle(shuffling, epoch);
        double[] drawn = new double[SIZE];
        for (Batch batch : batches) {
            for (int i = 0; i < batch.rows(); i++) {
                int row = (int) batch.features().getDouble(i, 0);
                drawn[row] = batch.features().getDouble(i, 1) - 10 * row;
                assertThat(batch.targets().getDouble(i)).isEqualTo(row % 3);
            }
        }
        return drawn;
    }

    @Test
    void whatIsDrawnDependsNeitherOnTheOrderNorOnTheBatchSize() {
        double[] expected = drawn(augmented, 5, 1, 3, DataType.FLOAT);
        assertThat(drawn(augmented, 5, 1, 3, DataType.FLOAT)).containsExactly(expected);
        assertThat(drawn(augmented, 5, 2, 3, DataType.FLOAT)).containsExactly(expected);
        assertThat(drawn(augmented, 4, 1, 3, DataType.FLOAT)).containsExactly(expected);
        assertThat(drawn(augmented, SIZE, 1, 3, DataType.FLOAT)).containsExactly(expected);
        assertThat(drawn(plain.augmented(NOISE, 7), 5, 1, 3, DataType.DOUBLE)).containsExactly(expected);
    }

    @Test
    void everyExampleEpochAndSeedHasItsOwn() {
        Set<Double> all = new HashSet<>();
        for (int epoch = 0; epoch < 4; epoch++) {
            for (double value : drawn(augmented, 5, 1, epoch, DataType.FLOAT)) {
                assertThat(value).isBetween(0.0, 1.0);
                all.add(value);
            }
        }
        for (double value : drawn(plain.augmented(NOISE, 8), 5, 1, 1, DataType.FLOAT)) {
            all.add(value);
        }
        // As floats beside 10 * row they are coarse, and some may be equal by chance.
        assertThat(all).hasSizeGreaterThan(5 * SIZE - 5);
    }

    @Test
    void aPartOfItIsAugmentedAlike() {
        double[] expected = drawn(augmented, 5, 1, 2, DataType.FLOAT);
        double[] part = drawn(augmented.subset(10, SIZE), 4, 1, 2, DataType.FLOAT);
        for (int row = 10; row < SIZE; row++) {
            assertThat(part[row]).isEqualTo(expected[row]);
        }
    }

    @Test
    void theDataItselfStays() {
        drawn(augmented, 5, 1, 1, DataType.FLOAT);
        assertThat(drawn(plain, 5, 1, 1, DataType.FLOAT)).containsOnly(0);
        assertThat(augmented.size()).isEqualTo(SIZE);
        assertThat(augmented.classes()).isEqualTo(3);
        assertThat(augmented.features()).isEqualTo(Shape.of(2));
        assertThat(augmented.targets()).isEqualTo(Shape.of());
    }

    @Test
    void refusesAShapeAtOnce() {
        Augmentation picky = shape -> {
            throw new IllegalArgumentException("not " + shape);
        };
        assertThatThrownBy(() -> plain.augmented(picky, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not [2]");
    }
}
