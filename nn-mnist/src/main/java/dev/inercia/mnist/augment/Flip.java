package dev.inercia.mnist.augment;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.tensor.Shape;

/**
 * Turns images left to right with this probability. Not for digits and letters, which mean something else then.
 *
 * <p>Shapes: {@code [height, width, channels]}.
 *
 * @param probability in [0, 1], by default 0.5
 */
public record Flip(double probability) implements Augmentation {

    public Flip {
        Range.zeroToOne("Flip", "probability", probability);
    }

    /** With a probability of 0.5. */
    public Flip() {
        this(0.5);
    }

    @Override
    public Bound bind(Shape features) {
        Shift.requireImages("Flip", features);
        int height = features.dimension(0);
        int width = features.dimension(1);
        int channels = features.dimension(2);
        return (image, random) -> {
            if (random.nextDouble() >= probability) {
                return;
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width / 2; x++) {
                    int a = (y * width + x) * channels;
                    int b = (y * width + width - 1 - x) * channels;
                    for (int c = 0; c < channels; c++) {
                        float pixel = image[a + c];
                        image[a + c] = image[b + c];
                        image[b + c] = pixel;
                    }
                }
            }
        };
    }
}
