package dev.inercia.nn.tensor;

/**
 * Counter-based pseudorandom numbers: each is a function of a key and an index, so any of them can be computed, in any
 * order and on any thread.
 */
public final class Hash {

    private static final int BITS = 24;
    private static final float UNIT = 1f / (1 << BITS);
    private static final int BLOCK = 1024;
    /** 0, 1, 2, ...: the JIT does not vectorise a loop that hashes its own index. */
    private static final int[] INDICES = new int[BLOCK];

    private static final ThreadLocal<int[]> HASHES = ThreadLocal.withInitial(() -> new int[BLOCK]);

    static {
        for (int i = 0; i < BLOCK; i++) {
            INDICES[i] = i;
        }
    }

    private Hash() {}

    /**
     * Derives a key for an index from a key that is itself a hash. Mixes all bits of both into all bits of the result,
     * with David Stafford's variant 13, as in SplitMix64.
     */
    public static long mix(long key, long index) {
        return mix(key + index);
    }

    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A hash of a text: all of its bits affect all bits of the result. */
    public static long of(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return mix(hash, text.length());
    }

    /**
     * 24 random bits for each element: a function of the key and the element's index. Several times as fast as
     * {@link #uniform}, for loops that can use integers.
     *
     * @param first index of the element for {@code bits[0]}
     * @param bits receives values from 0 to 2^24 - 1, starting at index 0
     */
    public static void bits(long key, int first, int[] bits, int count) {
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            if (from == 0) {
                hash(key, first, bits, length);
            } else {
                int[] block = HASHES.get();
                hash(key, first + from, block, length);
                System.arraycopy(block, 0, bits, from, length);
            }
        }
    }

    /**
     * Uniform random numbers, multiples of 2^-24 in [0, 1): each a function of the key and the element's index.
     *
     * @param first index of the element for {@code numbers[0]}
     * @param numbers receives the numbers, starting at index 0
     */
    public static void uniform(long key, int first, float[] numbers, int count) {
        int[] block = HASHES.get();
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            hash(key, first + from, block, length);
            for (int i = 0; i < length; i++) {
                numbers[from + i] = block[i] * UNIT;
            }
        }
    }

    /** The same numbers as {@link #uniform(long, int, float[], int)}, as doubles. */
    public static void uniform(long key, int first, double[] numbers, int count) {
        int[] block = HASHES.get();
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            hash(key, first + from, block, length);
            for (int i = 0; i < length; i++) {
                numbers[from + i] = block[i] * UNIT;
            }
        }
    }

    /**
     * Three rounds of shift and multiply, with the constants of Chris Wellons's triple32. Half of the key is added
     * before the rounds and half after the first one; otherwise keys with adjacent first halves would give shifted runs
     * of the same numbers.
     */
    private static void hash(long key, int first, int[] hashes, int count) {
        int[] index = INDICES;
        int before = first * 0x9e3779b1 + (int) key;
        int between = (int) (key >>> 32);
        for (int i = 0; i < count; i++) {
            int h = index[i] * 0x9e3779b1 + before;
            h ^= h >>> 17;
            h *= 0xed5ad4bb;
            h += between;
            h ^= h >>> 11;
            h *= 0xac4c1b51;
            h ^= h >>> 15;
            h *= 0x31848bab;
            h ^= h >>> 14;
            hashes[i] = h >>> (32 - BITS);
        }
    }
}
