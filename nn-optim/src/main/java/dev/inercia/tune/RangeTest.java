package dev.inercia.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What a {@link LearningRateFinder} saw: the loss as the learning rate rose.
 *
 * @param finder the range that was tested
 * @param points one for each step taken, the learning rate rising
 * @param diverged whether the loss exploded before the end of the range
 */
public record RangeTest(LearningRateFinder finder, List<Point> points, boolean diverged) {

    /** The suggestion is this part of the learning rate at which the loss is lowest and about to rise. */
    private static final double SAFETY = 4;

    /** A fall of so many standard errors is no chance. */
    private static final double SIGNIFICANT = 4;

    /**
     * One step.
     *
     * @param learningRate at which it was taken
     * @param loss of its batch, before the step
     * @param smoothed the mean of the losses up to here, recent ones counting most
     */
    public record Point(double learningRate, double loss, double smoothed) {}

    /** Keeps a copy. */
    public RangeTest {
        points = List.copyOf(points);
    }

    /**
     * A learning rate to train with: a quarter of the one at which the smoothed loss is lowest, to two significant
     * digits. Empty if the test does not tell one: {@link #problem} says why.
     *
     * <p>It is an order of magnitude, not the last per cent. The rule was chosen among some twenty (steepest descent,
     * valley, other parts of the minimum) on seven problems, MNIST with several networks, losses and batch sizes, and
     * linear regression, each with SGD, momentum, RMSprop and Adam and 5 seeds. It came to 0.8 times the rate that is
     * best for one to five epochs, give or take a factor of 2, and to half a per cent less accuracy; worst was Adam with
     * quadratic cost, where it was 4 to 6 times too high and cost up to 3 %.
     */
    public OptionalDouble suggestion() {
        if (problem().isPresent()) {
            return OptionalDouble.empty();
        }
        double rate = lowest().learningRate() / SAFETY;
        return OptionalDouble.of(new BigDecimal(rate).round(new MathContext(2)).doubleValue());
    }

    /**
     * Why there is no suggestion, and what to do: the loss never fell by more than batches differ by chance, or was
     * still falling at the end of the range. Empty if there is one.
     */
    public Optional<String> problem() {
        if (neverFell()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the loss never fell by more than chance between learning rates of %.3g and %.3g%s: %s",
                    finder.low(),
                    points.isEmpty()
                            ? finder.low()
                            : points.get(points.size() - 1).learningRate(),
                    diverged ? ", where it exploded" : "",
                    diverged
                            ? "begin lower, or test with more steps"
                            : "test a range that goes higher, or with more steps"));
        }
        if (!diverged && points.indexOf(lowest()) >= points.size() - finder.window()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the loss was still falling at the end of the range, %.3g: test one that goes higher",
                    finder.high()));
        }
        return Optional.empty();
    }

    /** Whether the smoothed loss has stayed within what chance allows, as the losses of the first tenth have it. */
    private boolean neverFell() {
        int first = finder.warmUp();
        if (points.size() <= first) {
            return true;
        }
        double mean = firstLosses().average().orElseThrow();
        double variance =
                firstLosses().map(loss -> (loss - mean) * (loss - mean)).sum() / (first - 1);
        double standardError = Math.sqrt(variance / (2 * finder.window()));
        return !(mean - lowest().smoothed() > SIGNIFICANT * standardError);
    }

    private DoubleStream firstLosses() {
        return points.stream().limit(finder.warmUp()).mapToDouble(Point::loss);
    }

    /** The point of the lowest smoothed loss, those of the first tenth aside. */
    private Point lowest() {
        return points.stream()
                .skip(finder.warmUp())
                .min(Comparator.comparingDouble(Point::smoothed))
                .orElseThrow();
    }

    /** The suggestion, or why there is none. */
    @Override
    public String toString() {
        return problem()
                .map(problem -> "No suggestion: " + problem)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "Suggested learning rate %s: a quarter of %.3g, where the loss is lowest, %.4g",
                        suggestion().orElseThrow(),
                        lowest().learningRate(),
                        lowest().smoothed()));
    }
}
