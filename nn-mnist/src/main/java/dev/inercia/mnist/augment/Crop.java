package dev.inercia.mnist.augment;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.tensor.Shape;

/**
 * Enlarges a random part of an image to the whole: its sides are a share of the image's, uniform from {@code least}
 * to 1,
 * and it lies anywhere within the image. Interpolates bilinearly.
 *
 * <p>Shapes: {@code [height, width, channels]}.
 *
 * @param least the smallest share, in (0, 1], by default 0.8
 */
public record Crop(double least) implements Augmentation {

    public Crop {
        Range.share("Crop", "least", least);
    }

    /** With shares from 0.8 on. */
    public Crop() {
        this(0.8);
    }

    @Override
    public Bound bind(Shape features) {
        Shift.requireImages("Crop", features);
        int height = features.dimension(0);
        int width = features.dimension(1);
        int channels = features.dimension(2);
        float[] from = new float[features.size()];
        return (image, random) -> {
            double share = least + (1 - least) * random.nextDouble();
            double top = (1 - share) * (height - 1) * random.nextDouble();
            double left = (1 - share) * (width - 1) * random.nextDouble();
            System.arraycopy(image, 0, from, 0, from.length);
            for (int y = 0; y < height; y++) {
                double row = top + share * y;
                int above = Math.min((int) row, height - 1);
                int below = Math.min(above + 1, height - 1);
                float down = (float) (row - above);
                for (int x = 0; x < width; x++) {
                    double column = left + share * x;
                    int before = Math.min((int) column, width - 1);
                    int behind = Math.min(before + 1, width - 1);
                    float right = (float) (column - before);
                    for (int c = 0; c < channels; c++) {
                        float upper = mix(
                                from,
                                (above * width + before) * channels + c,
                                (above * width + behind) * channels + c,
                                right);
                        float lower = mix(
                                from,
                                (below * width + before) * channels + c,
                                (below * width + behind) * channels + c,
                                right);
                        image[(y * width + x) * channels + c] = upper + down * (lower - upper);
                    }
                }
            }
        };
    }

    private static float mix(float[] values, int a, int b, float share) {
        return values[a] + share * (values[b] - values[a]);
    }
}
