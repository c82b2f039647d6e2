package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound convolution. Each of the {@link Cores} gets a contiguous range of images, and takes one image at a time from
 * products to activation while the image is in its cache. Each core sums the parameter gradients of its images; the
 * sums are added in a fixed order, so the same number of threads gives the same bits.
 */
final class BoundConvolution {

    /** With at most this many inputs per row of a filter, its products would be too thin. */
    private static final int THIN = 15;

    private final Geometry geometry;
    private final int filters;
    private final Input x;
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final Kernels kernels;
    /** True if images are unfolded, as products of window rows would be too thin. */
    private final boolean isThin;
    /** The biases if the products add them; null if the activation does, or if there are none. */
    private final Memory productBias;

    private final ChannelActivation activation;
    private final Part[] parts;
    private final Sweep forward = new Forward();
    private final Sweep backward = new Backward();
    private final Memory weightGradient;
    private final Memory biasGradient;
    private final Sum sum;

    BoundConvolution(Convolution layer, Geometry geometry, Binding binding) {
        this.geometry = geometry;
        filters = layer.filters();
        int rows = binding.rows();
        y = Memory.of(binding.output());
        if (layer.activation() instanceof Identity) {
            binding.releaseOutput();
        }
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradient()) : null;
        boolean isLearning = binding.wantsParameterGradients();
        weightGradient = isLearning ? Memory.of(binding.gradient("weight")) : null;
        biasGradient = isLearning && layer.hasBias() ? Memory.of(binding.gradient("bias")) : null;
        Memory weight = Memory.of(binding.parameter("weight"));
        kernels = new Kernels(
                geometry, layer.groups(), weight, filters, dx == null ? null : scratch(binding, weight.length()));
        isThin = layer.groups() == 1 && geometry.window.width() * geometry.channels <= THIN && geometry.outWidth > 1;
        x = new Input(binding, isThin ? geometry.inputSize() : geometry.width * geometry.channels);
        Memory bias = layer.hasBias() ? Memory.of(binding.parameter("bias")) : null;
        productBias = isThin && layer.activation() instanceof Identity ? bias : null;
        parts = new Part[binding.parts()];
        activation = new ChannelActivation(
                layer.activation(), productBias == null ? bias : null, y, geometry, filters, binding);
        for (int i = 0; i < parts.length; i++) {
            parts[i] =
                    new Part(binding, layer, Cores.from(rows, i, parts.length), Cores.from(rows, i + 1, parts.length));
        }
        sum = isLearning && parts.length > 1 ? new Sum(binding.type(), weight.length()) : null;
    }

    private static Memory scratch(Binding binding, int length) {
        return Memory.of(binding.scratch(length));
    }

    /** This as a bound layer. */
    ByExample byExample(Binding binding) {
        return new ByExample(binding, forward, backward);
    }

    /** Computes outputs. */
    private final class Forward implements Sweep {

        @Override
        public INDArray begin(INDArray input) {
            x.at(input);
            return y.array();
        }

        @Override
        public void prepare() {
            activation.prepare();
        }

        @Override
        public void compute(int part, int from, int to) {
            parts[part].forward(from, to);
        }
    }

    /** Computes the gradients of parameters and inputs. */
    private final class Backward implements Sweep {

        @Override
        public INDArray begin(INDArray outputGradient) {
            dy.at(outputGradient);
            return dx == null ? null : dx.array();
        }

        @Override
        public void prepare() {
            kernels.transpose();
        }

        @Override
        public void compute(int part, int from, int to) {
            parts[part].backward(from, to);
        }

        @Override
        public void finish() {
            for (int i = 1; sum != null && i < parts.length; i++) {
                sum.set(weightGradient, i == 1 ? parts[0].weightSum : weightGradient, parts[i].weightSum);
            }
            if (biasGradient != null) {
                Tile total = parts[0].bias.sum();
                for (int i = 1; i < parts.length; i++) {
                    Loops.add(total, 0, parts[i].bias.sum(), 0, filters);
                }
                Loops.put(total, 0, biasGradient, 0, filters);
            }
        }
    }

    /** A range of images, with the buffers of the thread that works on it. */
    private final class Part {

        private final int first;
        private final int last;
        private final ImageConvolution convolution;
        private final ImageGradient inputGradient;
        private final ChannelActivation.Part bias;
        /** Null if the gradient of the kernels is not needed. */
        private final Memory weightSum;

        Part(Binding binding, Convolution layer, int first, int last) {
            this.first = first;
            this.last = last;
            weightSum = weightGradient == null || parts.length == 1
                    ? weightGradient
                    : scratch(binding, weightGradient.length());
            bias = activation.new Part(dy, biasGradient != null, binding);
            Memory dz = bias.gradient();
            if (layer.isDepthwise(binding.input())) {
                DepthwiseConvolution depthwise =
                        new DepthwiseConvolution(kernels, x.array(), y, dz, weightSum, dx, binding);
                convolution = depthwise;
                inputGradient = depthwise;
            } else {
                convolution = isThin
                        ? new UnfoldedConvolution(kernels, productBias, x, y, dz, weightSum, binding)
                        : new RowConvolution(kernels, x, y, dz, weightSum, binding);
                inputGradient = dx == null ? null : new StridedGradient(kernels, dz, dx, binding);
            }
        }

        void forward(int from, int to) {
            if (from == first) {
                convolution.begin();
            }
            for (int image = from; image < to; image++) {
                convolution.forward(image);
                bias.forward(image);
            }
        }

        void backward(int from, int to) {
            if (from == first) {
                convolution.begin();
                bias.clear();
            }
            for (int image = from; image < to; image++) {
                int at = bias.backward(image);
                if (weightSum != null) {
                    convolution.addWeightGradient(image, at, image == first);
                }
                if (dx != null) {
                    inputGradient.set(image, at);
                }
            }
            if (weightSum != null && to == last) {
                convolution.finishWeightGradient();
            }
        }
    }
}
