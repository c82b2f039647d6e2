package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.BoundActivation;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation as a separate layer, {@code y = f(x)}, for input of any shape. A row-wise activation, such as the
 * softmax, runs along the last axis.
 *
 * @param activation f
 */
public record Activate(Activation activation) implements Layer {

    public Activate {
        Objects.requireNonNull(activation, "activation");
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.IN_PLACE;
    }

    @Override
    public Bound bind(Binding binding) {
        BoundActivation bound =
                BoundActivation.of(activation, binding.rows(), binding.input(), binding.type(), binding.training());
        Memory x = Memory.create();
        Memory dy = Memory.create();
        Memory y = Memory.of(binding.outputInPlace());
        Memory dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
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
