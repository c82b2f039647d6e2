package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Stateful;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stops when the validation data has not been classified better for some epochs; without classes, when its loss has not
 * fallen. The network keeps the parameters of the last epoch, or, {@link #restoringBest()}, those of the best.
 *
 * @param patience epochs without a new best that are allowed, at least 1
 * @param restoresBest true if the network gets its best epoch's parameters back when training ends
 */
@CheckReturnValue
public record EarlyStopping(int patience, boolean restoresBest) implements Listener {

    /** Checks the patience. */
    public EarlyStopping {
        Range.atLeastOne("EarlyStopping", "patience", patience);
    }

    /** Keeps the parameters of the last epoch. */
    public EarlyStopping(int patience) {
        this(patience, false);
    }

    /** The same, but the network gets its best epoch's parameters back when training ends, before any listener hears. */
    public EarlyStopping restoringBest() {
        return new EarlyStopping(patience, true);
    }

    @Override
    public Listener bind(Training training) {
        if (training.trainer().validation().isEmpty()) {
            throw new IllegalArgumentException(
                    "EarlyStopping needs validation data: give the trainer some with .validation(...)");
        }
        return new Watch(training.network().parameters());
    }

    private record State(Optional<Epoch> best) {}

    private final class Watch implements Listener, Stateful<State> {

        private final Parameters parameters;
        private Epoch best;
        private Parameters bestParameters;

        Watch(Parameters parameters) {
            this.parameters = parameters;
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (best == null || epoch.isBetterThan(best)) {
                best = epoch;
                if (restoresBest) {
                    keep();
                }
            } else if (epoch.number() - best.number() >= patience) {
                training.stop("no improvement on the validation data since epoch " + best.number());
            }
        }

        private void keep() {
            if (bestParameters == null) {
                bestParameters = parameters.zeros();
            }
            bestParameters.assign(parameters);
        }

        @Override
        public void beforeEnd(Training training) {
            if (bestParameters != null) {
                training.restore(bestParameters);
            }
        }

        @Override
        public State state() {
            return new State(Optional.ofNullable(best));
        }

        @Override
        public void restore(State state) {
            best = state.best.orElse(null);
            bestParameters = best == null || !restoresBest ? null : parameters.zeros();
        }

        @Override
        public Map<String, INDArray> arrays() {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            if (bestParameters != null) {
                arrays.put("parameters", bestParameters.flat());
                if (!bestParameters.buffers().isEmpty()) {
                    arrays.put("buffers", bestParameters.buffers());
                }
            }
            return arrays;
        }
    }
}
