package dev.inercia.train;

import dev.inercia.nn.Architecture;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Statistics;
import dev.inercia.nn.tensor.Shape;
import java.util.Locale;

/**
 * Warns if the network's output cannot give the targets: targets outside the range of the output activation, rows of
 * targets that do not sum to 1 under a softmax, or a softmax over a single unit, which is 1 for every example. On by
 * default; checks before the first step.
 */
public record OutputWarning() implements Listener {

    /** Warns if a perfect network would still miss this share of a target's variance. */
    public static final double MISSED = 0.001;

    /** How far the mean row of targets under a softmax may sum to another number than 1. */
    private static final double SUM_TOLERANCE = 0.01;

    @Override
    public void onStart(Training training) {
        Architecture architecture = training.trainer().network().architecture();
        Activation activation = architecture.outputActivation();
        String name = activation.getClass().getSimpleName();
        if (warnsOfSingleSoftmax(training, architecture) || training.data().classes() > 0) {
            return;
        }
        Outputs.range(activation).ifPresent(range -> {
            Misses misses = new Misses(training.data(), range);
            if (misses.areMany()) {
                training.warn(
                        String.format(
                                Locale.ROOT,
                                "Targets are between %.4g and %.4g, but a %s gives values between %.4g and %.4g",
                                misses.least,
                                misses.most,
                                name,
                                range.low(),
                                range.high()),
                        Cause.OUTPUT,
                        "an output activation that does not belong to this problem; for a regression leave it out");
            } else if (activation instanceof Softmax && misses.meanSum() > SUM_TOLERANCE) {
                training.warn(
                        String.format(
                                Locale.ROOT,
                                "Rows of targets differ from a sum of 1 by %.2g on average, but those of a Softmax sum to 1",
                                misses.meanSum()),
                        Cause.OUTPUT,
                        "an output activation that does not belong to this problem; for several labels per example use"
                                + " Sigmoid with SigmoidBinaryCrossEntropy, for a regression leave it out");
            }
        });
    }

    private static boolean warnsOfSingleSoftmax(Training training, Architecture architecture) {
        if (architecture.output() instanceof Softmax && isSingle(architecture.outputShape())) {
            training.warn(
                    "The output is a Softmax over a single unit, which is 1 for every example, and no gradient passes it",
                    Cause.OUTPUT,
                    "an output activation meant for several classes; for two classes use Sigmoid with"
                            + " SigmoidBinaryCrossEntropy, for a regression leave it out");
            return true;
        }
        for (int layer = 0; layer < architecture.layers().size(); layer++) {
            if (architecture.activation(layer) instanceof Softmax
                    && isSingle(architecture.shapes().get(layer + 1))) {
                training.warn(
                        architecture.layerName(layer)
                                + " is a Softmax over a single unit, which is 1 for every example, and no gradient passes it",
                        Cause.OUTPUT,
                        "an activation meant for several units; use another one");
                return true;
            }
        }
        return false;
    }

    private static boolean isSingle(Shape shape) {
        return shape.rank() == 0 || shape.dimension(shape.rank() - 1) == 1;
    }

    /** What an output within a range misses of the targets. */
    private static final class Misses {

        private final Statistics statistics;
        private final double[] squares;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private double sums;
        private long rows;

        Misses(Dataset data, Outputs.Range range) {
            statistics = Statistics.ofTargets(data);
            int columns = statistics.mean().length;
            squares = new double[columns];
            data.forEachTarget((target, example) -> {
                double sum = 0;
                for (int i = 0; i < target.length; i++) {
                    double missed = Math.max(0, Math.max(range.low() - target[i], target[i] - range.high()));
                    squares[i % columns] += missed * missed;
                    least = Math.min(least, target[i]);
                    most = Math.max(most, target[i]);
                    sum += target[i];
                    if (i % columns == columns - 1) {
                        rows++;
                        sums += Math.abs(sum - 1);
                        sum = 0;
                    }
                }
            });
        }

        boolean areMany() {
            double[] deviation = statistics.deviation();
            for (int j = 0; j < squares.length; j++) {
                if (squares[j] / rows > MISSED * deviation[j] * deviation[j]) {
                    return true;
                }
            }
            return false;
        }

        double meanSum() {
            return sums / rows;
        }
    }
}
