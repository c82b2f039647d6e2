package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.BoundActivation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer, {@code y = f(x W + b)}.
 *
 * <p>Shapes: x is {@code [batch, ..., inputs]}, {@code weight} W {@code [inputs, units]}, {@code bias} b
 * {@code [units]}, y {@code [batch, ..., units]}. Axes between the batch and the last, such as the time axis of a
 * sequence, are kept: all rows go through the same weights. Reshape images to one axis first.
 *
 * <p>By default weights and biases are drawn from {@link Glorot#uniform()}: with ReLU and tanh, over seven tables and
 * MNIST, the validation loss was 2 % lower than with normal weights or with zero biases; with He uniform for ReLU it
 * was 14 % higher. The README of nn-core has the table.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * new Dense(100, new Relu()).weights(He.normal())
 * }</pre>
 *
 * @param units the number of outputs, at least 1
 * @param activation f, by default the identity
 * @param weights initial values of W, by default {@link Glorot#uniform()}
 * @param biases initial values of b, by default {@link Glorot#uniform()}
 */
@CheckReturnValue
public record Dense(int units, Activation activation, Initializer weights, Initializer biases) implements Layer {

    /** Refuses less than one unit. */
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Dense: units must be at least 1, but is " + units);
        }
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(biases, "biases");
    }

    /** A layer with an activation and the default initialisers. */
    public Dense(int units, Activation activation) {
        this(units, activation, Glorot.uniform(), Glorot.uniform());
    }

    /** A layer without activation, with the default initialisers, such as the last layer of a network. */
    public Dense(int units) {
        this(units, new Identity());
    }

    /** This layer with another initialiser for its weights. */
    public Dense weights(Initializer initializer) {
        return new Dense(units, activation, initializer, biases);
    }

    /** This layer with another initialiser for its biases. */
    public Dense biases(Initializer initializer) {
        return new Dense(units, activation, weights, initializer);
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() == 0) {
            throw new IllegalArgumentException(
                    "expected input of shape [..., features], but got " + input + ": reshape the examples to [1]");
        }
        int[] dimensions = input.dimensions();
        dimensions[dimensions.length - 1] = units;
        return Shape.of(dimensions);
    }

    private static int features(Shape input) {
        return input.dimension(input.rank() - 1);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        int inputs = features(input);
        Fans fans = new Fans(inputs, units);
        // Weights are stored unit by unit ('f'): both products are faster than with the weights of one input adjacent.
        return List.of(
                new Parameter("weight", Shape.of(inputs, units), 'f', Role.WEIGHT, fans, weights)
                        .interchange(Interchange.axes(1, 0).features(0)),
                Parameter.bias("bias", Shape.of(units), fans, biases));
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundDense(this, binding);
    }

    private static final class BoundDense implements Bound {

        private final BoundActivation activation;
        private final Matrix x;
        private final Matrix dy;
        private final Matrix weight;
        private final Memory bias;
        private final Matrix y;
        private final Matrix dz;
        private final Matrix dx;
        private final Matrix weightGradient;
        private final Memory biasGradient;

        BoundDense(Dense layer, Binding binding) {
            int inputs = features(binding.input());
            int rows = Math.multiplyExact(binding.rows(), binding.input().size() / inputs);
            int units = layer.units;
            DataType type = binding.type();
            activation = new BoundActivation(layer.activation, rows, units, type, binding.training());
            x = Memory.create().matrix(rows, inputs);
            dy = Memory.create().matrix(rows, units);
            // Stored unit by unit: in memory, the transpose of its declared shape.
            weight = Memory.of(binding.parameter("weight")).matrix(units, inputs);
            bias = Memory.of(binding.parameter("bias"));
            y = Memory.of(binding.output()).matrix(rows, units);
            dz = binding.training() ? Memory.of(binding.scratch(rows, units)).matrix(rows, units) : null;
            dx = binding.wantsInputGradient()
                    ? Memory.of(binding.inputGradient()).matrix(rows, inputs)
                    : null;
            boolean wantsGradients = binding.wantsParameterGradients();
            weightGradient =
                    wantsGradients ? Memory.of(binding.gradient("weight")).matrix(units, inputs) : null;
            biasGradient = wantsGradients ? Memory.of(binding.gradient("bias")) : null;
        }

        @Override
        public INDArray forward(INDArray input) {
            x.memory().at(input);
            y.setProduct(x, weight.transposed());
            activation.forward(y.memory(), bias, y.memory());
            return y.memory().array();
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            dy.memory().at(outputGradient);
            Memory dzMemory = activation.backward(y.memory(), dy.memory(), dz.memory(), biasGradient);
            Matrix gradient = dzMemory == dy.memory() ? dy : dz;
            if (weightGradient != null) {
                weightGradient.setProduct(gradient.transposed(), x);
            }
            if (dx == null) {
                return null;
            }
            dx.setProduct(gradient, weight);
            return dx.memory().array();
        }
    }
}
