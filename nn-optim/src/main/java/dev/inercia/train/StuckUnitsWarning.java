package dev.inercia.train;

import dev.inercia.nn.Architecture;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import dev.inercia.optim.Stateful;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Warns once per layer if most of its units are stuck: saturated sigmoids or dead ReLUs. A unit is stuck if the slope
 * of its activation is below {@value #SLOPE} for each of a few hundred sampled training examples, so that almost no
 * gradient passes through it. Networks that have learned most of what can be learned are left alone: their units may be
 * certain of every example. On by default; checks after every epoch from a quarter of the training on, with one forward
 * pass over the sample.
 *
 * <p>Checks hidden layers whose activation's slope can be computed from its output: sigmoid, tanh,
 * ReLU and similar. Of a convolution it counts filters, stuck if they are so at all positions.
 */
public record StuckUnitsWarning() implements Listener {

    /** The slope below which a unit counts as stuck; a sigmoid's is that small beyond 4.6, a tanh's beyond 3. */
    public static final double SLOPE = 0.01;

    /** A network that has learned this share of what can be learned is not warned of. */
    public static final double LEARNED = 0.5;

    /** Warns above this share of a layer's units. */
    public static final double SHARE = 0.5;

    private static final int SAMPLE = 200;

    @Override
    public Listener bind(Training training) {
        return new Watch(training);
    }

    /** For each layer, true if it was warned about or cannot be checked. */
    private record State(List<Boolean> done) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final Architecture architecture;
        private final boolean[] done;
        /** Null if no layer can be checked. */
        private final Batch sample;

        private final Pass pass;

        Watch(Training training) {
            Network network = training.trainer().network();
            architecture = network.architecture();
            done = new boolean[architecture.layers().size()];
            // Units of the last layer may saturate: they may be certain of every example.
            done[done.length - 1] = true;
            for (int layer = 0; layer < done.length; layer++) {
                Activation activation = architecture.activation(layer);
                done[layer] |= activation instanceof Identity
                        || activation instanceof Softmax
                        || activation.needsInput()
                        || architecture.shapes().get(layer + 1).rank() == 0;
            }
            boolean watches = isWatching();
            sample = watches ? Sample.of(training.data(), SAMPLE, architecture.type()) : null;
            pass = watches ? Pass.inspecting(network, sample.rows()) : null;
        }

        private boolean isWatching() {
            for (boolean layer : done) {
                if (!layer) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (training.evidence().isTimeToJudge()) {
                look(training, epoch);
            }
        }

        @Override
        public void beforeEnd(Training training) {
            if (training.evidence().isEndToJudge()) {
                training.lastEpoch().ifPresent(epoch -> look(training, epoch));
            }
        }

        /** Units of a network that has learned may be certain of every example. */
        private void look(Training training, Epoch epoch) {
            if (!isWatching() || training.evidence().learned(epoch) > LEARNED) {
                return;
            }
            pass.predict(sample.features());
            for (int layer = 0; layer < done.length; layer++) {
                if (!done[layer]) {
                    look(training, layer);
                }
            }
        }

        private void look(Training training, int layer) {
            // Of an image or sequence a unit is a filter, whose values at all positions count.
            Shape shape = architecture.shapes().get(layer + 1);
            int units = shape.dimension(shape.rank() - 1);
            Activation activation = architecture.activation(layer);
            int stuck = stuck(Memory.of(pass.output(layer)), activation, sample.rows(), shape.size(), units);
            if (stuck > SHARE * units) {
                done[layer] = true;
                training.warn(
                        stuck + " of " + units + (shape.rank() == 1 ? " units of " : " filters of ")
                                + architecture.layerName(layer)
                                + " are stuck: the slope of their "
                                + activation.getClass().getSimpleName()
                                + " is next to 0 for all of " + sample.rows() + " training examples",
                        Cause.RATE_TOO_HIGH,
                        "the learning rate or the first weights are too large; try a tenth of the rate, or weights scaled"
                                + " by 1/sqrt(inputs)");
            }
        }

        @Override
        public State state() {
            return new State(IntStream.range(0, done.length)
                    .mapToObj(layer -> done[layer])
                    .toList());
        }

        @Override
        public void restore(State state) {
            for (int layer = 0; layer < done.length; layer++) {
                done[layer] = state.done.get(layer);
            }
        }
    }

    /** Goes through the outputs example by example, each {@code size / units} rows of units. */
    private static int stuck(Memory outputs, Activation activation, int examples, int size, int units) {
        Tile y = new Tile(outputs.type(), 1, size);
        double[] values = new double[size];
        double[] slopes = new double[size];
        boolean[] isAlive = new boolean[units];
        for (int example = 0; example < examples; example++) {
            y.load(outputs, example, 1);
            Arrays.setAll(values, i -> y.isFloat() ? y.floats()[i] : y.doubles()[i]);
            Arrays.fill(slopes, 1);
            activation.gradient(null, values, slopes, size / units, units);
            for (int i = 0; i < size; i++) {
                isAlive[i % units] |= Math.abs(slopes[i]) >= SLOPE;
            }
        }
        int stuck = 0;
        for (boolean alive : isAlive) {
            stuck += alive ? 0 : 1;
        }
        return stuck;
    }
}
