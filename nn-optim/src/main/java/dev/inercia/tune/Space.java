package dev.inercia.tune;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which candidates there are, written once for grid and random search: makes one from choices, usually a record of
 * hyperparameters.
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
 * <p>Random search finds as good settings in fewer trials where few of the hyperparameters matter, for none of its
 * trials repeats another's value of them (Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization", 2012).
 *
 * @param <C> a candidate
 */
@CheckReturnValue
@FunctionalInterface
public interface Space<C> {

    /** A candidate; depends on nothing but the choices. */
    C candidate(Choice choice);

    /** All combinations, in order, those of the last choice next to each other. */
    default List<C> grid() {
        Grid grid = new Grid();
        List<C> candidates = new ArrayList<>();
        do {
            candidates.add(candidate(grid));
        } while (grid.next());
        return List.copyOf(candidates);
    }

    /**
     * Candidates drawn independently; where there are few, one may be drawn again. More of the same seed begin with the
     * same.
     *
     * @param count how many, at least 1
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
