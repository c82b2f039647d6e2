package dev.inercia.train;

import dev.inercia.nn.tensor.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of the parameters after the best epoch so far. */
final class BestParameters {

    private final Criterion criterion;
    private final Parameters parameters;
    private Epoch best;
    /** Null before the first measured epoch. */
    private Parameters copy;

    /** Watches the network of this training, by this criterion. */
    BestParameters(Criterion criterion, Training training) {
        this.criterion = criterion;
        parameters = training.network().parameters();
    }

    /** Copies the parameters if this epoch is the best so far; ignores an epoch without a measurement. */
    void look(Epoch epoch) {
        boolean isBetter = best == null || criterion.compare(epoch, best) < 0;
        if (isBetter && !Double.isNaN(criterion.value(epoch))) {
            best = epoch;
            copy = copy == null ? parameters.zeros() : copy;
            copy.assign(parameters);
        }
    }

    void restore(Training training) {
        if (copy != null) {
            training.restore(best.number(), copy);
        }
    }

    Optional<Epoch> best() {
        return Optional.ofNullable(best);
    }

    /** Restores the best epoch from a checkpoint; the caller then fills {@link #arrays}. */
    void resume(Optional<Epoch> epoch) {
        best = epoch.orElse(null);
        copy = best == null ? null : parameters.zeros();
    }

    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        if (copy != null) {
            arrays.put("parameters", copy.flat());
            if (!copy.buffers().isEmpty()) {
                arrays.put("buffers", copy.buffers());
            }
        }
        return arrays;
    }
}
