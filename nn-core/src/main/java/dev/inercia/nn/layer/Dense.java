package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.BoundActivation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer, {@code y = f(x W + b)}.
 *
 * <p>Shapes: x is {@code [batch, inputs]}, {@code weight} W {@code [inputs, units]}, {@code bias} b {@code [units]}, y
 * {@code [batch, units]}.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * new Dense(100, new Relu()).weights(He.normal())
 * }</pre>
 *
 * @param units outputs, at least 1
 * @param activation f, by default the identity
 * @param weights first values of W, by default {@link Glorot#uniform()}
 * @param biases first values of b, by default {@link Zeros}
 */
public record Dense(int units, Activation activation, Initializer weights, Initializer biases) implements Layer {

    /** Checks all of it. */
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Dense: units must be at least 1, but is " + units);
        }
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(biases, "biases");
    }

    /** A layer with an activation and the default start. */
    public Dense(int units, Activation activation) {
        this(units, activation, Glorot.uniform(), new Zeros());
    }

    /** A layer without activation, with the default start: what a network's last layer is. */
    public Dense(int units) {
        this(units, new Identity());
    }

    /** The same layer with other first weights. */
    public Dense weights(Initializer initializer) {
        return new Dense(units, activation, initializer, biases);
    }

    /** The same layer with other first biases. */
    public Dense biases(Initializer initializer) {
        return new Dense(units, activation, weights, initializer);
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() != 1) {
            throw new IllegalArgumentException("expected input of shape [features], but got " + input
                    + ": reshape the examples to [" + input.size() + "]");
        }
        return Shape.of(units);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        int inputs = input.size();
        Fans fans = new Fans(inputs, units);
        // Weights lie unit by unit ('f'): both gemms are faster than with the weights of an input side by side.
        return List.of(
                new Parameter("weight", Shape.of(inputs, units), 'f', Role.WEIGHT, fans, weights),
                Parameter.bias("bias", Shape.of(units), fans, biases));
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundDense(this, binding);
    }

    private static final class BoundDense implements Bound {

        private final int rows;
        private final int inputs;
        private final int units;
        private final BoundActivation activation;
        private final Memory x = Memory.create();
        private final Memory dy = Memory.create();
        private final Memory weight;
        private final Memory bias;
        private final Memory y;
        private final Memory dz;
        private final Memory dx;
        private final Memory weightGradient;
        private final Memory biasGradient;

        BoundDense(Dense layer, Binding binding) {
            rows = binding.rows();
            inputs = binding.input().size();
            units = layer.units;
            activation = new BoundActivation(layer.activation, rows, units, binding.type(), binding.training());
            weight = Memory.of(binding.parameter("weight"));
            bias = Memory.of(binding.parameter("bias"));
            y = Memory.zeros(binding.type(), rows, units);
            dz = binding.training() ? Memory.zeros(binding.type(), rows, units) : null;
            dx = binding.wantsInputGradient() ? Memory.zeros(binding.type(), rows, inputs) : null;
            boolean wantsGradients = binding.wantsParameterGradients();
            weightGradient = wantsGradients ? Memory.of(binding.gradient("weight")) : null;
            biasGradient = wantsGradients ? Memory.of(binding.gradient("bias")) : null;
        }

        @Override
        public INDArray forward(INDArray input) {
            y.multiply(false, true, rows, units, inputs, x.at(input), weight, 0);
            activation.forward(y, bias, y);
            return y.array();
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            Memory gradient = activation.backward(y, dy.at(outputGradient), dz, biasGradient);
            if (weightGradient != null) {
                weightGradient.multiply(true, false, units, inputs, rows, gradient, x, 0);
            }
            if (dx == null) {
                return null;
            }
            dx.multiply(false, false, rows, inputs, units, gradient, weight, 0);
            return dx.array();
        }
    }
}
