package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bound {@link Activate}. */
final class BoundActivate {

    /** The identity if the layer before has applied the activation. */
    private final Activation activation;

    /** The length of the last axis. */
    private final int columns;
    /** The number of such rows in an example. */
    private final int lines;

    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    /** The inputs if the gradient needs them, otherwise null. */
    private final Memory inputs;

    private final Part[] parts;
    private final Sweep forward = new Forward();
    private final Sweep backward = new Backward();

    BoundActivate(Activation activation, Binding binding) {
        this.activation = binding.neighbours().isActivated() ? new Identity() : activation;
        Shape example = binding.input();
        columns = example.rank() == 0 ? 1 : example.dimension(example.rank() - 1);
        lines = example.size() / columns;
        y = binding.neighbours().isComputedAgain() ? x : Memory.of(binding.outputInPlace());
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        inputs = dx != null && this.activation.needsInput() ? Memory.zeros(binding.type(), y.length()) : null;
        parts = new Part[binding.parts()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(binding);
        }
    }

    /** This as a bound layer. */
    ByExample byExample(Binding binding) {
        return new ByExample(binding, forward, backward);
    }

    private boolean isNothing(Memory from, Memory to) {
        return activation instanceof Identity && from.array() == to.array();
    }

    /** Computes outputs. */
    private final class Forward implements Sweep {

        @Override
        public INDArray begin(INDArray input) {
            x.at(input);
            return y.array();
        }

        @Override
        public void compute(int part, int from, int to) {
            if (isNothing(x, y)) {
                return;
            }
            parts[part].forward(from * lines, to * lines);
        }
    }

    /** Computes input gradients. */
    private final class Backward implements Sweep {

        @Override
        public INDArray begin(INDArray outputGradient) {
            dy.at(outputGradient);
            return dx == null ? null : dx.array();
        }

        @Override
        public void compute(int part, int from, int to) {
            if (dx != null && !isNothing(dy, dx)) {
                parts[part].backward(from * lines, to * lines);
            }
        }
    }

    /** The buffers of one thread. */
    private final class Part {

        private final Tile outputs;
        private final Tile gradients;
        private final Tile before;

        Part(Binding binding) {
            int rows = Math.multiplyExact(binding.rows(), lines);
            outputs = Tile.walking(binding.type(), rows, columns);
            gradients = dx == null ? null : Tile.walking(binding.type(), rows, columns);
            before = inputs == null ? null : Tile.walking(binding.type(), rows, columns);
        }

        void forward(int from, int to) {
            for (int row = from; row < to; row += outputs.capacity()) {
                outputs.load(x, row, Math.min(outputs.capacity(), to - row));
                if (inputs != null) {
                    outputs.store(inputs, row);
                }
                activation.apply(outputs);
                outputs.store(y, row);
            }
        }

        void backward(int from, int to) {
            for (int row = from; row < to; row += gradients.capacity()) {
                int count = Math.min(gradients.capacity(), to - row);
                gradients.load(dy, row, count);
                outputs.load(y, row, count);
                if (inputs != null) {
                    before.load(inputs, row, count);
                }
                activation.gradient(before, outputs, gradients);
                gradients.store(dx, row);
            }
        }
    }
}
