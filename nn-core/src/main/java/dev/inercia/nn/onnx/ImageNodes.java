package dev.inercia.nn.onnx;

import static dev.inercia.nn.onnx.NodeReader.refusal;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads convolutions and pools of images and sequences. */
final class ImageNodes {

    private ImageNodes() {}

    private static void requireImage(Node node, At at) throws IOException {
        if (!at.isFirst() || at.rank() < 2 || at.rank() > 3) {
            throw refusal(
                    node,
                    "expects images [batch, channels, height, width] or sequences [batch, channels, length], but"
                            + " is given " + at.shape());
        }
    }

    /**
     * Reads a window.
     *
     * @param kernel its size; empty if it is an attribute
     * @param more zeros before and after each axis of a padding node; empty if there is none
     */
    private static Window window(Node node, At at, int[] kernel, int[] more) throws IOException {
        int axes = at.rank() - 1;
        int[] ones = new int[axes];
        Arrays.fill(ones, 1);
        int[] size = kernel.length == 0 ? node.numbers("kernel_shape") : kernel;
        int[] stride = node.numbers("strides", ones);
        int[] dilation = node.numbers("dilations", ones);
        int[] pads = node.numbers("pads", new int[2 * axes]);
        if (size.length != axes || stride.length != axes || dilation.length != axes || pads.length != 2 * axes) {
            throw refusal(node, "has windows of other axes than its input " + at.shape());
        }
        for (int i = 0; i < more.length; i++) {
            pads[i] = Math.addExact(pads[i], more[i]);
        }
        String auto = node.text("auto_pad", "NOTSET");
        boolean isSame = auto.equals("SAME_UPPER");
        if (isSame && more.length > 0 || Arrays.stream(stride).anyMatch(step -> step < 1)) {
            throw refusal(node, "has strides or padding that no layer here has");
        }
        for (int i = 0; i < axes; i++) {
            long length = at.shape().dimension(i);
            long span = (size[i] - 1L) * dilation[i] + 1;
            if (auto.equals("SAME_LOWER")) {
                // Like SAME in this library, but with the odd zero at the start.
                long windows = (length + stride[i] - 1) / stride[i];
                int all = Math.toIntExact(Math.max(0, (windows - 1) * stride[i] + span - length));
                pads[axes + i] = all / 2;
                pads[i] = all - all / 2;
            } else if (node.number("ceil_mode", 0) != 0 && !isSame) {
                pads[axes + i] += roundedUp(node, length, pads[i], pads[axes + i], span, stride[i]);
            }
        }
        boolean isFlat = axes == 1;
        try {
            Padding padding = isSame
                    ? Padding.SAME
                    : isFlat ? Padding.of(pads[0], 0, pads[1], 0) : Padding.of(pads[0], pads[1], pads[2], pads[3]);
            return new Window(
                    size[0],
                    isFlat ? 1 : size[1],
                    stride[0],
                    isFlat ? 1 : stride[1],
                    padding,
                    dilation[0],
                    isFlat ? 1 : dilation[1]);
        } catch (IllegalArgumentException e) {
            throw refusal(node, "has a window that cannot be: " + e.getMessage());
        }
    }

    /** The padding at the end that gives the window which rounding up adds, unless it began in the padding. */
    private static int roundedUp(Node node, long length, int before, int after, long span, int stride)
            throws IOException {
        long room = length + before + after - span;
        long steps = (room + stride - 1) / stride;
        boolean isInside = steps * stride < length + before;
        int more = room < 0 || !isInside ? 0 : Math.toIntExact(steps * stride - room);
        if (more > 0 && countsPadding(node)) {
            throw refusal(node, "rounds sizes up and counts padding, but not that of the last window");
        }
        return more;
    }

    /** True if means count zeros: those that rounding up adds are never counted. */
    private static boolean countsPadding(Node node) {
        boolean hasPads = Arrays.stream(node.numbers("pads", 0)).anyMatch(size -> size != 0);
        return node.number("count_include_pad", 0) != 0 && (hasPads || node.number("ceil_mode", 0) == 0);
    }

    static At convolution(NodeReader reader, Node node, At at, List<Built> layers, int[] more) throws IOException {
        requireImage(node, at);
        OnnxTensor kernel = reader.requireConstant(node, 1, "kernel");
        int axes = at.rank() - 1;
        if (kernel.rank() != axes + 2 || kernel.values().length == 0) {
            throw refusal(node, "has a kernel of shape " + Arrays.toString(kernel.dimensions()));
        }
        Window window = window(node, at, Arrays.copyOfRange(kernel.dimensions(), 2, kernel.rank()), more);
        int filters = kernel.dimensions()[0];
        Map<String, OnnxTensor> parameters = new HashMap<>(Map.of("weight", kernel));
        boolean hasBias = !node.input(2).isEmpty();
        if (hasBias) {
            parameters.put("bias", reader.requireConstant(node, 2, "bias"));
        }
        int groups = (int) Math.max(0, Math.min(Integer.MAX_VALUE, node.number("group", 1)));
        Function<Activation, Layer> form = activation -> axes == 1
                ? new Conv1d(filters, window, groups, activation, hasBias, Glorot.uniform(), Glorot.uniform())
                : new Conv2d(filters, window, groups, activation, hasBias, Glorot.uniform(), Glorot.uniform());
        Layer layer = reader.add(layers, node, form, at, parameters);
        return At.first(node.output(), layer.output(at.shape()));
    }

    static At pool(Node node, At at, List<Built> layers, int[] more) throws IOException {
        requireImage(node, at);
        Window window = window(node, at, new int[0], more);
        if (at.rank() == 2) {
            // In this library a pool of sequences has a square window.
            Padding padding = window.padding();
            window = new Window(
                    window.height(),
                    window.height(),
                    window.strideY(),
                    window.strideY(),
                    padding.isSame() ? padding : Padding.of(padding.top(), 0, padding.bottom(), 0),
                    window.dilationY(),
                    window.dilationY());
        }
        boolean countsPadding = countsPadding(node) || more.length > 0;
        Layer layer = node.op().equals("MaxPool") ? new MaxPool(window) : new AveragePool(window, countsPadding);
        layers.add(new Built(layer, at));
        return At.first(node.output(), layer.output(at.shape()));
    }

    /** Reads a node that pads with zeros as padding of the convolution or average pool behind it. */
    static At pad(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        int[] sizes = reader.numbers(node, "pads", 1);
        if (sizes == null || Arrays.stream(sizes).allMatch(size -> size == 0)) {
            return at.to(node.output());
        }
        int rank = at.rank() + 1;
        Node next = reader.paths().onlyUser(node.output());
        OnnxTensor value = reader.constant(node, 2);
        boolean isZero = node.text("mode", "constant").equals("constant")
                && node.single("value", 0) == 0
                && (node.input(2).isEmpty()
                        || value != null && Arrays.stream(value.values()).allMatch(v -> v == 0));
        boolean isSpatial = at.isFirst()
                && sizes.length == 2 * rank
                && sizes[0] == 0
                && sizes[1] == 0
                && sizes[rank] == 0
                && sizes[rank + 1] == 0;
        boolean isPool = next != null
                && next.op().equals("AveragePool")
                && Arrays.stream(next.numbers("pads", 0)).allMatch(size -> size == 0)
                && next.number("ceil_mode", 0) == 0
                && next.text("auto_pad", "NOTSET").equals("NOTSET");
        boolean isConvolution = next != null && next.op().equals("Conv");
        if (!isZero || !isSpatial || !isPool && !isConvolution) {
            throw refusal(node, "pads with something else than the zeros of a convolution or average pool behind it");
        }
        int[] more = new int[2 * (rank - 2)];
        for (int i = 0; i < rank - 2; i++) {
            more[i] = sizes[i + 2];
            more[rank - 2 + i] = sizes[rank + 2 + i];
        }
        return isConvolution ? convolution(reader, next, at, layers, more) : pool(next, at, layers, more);
    }

    static At global(Node node, At at, List<Built> layers) throws IOException {
        requireImage(node, at);
        return pooled(node, at, layers, node.op().equals("GlobalMaxPool"), true);
    }

    /** Reads the mean or maximum over all positions. */
    static At reduced(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        int rank = at.rank() + 1;
        int[] axes = reader.numbers(node, "axes", 1);
        int[] positions = new int[Math.max(0, rank - 2)];
        Arrays.setAll(positions, i -> at.isFirst() ? i + 2 : i + 1);
        int[] found = axes == null
                ? new int[0]
                : Arrays.stream(axes)
                        .map(axis -> axis < 0 ? axis + rank : axis)
                        .sorted()
                        .toArray();
        boolean keeps = node.number("keepdims", 1) != 0;
        boolean isGlobal = at.rank() > 1 && at.rank() < 4 && Arrays.equals(found, positions);
        if (!isGlobal || keeps && !at.isFirst()) {
            throw refusal(
                    node,
                    "is along axes " + Arrays.toString(axes) + " of " + at.shape()
                            + ", expected all positions of an image or sequence");
        }
        return pooled(node, at, layers, node.op().equals("ReduceMax"), keeps);
    }

    private static At pooled(Node node, At at, List<Built> layers, boolean isMax, boolean keeps) {
        Layer layer = isMax ? new GlobalMaxPool() : new GlobalAveragePool();
        layers.add(new Built(layer, at));
        At pooled = At.last(node.output(), layer.output(at.shape()));
        if (!keeps) {
            return pooled;
        }
        int[] ones = new int[at.rank()];
        Arrays.fill(ones, 1);
        ones[ones.length - 1] = at.width();
        layers.add(new Built(new Reshape(ones), pooled));
        return At.first(node.output(), Shape.of(ones));
    }
}
