package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.tensor.Shape;
import java.util.List;

/**
 * A convolution of images, {@code y = f(x * W + b)}: each filter moves over the input, and a pixel of the
 * output is the dot product of the filter and the part of the input under it (strictly a cross-correlation, as usual in
 * the field).
 *
 * <p>Shapes: x is {@code [batch, height, width, channels]}, {@code weight} W
 * {@code [window height, window width, channels / groups, filters]}, {@code bias} b {@code [filters]}, y
 * {@code [batch, height', width', filters]}; a side becomes
 * {@code (side + padding - dilation (window - 1) - 1) / stride + 1}, rounded down. With groups, each group of filters
 * sees only its own group of channels; with as many groups as channels the convolution is depthwise.
 *
 * <p>A filter has {@code window height * window width * channels / groups} inputs, and an input reaches
 * {@code window height * window width * filters / groups} outputs; initialisers use these as fan-in and fan-out.
 *
 * <pre>{@code
 * new Conv2d(32, 3, new Relu())
 * new Conv2d(64, 3).stride(2).padding(Padding.SAME).withoutBias()
 * }</pre>
 *
 * @param filters the channels of the output, at least 1, a multiple of groups
 * @param window size, stride, padding and dilation
 * @param groups the number of groups of channels and filters, by default 1
 * @param activation f, by default the identity
 * @param hasBias true if there is a bias b, by default true
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

    /** A convolution with square windows of this side. */
    public Conv2d(int filters, int size) {
        this(filters, size, new Identity());
    }

    /** A convolution with square windows of this side, and an activation. */
    public Conv2d(int filters, int size, Activation activation) {
        this(filters, size, size, activation);
    }

    /** A convolution with windows of this height and width, and an activation. */
    public Conv2d(int filters, int height, int width, Activation activation) {
        this(filters, Window.of(height, width), 1, activation, true, Glorot.uniform(), Glorot.uniform());
    }

    /** Sets the stride of rows and columns, by default 1. */
    public Conv2d stride(int stride) {
        return new Conv2d(filters, window.stride(stride, stride), groups, activation, hasBias, weights, biases);
    }

    /** Sets the strides of rows and columns, by default 1. */
    public Conv2d stride(int y, int x) {
        return new Conv2d(filters, window.stride(y, x), groups, activation, hasBias, weights, biases);
    }

    /** Sets the padding, by default {@link Padding#VALID} (none). */
    public Conv2d padding(Padding padding) {
        return new Conv2d(filters, window.padding(padding), groups, activation, hasBias, weights, biases);
    }

    /** Pads all four sides with this many zeros. */
    public Conv2d padding(int size) {
        return new Conv2d(filters, window.padding(Padding.of(size)), groups, activation, hasBias, weights, biases);
    }

    /** Sets the distance between adjacent elements of the window, by default 1. */
    public Conv2d dilation(int dilation) {
        return new Conv2d(filters, window.dilation(dilation, dilation), groups, activation, hasBias, weights, biases);
    }

    /** Sets the distances between adjacent rows and columns of the window, by default 1. */
    public Conv2d dilation(int y, int x) {
        return new Conv2d(filters, window.dilation(y, x), groups, activation, hasBias, weights, biases);
    }

    /** Sets the number of groups of channels and filters, by default 1. */
    public Conv2d groups(int count) {
        return new Conv2d(filters, window, count, activation, hasBias, weights, biases);
    }

    /** Omits the biases, for example before a batch normalisation, which would remove them. */
    public Conv2d withoutBias() {
        return new Conv2d(filters, window, groups, activation, false, weights, biases);
    }

    /** Sets the initialiser of the kernels. */
    public Conv2d weights(Initializer initializer) {
        return new Conv2d(filters, window, groups, activation, hasBias, initializer, biases);
    }

    /** Sets the initialiser of the biases. */
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
