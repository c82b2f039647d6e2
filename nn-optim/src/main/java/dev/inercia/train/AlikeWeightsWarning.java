package dev.inercia.train;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.List;

/**
 * Warns if the first weights of two layers in a row are all the same number, such as 0: all units of the lower one then
 * learn the same, or nothing. A single layer may begin with zeros, and so may the last. On by default; checks before
 * the first step.
 */
public record AlikeWeightsWarning() implements Listener {

    @Override
    public void onStart(Training training) {
        Parameters parameters = training.trainer().network().parameters();
        double[] values = Sample.values(Memory.of(parameters.flat()));
        List<Segment> weights = parameters.segments().stream()
                .filter(segment -> segment.role() == Role.WEIGHT)
                .toList();
        for (int i = 0; i + 1 < weights.size(); i++) {
            Segment lower = weights.get(i);
            if (areAlike(values, lower) && areAlike(values, weights.get(i + 1))) {
                training.warn(
                        "all first weights of "
                                + training.trainer().network().architecture().layerName(lower.layerPath()) + " are "
                                + (float) values[lower.from()]
                                + ", and those of the next layer are all alike, too, so that its units learn the same or"
                                + " nothing",
                        Cause.WEIGHTS,
                        "a start that is not random; leave the initializer out, or use Glorot or He");
                return;
            }
        }
    }

    private static boolean areAlike(double[] values, Segment segment) {
        for (int i = segment.from(); i < segment.to(); i++) {
            if (values[i] != values[segment.from()]) {
                return false;
            }
        }
        return segment.length() > 1;
    }
}
