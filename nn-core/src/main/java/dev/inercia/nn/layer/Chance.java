package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Hash;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A layer's chance while it trains. Whatever it draws depends on the seed, the layer's path, the gradient step, the batch
 * within that step and the element alone: not on a thread, on the batches before, or on what other layers draw. There is
 * no state: asking again for the same batch gives the same numbers, forward and backward.
 *
 * <pre>{@code
 * chance.uniform(row * columns, numbers, columns);      // element by element
 * double angle = chance.generator().nextDouble();       // or a few numbers for the batch
 * }</pre>
 */
@FunctionalInterface
public interface Chance {

    /**
     * What all numbers for the batch under way derive from. A layer that needs several independent draws for one element
     * can take {@code Hash.mix(key, 0)}, {@code Hash.mix(key, 1)} and so on for keys of its own.
     *
     * @throws IllegalStateException in a pass that predicts
     */
    long key();

    /** A new generator, at the beginning of its numbers for the batch under way. */
    default RandomGenerator generator() {
        return new SplittableRandom(key());
    }

    /**
     * Fills {@code bits[0..count)} with whole numbers from 0 to 2^24 - 1, uniform, for the elements from {@code first} on:
     * several times as fast as {@link #uniform(int, float[], int)}, whose numbers these are, times 2^24.
     */
    default void bits(int first, int[] bits, int count) {
        Hash.bits(key(), first, bits, count);
    }

    /**
     * Fills {@code numbers[0..count)} with uniform numbers, multiples of 2^-24 in [0, 1), for the elements from
     * {@code first} on. Element by element, so that any division of the work gives the same numbers.
     */
    default void uniform(int first, float[] numbers, int count) {
        Hash.uniform(key(), first, numbers, count);
    }

    /** As {@link #uniform(int, float[], int)}: the same numbers. */
    default void uniform(int first, double[] numbers, int count) {
        Hash.uniform(key(), first, numbers, count);
    }
}
