package dev.inercia.mnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class DistortionTest {

    private static final Distortion NONE = new Distortion(0, 0, 0, 0, 0);

    private final Dataset digits = SyntheticDigits.generate(50, 1).dataset();

    private static float[] gathered(Dataset data, int epoch) {
        Batch batch = data.batch(data.size(), DataType.FLOAT);
        batch.startEpoch(epoch);
        batch.gather(IntStream.range(0, data.size()).toArray(), 0);
        return batch.features().ravel().toFloatVector();
    }

    @Test
    void noDistortionGivesTheImagesBack() {
        assertThat(gathered(digits.augmented(NONE, 1), 1)).containsExactly(gathered(digits, 1));
    }

    @Test
    void pixelsStayInRangeAndTheDigitsAreLeftAsTheyWere() {
        float[] before = gathered(digits, 1);
        float[] distorted = gathered(digits.augmented(new Distortion(4, 45, 0.5, 0.5, 4), 1), 1);
        double ink = 0;
        for (float pixel : distorted) {
            assertThat(pixel).isBetween(0f, 1f);
            ink += pixel;
        }
        assertThat(distorted).isNotEqualTo(before);
        assertThat(ink / distorted.length).isBetween(0.03, 0.3);
        assertThat(gathered(digits, 1)).containsExactly(before);
    }

    @Test
    void theSameNumbersGiveTheSameImage() {
        Augmentation.Bound bound = new Distortion().bind(Shape.of(28, 28, 1));
        float[] first = gathered(digits.subset(0, 1), 1);
        float[] second = first.clone();
        float[] third = first.clone();
        bound.apply(first, new SplittableRandom(1));
        bound.apply(third, new SplittableRandom(2));
        bound.apply(second, new SplittableRandom(1));
        assertThat(second).containsExactly(first);
        assertThat(third).isNotEqualTo(first);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> new Distortion(-1, 5, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Distortion: shift must be in [0, 28.0], but is -1.0");
        assertThatThrownBy(() -> new Distortion(1, 200, 0, 0, 0))
                .hasMessage("Distortion: rotation must be in [0, 180.0], but is 200.0");
        assertThatThrownBy(() -> new Distortion(1, 5, 1, 0, 0))
                .hasMessage("Distortion: stretch must be in [0, 0.9], but is 1.0");
        assertThatThrownBy(() -> new Distortion(1, 5, 0, Double.NaN, 0))
                .hasMessage("Distortion: slant must be in [0, 0.9], but is NaN");
        assertThatThrownBy(() -> new Distortion(1, 5, 0, 0, Double.POSITIVE_INFINITY))
                .hasMessage("Distortion: bend must be in [0, 28.0], but is Infinity");
    }

    @Test
    void refusesWhatIsNoImageOfMnists() {
        Dataset points = Dataset.of(new float[][] {{1, 2, 3}}, new int[] {0});
        assertThatThrownBy(() -> points.augmented(new Distortion(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Distortion: expected images of 28 x 28 pixels, features of shape [784] or [28, 28, 1],"
                        + " but got [3]");
    }
}
