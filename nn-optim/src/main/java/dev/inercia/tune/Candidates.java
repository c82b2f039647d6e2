package dev.inercia.tune;

import dev.inercia.nn.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Settings to be tried: all of a grid, or some drawn at random. */
public final class Candidates {

    private Candidates() {}

    /** Makes a candidate of three settings. */
    public interface OfThree<A, B, D, C> {

        /** The candidate. */
        C of(A first, B second, D third);
    }

    /** Every pair of two settings. */
    public static <A, B, C> List<C> grid(List<A> first, List<B> second, BiFunction<A, B, C> candidate) {
        List<C> all = new ArrayList<>();
        first.forEach(a -> second.forEach(b -> all.add(candidate.apply(a, b))));
        return all;
    }

    /** Every combination of three settings. */
    public static <A, B, D, C> List<C> grid(
            List<A> first, List<B> second, List<D> third, OfThree<A, B, D, C> candidate) {
        List<C> all = new ArrayList<>();
        first.forEach(a -> second.forEach(b -> third.forEach(d -> all.add(candidate.of(a, b, d)))));
        return all;
    }

    /**
     * Numbers evenly spaced by ratio, both ends included: {@code logSpaced(0.001, 0.1, 3)} is 0.001, 0.01, 0.1.
     *
     * @param from above 0
     * @param count at least 2
     */
    public static List<Double> logSpaced(double from, double to, int count) {
        requireRange(from, to);
        if (count < 2) {
            throw new IllegalArgumentException("Expected at least 2 numbers between two ends, but count is " + count);
        }
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(from * Math.pow(to / from, (double) i / (count - 1)));
        }
        return numbers;
    }

    /**
     * Candidates drawn at random; the same for a seed.
     *
     * @param count at least 1
     * @param candidate draws one
     */
    public static <C> List<C> random(int count, long seed, Function<Draw, C> candidate) {
        if (count < 1) {
            throw new IllegalArgumentException("Expected at least 1 candidate, but count is " + count);
        }
        List<C> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(candidate.apply(new Draw(Seeds.SEARCH.generator(seed, i))));
        }
        return all;
    }

    private static void requireRange(double from, double to) {
        if (!(from > 0 && to > from && to < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Expected a range of positive numbers, the lower one first, but got " + from + " to " + to);
        }
    }

    /** Draws settings for one candidate. */
    public static final class Draw {

        private final RandomGenerator random;

        private Draw(RandomGenerator random) {
            this.random = random;
        }

        /** A number whose logarithm is uniform: what learning rates want. */
        public double logUniform(double from, double to) {
            requireRange(from, to);
            return from * Math.pow(to / from, random.nextDouble());
        }

        /** A number from {@code from} to {@code to}, uniform. */
        public double uniform(double from, double to) {
            return from + (to - from) * random.nextDouble();
        }

        /** One of these. */
        @SafeVarargs
        public final <T> T of(T... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
