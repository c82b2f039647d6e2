package dev.inercia.tune;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Range;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning-rate range test: trains a copy of the network while the learning rate rises exponentially from step to
 * step, and looks at the loss. The network itself stays as it is; optimizer, loss, batch size, seed, treatment and
 * gradient transforms are the trainer's.
 *
 * <p>It ends after its steps, or earlier, once the smoothed loss is {@value #DIVERGES} times its lowest or not finite.
 *
 * <p>Source: Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3; rising exponentially and
 * smoothed as in fastai.
 *
 * @param lowest the first learning rate, above 0, by default {@value #LOWEST}
 * @param highest the last one, above the lowest, by default {@value #HIGHEST}
 * @param steps how many steps it takes, at least {@value #LEAST_STEPS}, by default {@value #STEPS}
 */
public record LearningRateFinder(double lowest, double highest, int steps) {

    /** The default lowest learning rate. */
    public static final double LOWEST = 1e-6;

    /** The default highest learning rate. */
    public static final double HIGHEST = 10;

    /** The default number of steps. */
    public static final int STEPS = 500;

    /** The least number of steps. */
    public static final int LEAST_STEPS = 20;

    /** How many times its lowest the smoothed loss may be before the test ends. */
    public static final double DIVERGES = 4;

    /** How much of the smoothed loss a step keeps at {@value #STEPS} steps. */
    private static final double SMOOTHING = 0.95;

    /** All defaults. */
    public LearningRateFinder() {
        this(LOWEST, HIGHEST, STEPS);
    }

    /** Checks all. */
    public LearningRateFinder {
        Range.aboveZero("LearningRateFinder", "lowest", lowest);
        Range.aboveZero("LearningRateFinder", "highest", highest);
        if (highest <= lowest) {
            throw new IllegalArgumentException(
                    "LearningRateFinder: highest must be above lowest, " + lowest + ", but is " + highest);
        }
        if (steps < LEAST_STEPS) {
            throw new IllegalArgumentException(
                    "LearningRateFinder: steps must be at least " + LEAST_STEPS + ", but is " + steps);
        }
    }

    /** The learning rate of a step, from 0 on. */
    double rate(double step) {
        return lowest * Math.pow(highest / lowest, step / (steps - 1));
    }

    /**
     * Runs the test.
     *
     * @throws IllegalArgumentException if the trainer's optimizer has a learning rate of 0, or the data does not fit
     */
    public LearningRateCurve find(Trainer trainer, Dataset data) {
        double own = trainer.optimizer().learningRate();
        if (own == 0) {
            throw new IllegalArgumentException(
                    "LearningRateFinder: the optimizer's learning rate is 0, which nothing can be a multiple of; give it"
                            + " any other");
        }
        Network copy = trainer.network().copy();
        Recorder recorder = new Recorder();
        int batches = (data.size() + trainer.batchSize() - 1) / trainer.batchSize();
        int perEpoch = (batches + trainer.accumulation() - 1) / trainer.accumulation();
        trainer.network(copy)
                .epochs((steps + perEpoch - 1) / perEpoch)
                .schedule(new Rising(own), Schedule.Unit.STEPS)
                .listeners(List.of(recorder))
                .train(data);
        return new LearningRateCurve(recorder.points);
    }

    private final class Rising implements Schedule {

        private final double own;

        Rising(double own) {
            this.own = own;
        }

        @Override
        public double factor(double time) {
            return rate(time) / own;
        }
    }

    private final class Recorder implements Listener {

        private final List<LearningRateCurve.Point> points = new ArrayList<>();
        // Fewer steps are smoothed over fewer.
        private final double keep = Math.pow(SMOOTHING, (double) STEPS / steps);
        private double average;
        private double lowestLoss = Double.POSITIVE_INFINITY;

        @Override
        public void onStep(Training training) {
            average = keep * average + (1 - keep) * training.loss();
            double smoothed = average / (1 - Math.pow(keep, training.step()));
            lowestLoss = Math.min(lowestLoss, smoothed);
            points.add(new LearningRateCurve.Point(training.learningRate(), training.loss(), smoothed));
            if (training.step() >= steps || smoothed > DIVERGES * lowestLoss) {
                training.stop("the range test is over");
            }
        }

        @Override
        public boolean onNonFinite(Training training, NonFiniteException problem) {
            training.stop("the loss is not finite");
            return true;
        }
    }
}
