package dev.inercia.examples.pad;

import dev.inercia.nn.data.Dataset;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a fine-tuning trains on. */
final class Mixture {

    /** Corrections, each repeated until there are about as many. */
    private static final int CORRECTED = 1_000;

    private static final int MOST_REPEATED = 200;
    /** Training digits among them. */
    private static final int OTHERS = 9_000;

    private Mixture() {}

    /**
     * The corrections, each many times, and training digits.
     *
     * @param corrections features [784]
     * @param training features [784]; null for corrections alone
     */
    static Dataset of(Dataset corrections, Dataset training, long seed) {
        int times = Math.max(1, Math.min(MOST_REPEATED, CORRECTED / corrections.size()));
        int others = training == null ? 0 : Math.min(OTHERS, training.size());
        int repeated = times * corrections.size();
        float[][] features = new float[repeated + others][];
        int[] labels = new int[repeated + others];
        copy(corrections, features, labels, 0);
        for (int i = corrections.size(); i < repeated; i++) {
            features[i] = features[i % corrections.size()];
            labels[i] = labels[i % corrections.size()];
        }
        if (others > 0) {
            int[] rows = new SplittableRandom(seed)
                    .ints(0, training.size())
                    .distinct()
                    .limit(others)
                    .toArray();
            copy(training.subset(rows), features, labels, repeated);
        }
        return Dataset.of(features, labels, 10);
    }

    private static void copy(Dataset from, float[][] features, int[] labels, int at) {
        INDArray all = from.batches(from.size()).get(0).features();
        float[][] rows = all.reshape(from.size(), 784).toFloatMatrix();
        System.arraycopy(rows, 0, features, at, rows.length);
        System.arraycopy(Arrays.copyOf(from.labels(), rows.length), 0, labels, at, rows.length);
    }
}
