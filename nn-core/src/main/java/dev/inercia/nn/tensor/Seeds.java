package dev.inercia.nn.tensor;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random generators, one for each purpose, all derived from the one seed a user gives.
 *
 * <p>Separate generators keep purposes from disturbing each other: a network with dropout starts from the same weights
 * as one without.
 */
public enum Seeds {
    /** First values of parameters; the index counts parameters. */
    INITIALIZATION,
    /** Order of examples; the index counts epochs. */
    SHUFFLING,
    /** Layers that draw while they compute; the index counts layers. */
    DROPOUT,
    /** Noise added to gradients; the index counts steps. */
    NOISE,
    /** Settings drawn in a search; the index counts candidates. */
    SEARCH,
    /** Distortions of training images; the index counts images. */
    AUGMENTATION;

    /** A generator for this purpose; the same arguments always give the same numbers. */
    public RandomGenerator generator(long seed, long index) {
        return new SplittableRandom(mix(mix(mix(seed) + ordinal()) + index));
    }

    /** Mixes all bits of z into all bits of the result: variant 13 of David Stafford's, as in SplitMix64. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
