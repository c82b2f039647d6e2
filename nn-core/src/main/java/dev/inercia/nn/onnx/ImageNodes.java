package dev.inercia.nn.onnx;

import static dev.inercia.nn.onnx.NodeReader.refusal;

import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxImport.At;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.onnx.OnnxValue.Order;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads convolutions and pools of images and sequences. */
final class ImageNodes {

    private ImageNodes() {}

    private static void requireImage(Node node, At at) throws IOException {
        if (at.order() != Order.FIRST || at.shape().rank() < 2 || at.shape().rank() > 3) {
            throw refusal(
                    node,
                    "expects images [batch, channels, height, width] or sequences [batch, channels, length], but"
                            + " is given " + at.shape());
        }
    }

    private static Window window(Node node, At at, int[] kernel) throws IOException {
        int axes = at.shape().rank() - 1;
        int[] ones = new int[axes];
        Arrays.fill(ones, 1);
        int[] size = kernel.length == 0 ? node.numbers("kernel_shape") : kernel;
        int[] stride = node.numbers("strides", ones);
        int[] dilation = node.numbers("dilations", ones);
        int[] pads = node.numbers("pads", new int[2 * axes]);
        String auto = node.text("auto_pad", "NOTSET");
        boolean isSame = auto.equals("SAME_UPPER");
        if (node.number("ceil_mode", 0) != 0) {
            throw refusal(node, "rounds sizes up, which no layer here does");
        }
        if (size.length != axes || stride.length != axes || dilation.length != axes || pads.length != 2 * axes) {
            throw refusal(node, "has windows of other axes than its input " + at.shape());
        }
        if (auto.equals("SAME_LOWER")) {
            // Like SAME in this library, but with the odd zero at the start.
            for (int i = 0; i < axes; i++) {
                long length = at.shape().dimension(i);
                long windows = (length + stride[i] - 1) / Math.max(1, stride[i]);
                long span = (size[i] - 1L) * dilation[i] + 1;
                int all = Math.toIntExact(Math.max(0, (windows - 1) * stride[i] + span - length));
                pads[axes + i] = all / 2;
                pads[i] = all - all / 2;
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

    static At convolution(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        requireImage(node, at);
        OnnxTensor kernel = reader.requireConstant(node, 1, "kernel");
        int axes = at.shape().rank() - 1;
        if (kernel.rank() != axes + 2 || kernel.values().length == 0) {
            throw refusal(node, "has a kernel of shape " + Arrays.toString(kernel.dimensions()));
        }
        int[] size = Arrays.copyOfRange(kernel.dimensions(), 2, kernel.rank());
        Window window = window(node, at, size);
        int filters = kernel.dimensions()[0];
        int channels = kernel.dimensions()[1];
        int places = window.height() * window.width();
        float[] turned = new float[kernel.values().length];
        for (int place = 0, i = 0; place < places; place++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int filter = 0; filter < filters; filter++) {
                    turned[i++] = (float) kernel.values()[(filter * channels + channel) * places + place];
                }
            }
        }
        Map<String, float[]> parameters = new LinkedHashMap<>(Map.of("weight", turned));
        boolean hasBias = !node.input(2).isEmpty();
        if (hasBias) {
            parameters.put("bias", reader.requireConstant(node, 2, "bias").floats());
        }
        int groups = node.numbers("group").length > 0 ? 1 : (int) node.number("group", 1);
        Layer layer = axes == 1
                ? new Conv1d(filters, window, groups, new Identity(), hasBias, Glorot.uniform(), Glorot.uniform())
                : new Conv2d(filters, window, groups, new Identity(), hasBias, Glorot.uniform(), Glorot.uniform());
        layers.add(new Built(layer, parameters));
        Shape shape = layer.output(at.shape());
        return new At(node.output(), shape, Order.FIRST, shape);
    }

    static At pool(Node node, At at, List<Built> layers) throws IOException {
        requireImage(node, at);
        Window window = window(node, at, new int[0]);
        if (at.shape().rank() == 2) {
            // In this library a pool of sequences has a square window.
            window = new Window(
                    window.height(),
                    window.height(),
                    window.strideY(),
                    window.strideY(),
                    window.padding().isSame()
                            ? window.padding()
                            : Padding.of(
                                    window.padding().top(), 0, window.padding().bottom(), 0),
                    window.dilationY(),
                    window.dilationY());
        }
        if (node.outputs().size() > 1 || node.number("storage_order", 0) != 0) {
            throw refusal(node, "gives indices too, which no layer here does");
        }
        Layer layer = node.op().equals("MaxPool")
                ? new MaxPool(window)
                : new AveragePool(window, node.number("count_include_pad", 0) != 0);
        Shape shape = layer.output(at.shape());
        layers.add(new Built(layer));
        return new At(node.output(), shape, Order.FIRST, shape);
    }

    static At global(Node node, At at, List<Built> layers) throws IOException {
        requireImage(node, at);
        Layer layer = node.op().equals("GlobalMaxPool") ? new GlobalMaxPool() : new GlobalAveragePool();
        layers.add(new Built(layer));
        Shape shape = layer.output(at.shape());
        return new At(node.output(), shape, Order.LAST, shape);
    }
}
