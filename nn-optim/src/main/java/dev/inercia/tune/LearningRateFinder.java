package dev.inercia.tune;

import dev.inercia.nn.Baseline;
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
 * Finds a learning rate by a range test: one short training in which the rate rises exponentially from step to step.
 * The loss hardly moves while the rate is too low, then falls, and rises once the rate is too high.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Momentum(0.1)).batchSize(10);
 * RangeTest test = new LearningRateFinder().find(trainer, training);
 * System.out.println(test);        // Suggested learning rate 0.02: a quarter of 0.08, where ...
 * }</pre>
 *
 * <p>The losses are smoothed by an exponential moving average with bias correction over an eightieth of the steps
 * (decay 0.98 for the default number), and at least 3. The test ends early if the smoothed loss is half of what can be
 * learned (see {@link Baseline}) above its lowest, or is not finite; or if nearly all was learned, as happens with
 * small data. It takes at most {@value #EPOCHS} epochs, and takes fewer steps if these have fewer. Validation data is
 * not evaluated.
 *
 * <p>Source: Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3; the exponential rise,
 * the smoothing and the early end as in fastai.
 *
 * @param low the first learning rate, finite and above 0, by default {@value #LOW}
 * @param high the last learning rate, finite and above low, by default {@value #HIGH}
 * @param steps the number of steps, at least {@value #LEAST_STEPS}, by default {@value #STEPS}, which take a fraction
 *     of a second for a small network; with fewer than a few hundred per factor of 10 the network has no time to learn,
 *     and suggestions are too high
 */
@CheckReturnValue
public record LearningRateFinder(double low, double high, int steps) {

    public static final double LOW = 1e-6;

    public static final double HIGH = 100;

    public static final int STEPS = 4000;

    /** The smallest number of steps accepted. */
    public static final int LEAST_STEPS = 100;

    /** The most epochs that a test takes, unless they have fewer than {@value #LEAST_STEPS} steps. */
    public static final int EPOCHS = 20;

    /** A test ends if the loss is this much above its lowest, in units of what can be learned. */
    private static final double EXPLODED = 0.5;
    /** A test ends once this share of what can be learned is learned: the loss then says nothing about higher rates. */
    private static final double MEMORISED = 0.98;
    /** The shortest averaging window, in steps. */
    private static final double LEAST_WINDOW = 3;

    public LearningRateFinder() {
        this(LOW, HIGH, STEPS);
    }

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
     * Tests the range on a copy of the trainer's network; the network itself does not change. All settings of the
     * trainer apply except the number of epochs, the schedule, the listeners, the validation data, the metrics and the
     * optimizer's learning rate. The same seed gives bit-identical results. Interrupting the thread ends the test with
     * the points so far; the thread stays interrupted.
     *
     * @param trainer a trainer whose optimizer has any learning rate above 0
     * @throws IllegalArgumentException if that rate is 0, or the data does not fit the network
     */
    public RangeTest find(Trainer trainer, Dataset training) {
        double own = trainer.optimizer().learningRate();
        if (!(own > 0)) {
            throw new IllegalArgumentException("LearningRateFinder: the optimizer's own learning rate must be above 0,"
                    + " whatever it is, but this is " + trainer.optimizer());
        }
        return new LearningRateFinder(low, high, bound(trainer, training)).test(trainer, training, own);
    }

    private RangeTest test(Trainer trainer, Dataset training, double own) {
        Recorder recorder = new Recorder(Baseline.of(trainer.network(), trainer.loss(), training));
        trainer.withoutValidation()
                .network(trainer.network().copy())
                .schedule(step -> learningRate(step) / own, Schedule.Unit.STEPS)
                .epochs(steps) // more than enough: the recorder ends the test after this many steps
                .listeners(List.of(recorder))
                .train(training);
        return new RangeTest(this, recorder.points, recorder.diverged, recorder.memorised);
    }

    /** The number of steps for this data. */
    private int bound(Trainer trainer, Dataset training) {
        int batch = trainer.batchSize() * trainer.accumulation();
        long stepsPerEpoch = (training.size() + batch - 1L) / batch;
        return (int) Math.min(steps, Math.max(LEAST_STEPS, EPOCHS * stepsPerEpoch));
    }

    private double learningRate(double step) {
        return low * Math.pow(high / low, Math.min(1, step / (steps - 1)));
    }

    /** The number of steps that the smoothed loss mostly averages over. */
    double window() {
        return Math.max(LEAST_WINDOW, steps / 80.0);
    }

    /** The number of steps at the start that stand for the loss of an untrained network. */
    int warmUp() {
        return steps / 10;
    }

    /** Records every step, and ends the test. */
    private final class Recorder implements Listener {

        private final Baseline baseline;
        private final List<RangeTest.Point> points = new ArrayList<>();
        private final double smoothing = 1 - 1 / window();
        private double sum;
        private double weight;
        private double lowest = Double.POSITIVE_INFINITY;
        /** How far the loss can fall, from the first losses or from that of guessing. */
        private double unit;

        private boolean diverged;
        private boolean memorised;

        Recorder(Baseline baseline) {
            this.baseline = baseline;
        }

        @Override
        public void onStep(Training training) {
            sum = smoothing * sum + (1 - smoothing) * training.loss();
            weight = smoothing * weight + (1 - smoothing);
            double smoothed = sum / weight;
            points.add(new RangeTest.Point(training.learningRate(), training.loss(), smoothed));
            boolean isWarm = points.size() > warmUp(); // earlier, a few lucky batches could be the lowest
            if (isWarm) {
                lowest = Math.min(lowest, smoothed);
            } else {
                unit = Math.max(baseline.scale(), smoothed - baseline.perfect());
            }
            if (smoothed > lowest + EXPLODED * unit) {
                diverge(training);
            } else if (isWarm && baseline.learned(smoothed) > MEMORISED) {
                memorised = true;
                training.stop("the data was learned by heart");
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
