package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Hash;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A layer's random numbers during training. They depend only on the seed, the layer's path, the gradient step, the
 * batch within that step and the element: not on threads, earlier batches, or what other layers draw. There is no
 * state: a second call for the same batch gives the same numbers, forward and backward.
 *
 * <pre>{@code
 * chance.uniform(row * columns, numbers, columns);      // element by element
 * double angle = chance.generator().nextDouble();       // or a few numbers for the batch
 * }</pre>
 */
@FunctionalInterface
public interface Chance {

    /**
     * The key from which all numbers for the current batch derive. A layer that needs several independent draws per
     * element can use {@code Hash.mix(key, 0)}, {@code Hash.mix(key, 1)} and so on as its own keys.
     *
     * @throws IllegalStateException in a prediction pass
     */
    long key();

    /** A new generator for the current batch, at the start of its sequence. */
    default RandomGenerator generator() {
        return new SplittableRandom(key());
    }

    /**
     * Fills {@code bits[0..count)} with uniform integers from 0 to 2^24 - 1 for the elements starting at {@code first}:
     * the numbers of {@link #uniform(int, float[], int)} times 2^24, several times faster.
     */
    default void bits(int first, int[] bits, int count) {
        Hash.bits(key(), first, bits, count);
    }

    /**
     * Fills {@code numbers[0..count)} with uniform numbers, multiples of 2^-24 in [0, 1), for the elements starting at
     * {@code first}. Each element has its own number, so any division of the work gives the same numbers.
     */
    default void uniform(int first, float[] numbers, int count) {
        Hash.uniform(key(), first, numbers, count);
    }

    /** The same numbers as {@link #uniform(int, float[], int)}, as doubles. */
    default void uniform(int first, double[] numbers, int count) {
        Hash.uniform(key(), first, numbers, count);
    }
}
