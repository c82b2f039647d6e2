package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Seeds;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** An order in which any contiguous part keeps the class proportions. */
final class Stratified {

    private Stratified() {}

    /**
     * Shuffles the examples, then spreads those of each class evenly.
     *
     * @return the rows in their new order
     */
    static int[] order(int[] labels, int classes, long seed) {
        RandomGenerator random = Seeds.SHUFFLING.generator(seed, 0);
        int[] rows = IntStream.range(0, labels.length).toArray();
        Batches.shuffle(rows, random);
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        // The i-th of n examples of a class goes at position (i + u) / n, with u uniform in [0, 1).
        double[] offset = random.doubles(classes).toArray();
        int[] next = new int[classes];
        double[] place = new double[labels.length];
        for (int row : rows) {
            int label = labels[row];
            place[row] = (next[label]++ + offset[label]) / counts[label];
        }
        return IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> place[row]))
                .mapToInt(row -> row)
                .toArray();
    }
}
