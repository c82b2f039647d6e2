package dev.inercia.train;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Stateful;
import dev.inercia.optim.gradient.GradientTransform;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A gradient transform that remembers: it adds a share of the gradient before, as it left it, on every other call. */
record Inertia(double share) implements GradientTransform {

    /** The number of calls. */
    private record Memory(long calls) {}

    @Override
    public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
        return new Remembering(share, parameters.zeros());
    }

    private static final class Remembering implements Bound, Stateful<Memory> {

        private final double share;
        private final Parameters before;
        private long calls;

        Remembering(double share, Parameters before) {
            this.share = share;
            this.before = before;
        }

        @Override
        public void apply(Parameters gradients, long step) {
            if (calls++ % 2 == 1) {
                gradients.flat().addi(before.flat().mul(share));
            }
            before.assign(gradients);
        }

        @Override
        public Memory state() {
            return new Memory(calls);
        }

        @Override
        public void restore(Memory memory) {
            calls = memory.calls;
        }

        @Override
        public Map<String, INDArray> arrays() {
            return Map.of("before", before.flat());
        }
    }
}
