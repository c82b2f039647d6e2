package dev.inercia.mnist.augment;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;

/**
 * Moves images by whole pixels, along each axis by any number from {@code -pixels} to {@code pixels}, each as likely;
 * pixels from outside are 0. The same as a random crop of an image with as many zeros around it.
 *
 * <p>Shapes: {@code [height, width, channels]}, both sides larger than {@code pixels}.
 *
 * @param pixels at least 0
 */
public record Shift(int pixels) implements Augmentation {

    public Shift {
        Range.atLeastZero("Shift", "pixels", pixels);
    }

    @Override
    public Bound bind(Shape features) {
        requireImages("Shift", features);
        int height = features.dimension(0);
        int width = features.dimension(1);
        int channels = features.dimension(2);
        if (pixels >= Math.min(height, width)) {
            throw new IllegalArgumentException(
                    "Shift: expected images larger than " + pixels + " pixels, but got " + features);
        }
        float[] moved = new float[features.size()];
        int row = width * channels;
        return (image, random) -> {
            int down = random.nextInt(2 * pixels + 1) - pixels;
            int right = random.nextInt(2 * pixels + 1) - pixels;
            if (down == 0 && right == 0) {
                return;
            }
            Arrays.fill(moved, 0);
            int count = (width - Math.abs(right)) * channels;
            int from = Math.max(0, -right) * channels;
            int to = Math.max(0, right) * channels;
            for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
                System.arraycopy(image, (y - down) * row + from, moved, y * row + to, count);
            }
            System.arraycopy(moved, 0, image, 0, moved.length);
        };
    }

    /** Refuses examples that are no images. */
    static void requireImages(String owner, Shape features) {
        if (features.rank() != 3) {
            throw new IllegalArgumentException(owner + ": expected images [height, width, channels], but got "
                    + features + ": take data such as mnist.images()");
        }
    }
}
