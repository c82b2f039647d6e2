package dev.inercia.examples.spark;

import dev.inercia.nn.data.Dataset;
import java.util.Random;

/**
 * Four features around one of three corners.
 *
 * @param count of examples
 * @param shift added to every feature
 */
record Clouds(int count, long seed, float shift) implements Source {

    Clouds(int count, long seed) {
        this(count, seed, 0);
    }

    @Override
    public Dataset load() {
        Random random = new Random(seed);
        float[][] x = new float[count][4];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 4; j++) {
                x[i][j] = (float) ((j == labels[i] ? 1 : 0) + 0.3 * random.nextGaussian()) + shift;
            }
        }
        return Dataset.of(x, labels, 3);
    }
}
