package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.tensor.Shape;
import java.util.List;

/**
 * A convolution of sequences, {@code y = f(x * W + b)}; see {@link Conv2d}.
 *
 * <p>Shapes: x is {@code [batch, length, channels]}, {@code weight} W {@code [window, channels / groups, filters]},
 * {@code bias} b {@code [filters]}, y {@code [batch, length', filters]}; the length becomes
 * {@code (length + padding - dilation (window - 1) - 1) / stride + 1}, rounded down.
 *
 * <pre>{@code
 * new Conv1d(16, 5, new Relu()).padding(Padding.SAME)
 * }</pre>
 *
 * @param filters the channels of the output, at least 1, a multiple of groups
 * @param window size, stride, padding and dilation; its width is 1
 * @param groups the number of groups of channels and filters, by default 1
 * @param activation f, by default the identity
 * @param hasBias true if there is a bias b, by default true
 * @param weights initial values of W, by default {@link Glorot#uniform()}
 * @param biases initial values of b, by default {@link Glorot#uniform()}
 */
@CheckReturnValue
public record Conv1d(
        int filters,
        Window window,
        int groups,
        Activation activation,
        boolean hasBias,
        Initializer weights,
        Initializer biases)
        implements Layer {

    public Conv1d {
        new Convolution("Conv1d", filters, window, groups, activation, hasBias, weights, biases);
        if (!window.equals(window.vertical())) {
            throw new IllegalArgumentException("Conv1d: expected a window of width 1, but got " + window);
        }
    }

    /** A convolution with windows of this length. */
    public Conv1d(int filters, int length) {
        this(filters, length, new Identity());
    }

    /** A convolution with windows of this length, and an activation. */
    public Conv1d(int filters, int length, Activation activation) {
        this(filters, Window.of(length, 1), 1, activation, true, Glorot.uniform(), Glorot.uniform());
    }

    /** Sets the stride, by default 1. */
    public Conv1d stride(int stride) {
        return new Conv1d(filters, window.stride(stride, 1), groups, activation, hasBias, weights, biases);
    }

    /** Sets the padding, by default {@link Padding#VALID} (none); its columns are ignored. */
    public Conv1d padding(Padding padding) {
        return new Conv1d(filters, window.padding(padding.vertical()), groups, activation, hasBias, weights, biases);
    }

    /** Pads both ends with this many zeros. */
    public Conv1d padding(int size) {
        return new Conv1d(filters, window.padding(Padding.of(size, 0)), groups, activation, hasBias, weights, biases);
    }

    /** Sets the distance between adjacent elements of the window, by default 1. */
    public Conv1d dilation(int dilation) {
        return new Conv1d(filters, window.dilation(dilation, 1), groups, activation, hasBias, weights, biases);
    }

    /** Sets the number of groups of channels and filters, by default 1. */
    public Conv1d groups(int count) {
        return new Conv1d(filters, window, count, activation, hasBias, weights, biases);
    }

    /** Omits the biases, for example before a batch normalisation, which would remove them. */
    public Conv1d withoutBias() {
        return new Conv1d(filters, window, groups, activation, false, weights, biases);
    }

    /** Sets the initialiser of the kernels. */
    public Conv1d weights(Initializer initializer) {
        return new Conv1d(filters, window, groups, activation, hasBias, initializer, biases);
    }

    /** Sets the initialiser of the biases. */
    public Conv1d biases(Initializer initializer) {
        return new Conv1d(filters, window, groups, activation, hasBias, weights, initializer);
    }

    private Convolution convolution() {
        return new Convolution("Conv1d", filters, window, groups, activation, hasBias, weights, biases);
    }

    @Override
    public boolean expectsImages() {
        return true;
    }

    @Override
    public Shape output(Shape input) {
        return convolution().output(input);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return convolution().parameters(input);
    }

    @Override
    public OutputMemory outputMemory() {
        return activation instanceof Identity ? OutputMemory.OWN_RELEASED : OutputMemory.OWN;
    }

    @Override
    public boolean readsSource(Shape input) {
        return convolution().readsSource(input);
    }

    @Override
    public Sweeping sweeping() {
        return Sweeping.EXAMPLES;
    }

    @Override
    public Bound bind(Binding binding) {
        return convolution().bind(binding);
    }
}
