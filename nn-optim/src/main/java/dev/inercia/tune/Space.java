package dev.inercia.tune;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A search space, written once for grid and random search: makes a candidate, usually a record of hyperparameters, from
 * choices.
 *
 * <pre>{@code
 * record Settings(double learningRate, double momentum, int batchSize) {}
 *
 * Space<Settings> space = choice -> new Settings(
 *         choice.logarithmic(0.01, 1, 5), choice.oneOf(0, 0.5, 0.9), choice.oneOf(10, 30));
 * List<Settings> all = space.grid();               // 5 x 3 x 2 = 30
 * List<Settings> some = space.random(12, seed);    // learning rates log-uniform from 0.01 to 1
 * }</pre>
 *
 * <p>If only a few hyperparameters matter, random search finds equally good settings in fewer trials, because no two
 * trials have the same value of them (Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization", 2012).
 *
 * @param <C> a candidate
 */
@CheckReturnValue
@FunctionalInterface
public interface Space<C> {

    /** Makes a candidate. It must depend only on the choices. */
    C candidate(Choice choice);

    /** All combinations, in order; the last choice varies fastest. */
    default List<C> grid() {
        Grid grid = new Grid();
        List<C> candidates = new ArrayList<>();
        do {
            candidates.add(candidate(grid));
        } while (grid.next());
        return List.copyOf(candidates);
    }

    /**
     * Candidates drawn independently, so a small space may give duplicates. A larger count with the same seed begins
     * with the same candidates.
     *
     * @param count the number of candidates, at least 1
     */
    default List<C> random(int count, long seed) {
        Range.atLeastOne("Space", "count", count);
        List<C> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomGenerator random = Seeds.SEARCH.generator(seed, i);
            candidates.add(candidate(new Choice() {

                @Override
                public int index(int values) {
                    return random.nextInt(values);
                }

                @Override
                public double fraction(int points) {
                    return random.nextDouble();
                }
            }));
        }
        return List.copyOf(candidates);
    }
}
