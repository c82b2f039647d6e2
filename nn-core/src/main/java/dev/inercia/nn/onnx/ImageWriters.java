package dev.inercia.nn.onnx;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Window;
import dev.inercia.nn.onnx.OnnxValue.Order;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes convolutions and pools, channels first as in ONNX; sequences have one spatial axis, images two. */
final class ImageWriters {

    private ImageWriters() {}

    static OnnxValue convolution(
            Layer layer, OnnxGraph graph, OnnxValue x, Window window, int groups, boolean hasBias) {
        OnnxValue image = graph.channelsFirst(x);
        Shape output = layer.output(x.shape());
        List<String> inputs = new ArrayList<>(List.of(image.name(), graph.weight(layer, "weight", image)));
        if (hasBias) {
            inputs.add(graph.weight(layer, "bias", image));
        }
        List<OnnxAttribute> attributes = attributes(window, x.shape(), true);
        attributes.add(OnnxAttribute.of("group", groups));
        String name = graph.op("Conv", inputs, attributes.toArray(OnnxAttribute[]::new));
        return graph.activation(layer.activation(), new OnnxValue(name, output, Order.FIRST, output));
    }

    static OnnxValue pool(String op, OnnxGraph graph, OnnxValue x, Shape output, Window window, OnnxAttribute... more) {
        OnnxValue image = graph.channelsFirst(x);
        boolean isDilated = window.dilationY() > 1 || window.dilationX() > 1;
        if (isDilated && op.equals("AveragePool")) {
            graph.requireOpset(19);
        }
        List<OnnxAttribute> attributes = attributes(window, x.shape(), isDilated);
        attributes.addAll(Arrays.asList(more));
        String name = graph.op(op, List.of(image.name()), attributes.toArray(OnnxAttribute[]::new));
        return new OnnxValue(name, output, Order.FIRST, output);
    }

    static OnnxValue global(String op, OnnxGraph graph, OnnxValue x, Shape output) {
        String pooled = graph.op(op, List.of(graph.channelsFirst(x).name()));
        return graph.node("Flatten", output, List.of(OnnxValue.last(pooled, output)), OnnxAttribute.of("axis", 1));
    }

    private static List<OnnxAttribute> attributes(Window window, Shape input, boolean withDilation) {
        boolean isImage = input.rank() == 3;
        int[] y = padding(
                window.padding().isSame(),
                window.padding().top(),
                window.padding().bottom(),
                input.dimension(0),
                window.height(),
                window.dilationY(),
                window.strideY());
        int[] x = padding(
                window.padding().isSame(),
                window.padding().left(),
                window.padding().right(),
                isImage ? input.dimension(1) : 1,
                window.width(),
                window.dilationX(),
                window.strideX());
        List<OnnxAttribute> attributes = new ArrayList<>();
        attributes.add(OnnxAttribute.of("kernel_shape", sizes(isImage, window.height(), window.width())));
        attributes.add(OnnxAttribute.of("strides", sizes(isImage, window.strideY(), window.strideX())));
        attributes.add(OnnxAttribute.of("pads", isImage ? new int[] {y[0], x[0], y[1], x[1]} : y));
        if (withDilation) {
            attributes.add(OnnxAttribute.of("dilations", sizes(isImage, window.dilationY(), window.dilationX())));
        }
        return attributes;
    }

    private static int[] sizes(boolean isImage, int y, int x) {
        return isImage ? new int[] {y, x} : new int[] {y};
    }

    /** The zeros before and after; for SAME padding, half on each side, with the odd one at the end. */
    private static int[] padding(
            boolean isSame, int before, int after, int length, int size, int dilation, int stride) {
        if (!isSame) {
            return new int[] {before, after};
        }
        int windows = (length + stride - 1) / stride;
        int all = Math.max(0, (windows - 1) * stride + (size - 1) * dilation + 1 - length);
        return new int[] {all / 2, all - all / 2};
    }
}
