package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.tensor.Shape;
import java.util.List;

/**
 * A convolution of images, {@code y = f(x * W + b)}: each filter is a small image that is moved over the input, and a
 * pixel of the output is the dot product of the filter and what lies below it (a cross-correlation, as everywhere in the
 * field).
 *
 * <p>Shapes: x is {@code [batch, height, width, channels]}, {@code weight} W
 * {@code [window height, window width, channels / groups, filters]}, {@code bias} b {@code [filters]}, y
 * {@code [batch, height', width', filters]}; a side becomes
 * {@code (side + padding - dilation (window - 1) - 1) / stride + 1}, rounded down. With groups, each group of filters
 * sees its group of channels only; with as many groups as channels the convolution is depthwise.
 *
 * <p>A filter has {@code window height * window width * channels / groups} inputs, and an input reaches
 * {@code window height * window width * filters / groups} outputs: the fans for the initialisers.
 *
 * <pre>{@code
 * new Conv2d(32, 3, new Relu())
 * new Conv2d(64, 3).stride(2).padding(Padding.SAME).withoutBias()
 * }</pre>
 *
 * @param filters the channels of the output, at least 1, a multiple of groups
 * @param window size, stride, padding and dilation
 * @param groups of channels, by default 1
 * @param activation f, by default the identity
 * @param hasBias whether there is b, by default true
 * @param weights initial values of W, by default {@link Glorot#uniform()}
 * @param biases initial values of b, by default {@link Glorot#uniform()}
 */
@CheckReturnValue
public record Conv2d(
        int filters,
        Window window,
        int groups,
        Activation activation,
        boolean hasBias,
        Initializer weights,
        Initializer biases)
        implements Layer {

    public Conv2d {
        new Convolution("Conv2d", filters, window, groups, activation, hasBias, weights, biases);
    }

    /** Square windows of this side. */
    public Conv2d(int filters, int size) {
        this(filters, size, new Identity());
    }

    /** Square windows of this side, and an activation. */
    public Conv2d(int filters, int size, Activation activation) {
        this(filters, size, size, activation);
    }

    /** Windows of this height and width, and an activation. */
    public Conv2d(int filters, int height, int width, Activation activation) {
        this(filters, Window.of(height, width), 1, activation, true, Glorot.uniform(), Glorot.uniform());
    }

    /** With windows this many rows and columns apart, by default 1. */
    public Conv2d stride(int stride) {
        return new Conv2d(filters, window.stride(stride, stride), groups, activation, hasBias, weights, biases);
    }

    /** With windows this many rows and columns apart. */
    public Conv2d stride(int y, int x) {
        return new Conv2d(filters, window.stride(y, x), groups, activation, hasBias, weights, biases);
    }

    /** With padding, by default {@link Padding#VALID}, none. */
    public Conv2d padding(Padding padding) {
        return new Conv2d(filters, window.padding(padding), groups, activation, hasBias, weights, biases);
    }

    /** With this many zeros on all four sides. */
    public Conv2d padding(int size) {
        return new Conv2d(filters, window.padding(Padding.of(size)), groups, activation, hasBias, weights, biases);
    }

    /** With the elements of the window this many rows and columns apart, by default 1. */
    public Conv2d dilation(int dilation) {
        return new Conv2d(filters, window.dilation(dilation, dilation), groups, activation, hasBias, weights, biases);
    }

    /** With the elements of the window this many rows and columns apart. */
    public Conv2d dilation(int y, int x) {
        return new Conv2d(filters, window.dilation(y, x), groups, activation, hasBias, weights, biases);
    }

    /** With channels and filters in this many groups, by default 1. */
    public Conv2d groups(int count) {
        return new Conv2d(filters, window, count, activation, hasBias, weights, biases);
    }

    /** Without biases, such as before a batch normalisation, which would remove them. */
    public Conv2d withoutBias() {
        return new Conv2d(filters, window, groups, activation, false, weights, biases);
    }

    /** With another initialiser for the kernels. */
    public Conv2d weights(Initializer initializer) {
        return new Conv2d(filters, window, groups, activation, hasBias, initializer, biases);
    }

    /** With another initialiser for the biases. */
    public Conv2d biases(Initializer initializer) {
        return new Conv2d(filters, window, groups, activation, hasBias, weights, initializer);
    }

    private Convolution convolution() {
        return new Convolution("Conv2d", filters, window, groups, activation, hasBias, weights, biases);
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
    public Bound bind(Binding binding) {
        return convolution().bind(binding);
    }
}
