package dev.inercia.train;

import dev.inercia.nn.Architecture;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Statistics;
import java.util.Locale;

/** The magnitude of the numbers in a data set. */
final class DataSize {

    /** The outputs of the layers of a barely trained network are below this. */
    private static final double NEAR = 10;

    /** Initial outputs drown targets whose spread is below this share. */
    private static final double TINY = 0.01;

    private DataSize() {}

    /**
     * True if the targets are far from the outputs of an untrained network: their mean or spread is beyond the output
     * activation of 10.
     */
    static boolean hasFarTargets(Training training) {
        Dataset data = training.data();
        if (data.classes() > 0) {
            return false;
        }
        Architecture architecture = training.trainer().network().architecture();
        Statistics targets = Statistics.ofTargets(data);
        double[] mean = targets.mean();
        double[] deviation = targets.deviation();
        double[] low = Outputs.at(architecture.output(), -NEAR, mean.length);
        double[] high = Outputs.at(architecture.output(), NEAR, mean.length);
        for (int j = 0; j < mean.length; j++) {
            double size = Math.max(high[j], -low[j]);
            if (mean[j] < low[j] || mean[j] > high[j] || deviation[j] > size) {
                return true;
            }
        }
        return false;
    }

    /** True if the spread of all targets is below a hundredth of the output activation of 1. */
    static boolean hasTinyTargets(Training training) {
        if (training.data().classes() > 0) {
            return false;
        }
        double[] deviation = Statistics.ofTargets(training.data()).deviation();
        Activation output = training.trainer().network().architecture().output();
        double[] low = Outputs.at(output, -1, deviation.length);
        double[] high = Outputs.at(output, 1, deviation.length);
        for (int j = 0; j < deviation.length; j++) {
            if (deviation[j] == 0 || deviation[j] > TINY * (high[j] - low[j]) / 2) {
                return false;
            }
        }
        return true;
    }

    /** The largest absolute target value, as text. */
    static String targets(Training training) {
        return text(largest(Statistics.ofTargets(training.data())));
    }

    static double largestTarget(Dataset data) {
        return data.classes() > 0 ? 0 : largest(Statistics.ofTargets(data));
    }

    static double largestFeature(Dataset data) {
        return largest(Statistics.ofFeatures(data));
    }

    private static double largest(Statistics statistics) {
        double largest = 0;
        for (int j = 0; j < statistics.least().length; j++) {
            largest =
                    Math.max(largest, Math.max(statistics.most()[j], -statistics.least()[j]));
        }
        return largest;
    }

    static String text(double size) {
        return String.format(Locale.ROOT, "%.3g", size);
    }
}
