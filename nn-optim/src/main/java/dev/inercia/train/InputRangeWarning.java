package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Warns if features are far outside [-1, 1], for example pixels that were not divided by 255: if {@link #SHARE} of the
 * values of a column (the last axis) are beyond {@link #LIMIT}. What counts is what reaches the first weights, so a
 * network that standardises its features is not warned of. On by default; checks a few hundred examples, spread over
 * the data set, before the first step.
 */
public record InputRangeWarning() implements Listener {

    /** Features with a larger absolute value are far outside. */
    public static final double LIMIT = 20;

    /** The share of a column that must be far outside: a few large values are none of a wrong scale. */
    public static final double SHARE = 0.05;

    private static final int SAMPLE = 500;
    private static final double WHITE = 255;

    @Override
    public void onStart(Training training) {
        Network network = training.trainer().network();
        Batch sample = Sample.of(training.data(), SAMPLE, network.architecture().type());
        INDArray features = sample.features();
        if (!isFarOutside(features) || normalises(network) || !isFarOutside(beforeFirstWeights(network, sample))) {
            return;
        }
        double least = 0;
        double most = 0;
        for (double value : Sample.values(Memory.of(features))) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        training.warn(
                "Features are as large as " + (float) Math.max(most, -least)
                        + ", far outside [-1, 1]: units will saturate",
                Cause.FEATURES,
                "features that were never scaled; "
                        + (least == 0 && most == WHITE
                                ? "divide pixels by 255"
                                : "standardise them, as Standardize.of(data) does as the first layer"));
    }

    private static boolean isFarOutside(INDArray features) {
        int columns = (int) features.size(features.rank() - 1);
        int[] far = new int[columns];
        double[] values = Sample.values(Memory.of(features));
        for (int i = 0; i < values.length; i++) {
            far[i % columns] += Math.abs(values[i]) > LIMIT ? 1 : 0;
        }
        for (int count : far) {
            if (count > SHARE * values.length / columns) {
                return true;
            }
        }
        return false;
    }

    /** True if the layer after the first weights, or one before them, normalises batches or examples. */
    private static boolean normalises(Network network) {
        int weights = 0;
        for (Segment segment : network.parameters().segments()) {
            weights += segment.role() == Role.WEIGHT ? 1 : 0;
            if (weights < 2 && (segment.role() == Role.NORM || segment.role() == Role.BUFFER)) {
                return true;
            }
        }
        return false;
    }

    /** What the first layer with weights is given. */
    private static INDArray beforeFirstWeights(Network network, Batch sample) {
        String path = network.parameters().segments().stream()
                .filter(segment -> segment.role() == Role.WEIGHT)
                .map(Segment::layerPath)
                .findFirst()
                .orElse("0");
        for (List<String> names = List.of(path.split("\\."));
                !names.isEmpty();
                names = names.subList(0, names.size() - 1)) {
            String last = names.get(names.size() - 1);
            if (last.matches("[1-9]\\d*")) {
                String before = String.join(".", names.subList(0, names.size() - 1));
                int index = Integer.parseInt(last) - 1;
                Pass pass = Pass.inspecting(network, sample.rows());
                pass.predict(sample.features());
                return pass.output(before.isEmpty() ? String.valueOf(index) : before + "." + index);
            }
        }
        return sample.features();
    }
}
