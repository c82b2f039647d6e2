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
 * The result of a {@link LearningRateFinder}: the loss as the learning rate rose.
 *
 * @param finder the range that was tested, and the number of steps that this data allowed
 * @param points one per step taken, by rising learning rate
 * @param diverged true if the loss exploded before the end of the range
 * @param memorised true if nearly all was learned before the end of the range, so that the loss says nothing about
 *     higher rates
 */
public record RangeTest(LearningRateFinder finder, List<Point> points, boolean diverged, boolean memorised) {

    /** The learning rate with the lowest loss is divided by this to give the suggestion. */
    private static final double SAFETY = 4;

    /** A fall of this many standard errors is significant. */
    private static final double SIGNIFICANT = 4;

    /**
     * One step.
     *
     * @param learningRate the learning rate of the step
     * @param loss the loss of its batch, before the step
     * @param smoothed the moving average of the losses so far, with recent ones weighted most
     */
    public record Point(double learningRate, double loss, double smoothed) {}

    public RangeTest {
        points = List.copyOf(points);
    }

    /**
     * A learning rate to train with: a quarter of the one at which the smoothed loss is lowest, to two significant
     * digits. Empty if the test shows none; {@link #problem} says why.
     *
     * <p>It gives the order of magnitude, not the optimum. The rule was chosen among about twenty (steepest descent,
     * valley, other fractions of the minimum) on seven problems: MNIST with several networks, losses and batch sizes,
     * and linear regression, each with SGD, momentum, RMSprop and Adam and 5 seeds. On average it was 0.8 times the
     * best rate for one to five epochs, within a factor of 2, and lost half a per cent of accuracy. The worst case was
     * Adam with quadratic cost: 4 to 6 times too high, with a loss of up to 3 %.
     */
    public OptionalDouble suggestion() {
        if (problem().isPresent()) {
            return OptionalDouble.empty();
        }
        double rate = lowest().learningRate() / SAFETY;
        return OptionalDouble.of(new BigDecimal(rate).round(new MathContext(2)).doubleValue());
    }

    /**
     * Why there is no suggestion, and what to do: the loss never fell by more than the noise between batches, or was
     * still falling at the end of the range. Empty if there is a suggestion.
     */
    public Optional<String> problem() {
        if (memorised && neverFell()) {
            return Optional.of("the network knows the data already: test one that was not trained");
        }
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
        if (!diverged && !memorised && points.indexOf(lowest()) >= points.size() - finder.window()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the loss was still falling at the end of the range, %.3g: test one that goes higher",
                    finder.high()));
        }
        return Optional.empty();
    }

    /** True if the smoothed loss never left the noise, which is estimated from the losses of the first tenth. */
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

    /** The point with the lowest smoothed loss after the first tenth. */
    private Point lowest() {
        return points.stream()
                .skip(finder.warmUp())
                .min(Comparator.comparingDouble(Point::smoothed))
                .orElseThrow();
    }

    /** The suggestion, or the reason why there is none. */
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
