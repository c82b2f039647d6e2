package dev.inercia.nn.tensor;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random generators, one for each purpose, all derived from the user's single seed.
 *
 * <p>Separate generators keep purposes from disturbing each other: a network with dropout starts from the same weights
 * as one without.
 */
public enum Seeds {
    /** Initial values of parameters; the index counts parameters. */
    INITIALIZATION,
    /** Order of examples; the index counts epochs. */
    SHUFFLING,
    /** Layers that draw random numbers in a pass; the index is a hash of the layer's path. */
    DROPOUT,
    /** Noise added to gradients; the index counts steps. */
    NOISE,
    /** Settings drawn in a search; the index counts candidates. */
    SEARCH,
    /** Distortions of training images; the index counts images. */
    AUGMENTATION;

    /** A generator for this purpose; the same arguments always give the same numbers. */
    public RandomGenerator generator(long seed, long index) {
        return new SplittableRandom(key(seed, index));
    }

    /** The key for this purpose, for numbers that come from {@link Hash} instead of a generator. */
    public long key(long seed, long index) {
        return Hash.mix(Hash.mix(Hash.mix(seed), ordinal()), index);
    }
}
