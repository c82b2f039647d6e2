package dev.inercia.tune;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a learning rate by one short training in which it rises from step to step, exponentially: where it is too low
 * the loss stands still, then it falls, and where it is too high it rises. A learning-rate range test.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Momentum(0.1)).batchSize(10);
 * RangeTest test = new LearningRateFinder().find(trainer, training);
 * System.out.println(test);        // Suggested learning rate 0.02: a quarter of 0.08, where ...
 * }</pre>
 *
 * <p>The losses are smoothed by an exponential moving average with bias correction over an eightieth of the steps, 0.98
 * for the default number of them. The test ends early where the smoothed loss exceeds {@value #EXPLODED} times its
 * lowest, or is not finite.
 *
 * <p>Source: Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3; the exponential rise, the
 * smoothing and the early end as in fastai.
 *
 * @param low the first learning rate, finite and above 0, by default {@value #LOW}
 * @param high the last, finite and above low, by default {@value #HIGH}
 * @param steps how many, at least {@value #LEAST_STEPS}, by default {@value #STEPS}, a fraction of a second; with fewer
 *     than some hundred for each factor of 10 there is no time to learn, and suggestions come out too high
 */
@CheckReturnValue
public record LearningRateFinder(double low, double high, int steps) {

    /** The default first learning rate. */
    public static final double LOW = 1e-6;

    /** The default last learning rate. */
    public static final double HIGH = 100;

    /** The default number of steps. */
    public static final int STEPS = 4000;

    /** The least number of steps. */
    public static final int LEAST_STEPS = 100;

    private static final double EXPLODED = 4;

    /** All defaults. */
    public LearningRateFinder() {
        this(LOW, HIGH, STEPS);
    }

    /** Checks all. */
    public LearningRateFinder {
        Range.aboveZero("LearningRateFinder", "low", low);
        Range.aboveZero("LearningRateFinder", "high", high);
        if (low >= high) {
            throw new IllegalArgumentException(
                    "LearningRateFinder: high must be above low, but they are " + high + " and " + low);
        }
        if (steps < LEAST_STEPS) {
            throw new IllegalArgumentException(
                    "LearningRateFinder: steps must be at least " + LEAST_STEPS + ", but is " + steps);
        }
    }

    /**
     * Tests the range on a copy of the trainer's network, which itself stays as it is. All of the trainer's settings
     * are in force but its number of epochs, its schedule, its listeners and its optimizer's learning rate. The same
     * seed gives the same bits. Interrupting the thread ends the test with the points so far; the thread stays
     * interrupted.
     *
     * @param trainer with an optimizer whose learning rate is above 0, whatever it is
     * @throws IllegalArgumentException if that is 0, or the data does not fit the network
     */
    public RangeTest find(Trainer trainer, Dataset training) {
        double own = trainer.optimizer().learningRate();
        if (!(own > 0)) {
            throw new IllegalArgumentException("LearningRateFinder: the optimizer's own learning rate must be above 0,"
                    + " whatever it is, but this is " + trainer.optimizer());
        }
        Recorder recorder = new Recorder();
        trainer.network(trainer.network().copy())
                .schedule(step -> learningRate(step) / own, Schedule.Unit.STEPS)
                .epochs(steps) // more than enough: it ends after so many steps
                .listeners(List.of(recorder))
                .train(training);
        return new RangeTest(this, recorder.points, recorder.diverged);
    }

    private double learningRate(double step) {
        return low * Math.pow(high / low, Math.min(1, step / (steps - 1)));
    }

    /** Steps that a smoothed loss is mostly made of. */
    double window() {
        return steps / 80.0;
    }

    /** Steps at the beginning that are taken for the loss of a network that has not learned. */
    int warmUp() {
        return steps / 10;
    }

    /** Notes every step, and ends the test. */
    private final class Recorder implements Listener {

        private final List<RangeTest.Point> points = new ArrayList<>();
        private final double smoothing = 1 - 1 / window();
        private double sum;
        private double weight;
        private double lowest = Double.POSITIVE_INFINITY;
        private boolean diverged;

        @Override
        public void onStep(Training training) {
            sum = smoothing * sum + (1 - smoothing) * training.loss();
            weight = smoothing * weight + (1 - smoothing);
            double smoothed = sum / weight;
            points.add(new RangeTest.Point(training.learningRate(), training.loss(), smoothed));
            if (points.size() > warmUp()) { // before, a few lucky batches would be the lowest of all
                lowest = Math.min(lowest, smoothed);
            }
            if (smoothed > EXPLODED * lowest) {
                diverge(training);
            } else if (points.size() == steps) {
                training.stop("the range was tested");
            }
        }

        @Override
        public boolean onNonFinite(Training training, NonFiniteException problem) {
            diverge(training);
            return true;
        }

        private void diverge(Training training) {
            diverged = true;
            training.stop("the loss exploded");
        }
    }
}
