package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A data set cut into k parts for cross-validation: each fold holds out a different part.
 *
 * <pre>{@code
 * Scores accuracy = data.kFold(5, 1).score(fold -> {
 *     Network network = newNetwork();
 *     trainer.network(network).train(fold.first());
 *     return network.evaluate(fold.second(), new Accuracy()).value();
 * });
 * System.out.println(accuracy);      // 0.9523 +- 0.0121 (5 values)
 * }</pre>
 *
 * @param folds for each fold the training part (first) and the part held out (second); copied
 */
public record Folds(List<Split> folds) {

    public Folds {
        folds = List.copyOf(folds);
    }

    /** Shuffles (stratified if every example has one class) and cuts. */
    static Folds of(Dataset data, int k, long seed) {
        if (k < 2 || k > data.size()) {
            throw new IllegalArgumentException(
                    "Cannot cut " + data.size() + " examples into " + k + " folds: expected 2 to " + data.size());
        }
        boolean hasClasses = data.classes() > 0 && data.targets().rank() == 0;
        int[] order = IntStream.range(0, data.size()).toArray();
        if (hasClasses) {
            order = Stratified.order(data.labels(), data.classes(), seed);
        } else {
            Batches.shuffle(order, Seeds.SHUFFLING.generator(seed, 0));
        }
        List<Split> folds = new ArrayList<>();
        for (int fold = 0; fold < k; fold++) {
            int from = (int) ((long) fold * data.size() / k);
            int to = (int) ((long) (fold + 1) * data.size() / k);
            int[] rows = order;
            folds.add(new Split(
                    data.subset(IntStream.range(0, rows.length)
                            .filter(i -> i < from || i >= to)
                            .map(i -> rows[i])
                            .toArray()),
                    data.subset(IntStream.range(from, to).map(i -> rows[i]).toArray())));
        }
        return new Folds(folds);
    }

    /** The results of a function for each fold, in order. */
    public Scores score(ToDoubleFunction<Split> function) {
        return new Scores(folds.stream().mapToDouble(function).boxed().toList());
    }
}
