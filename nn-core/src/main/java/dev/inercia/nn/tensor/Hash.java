package dev.inercia.nn.tensor;

/**
 * Numbers that look random but are functions of what they are asked for: any of them, in any order, on any thread.
 */
public final class Hash {

    private static final int BITS = 24;
    private static final float UNIT = 1f / (1 << BITS);
    private static final int BLOCK = 1024;
    /** 0, 1, 2, ...: the JIT does not vectorise a loop whose own index is what is hashed. */
    private static final int[] INDICES = new int[BLOCK];

    private static final ThreadLocal<int[]> HASHES = ThreadLocal.withInitial(() -> new int[BLOCK]);

    static {
        for (int i = 0; i < BLOCK; i++) {
            INDICES[i] = i;
        }
    }

    private Hash() {}

    /**
     * A key for each index, derived from a key that is itself a hash. Mixes all bits of both into all bits of the result:
     * variant 13 of David Stafford's, as in SplitMix64.
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

    /** All bits of a text in all bits of a number. */
    public static long of(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return mix(hash, text.length());
    }

    /**
     * 24 random bits for each element: a function of the key and the element's index. Several times as fast as
     * {@link #uniform}, for loops that can do with whole numbers.
     *
     * @param first index of the element that {@code bits[0]} is for
     * @param bits from 0 to 2^24 - 1, written from index 0 on
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
     * Uniform numbers, multiples of 2^-24 in [0, 1): a function of the key and the element's index.
     *
     * @param first index of the element that {@code numbers[0]} is for
     * @param numbers written from index 0 on
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

    /** As {@link #uniform(long, int, float[], int)}: the same numbers. */
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
     * Three rounds of shift and multiplication, with the constants of Chris Wellons's triple32. Half of the key is added
     * before them and half after the first, so that keys whose first halves are neighbours do not give shifted runs of
     * the same numbers.
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
