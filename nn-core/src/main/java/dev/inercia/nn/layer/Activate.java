package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.BoundActivation;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation as a layer of its own, {@code y = f(x)}, on input of any shape of at least one axis. Row-wise
 * activations such as the softmax run along all axes but the batch.
 *
 * @param activation f
 */
public record Activate(Activation activation) implements Layer {

    /** Checks that there is one. */
    public Activate {
        Objects.requireNonNull(activation, "activation");
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Bound bind(Binding binding) {
        int rows = binding.rows();
        Shape shape = binding.input();
        BoundActivation bound = new BoundActivation(activation, rows, shape.size(), binding.type(), binding.training());
        Memory x = Memory.create();
        Memory dy = Memory.create();
        Memory y = Memory.zeros(binding.type(), shape.toArrayShape(rows));
        Memory dx = binding.wantsInputGradient() ? Memory.zeros(binding.type(), shape.toArrayShape(rows)) : null;
        return new Bound() {

            @Override
            public INDArray forward(INDArray input) {
                bound.forward(x.at(input), null, y);
                return y.array();
            }

            @Override
            public INDArray backward(INDArray outputGradient) {
                return dx == null
                        ? null
                        : bound.backward(y, dy.at(outputGradient), dx, null).array();
            }
        };
    }
}
