package dev.inercia.nn.onnx;

import dev.inercia.nn.layer.*;
import dev.inercia.nn.onnx.OnnxValue.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes layers as nodes, with one small writer per layer class. */
final class LayerWriters {

    /** Writes layers of one class. */
    private interface Writer<L extends Layer> {
        OnnxValue write(L layer, OnnxGraph graph, OnnxValue x);
    }

    private static final Map<Class<? extends Layer>, Writer<?>> WRITERS = new LinkedHashMap<>();

    private static <L extends Layer> void put(Class<L> type, Writer<L> writer) {
        WRITERS.put(type, writer);
    }

    static {
        put(Sequential.class, (layer, graph, x) -> sequence(layer.layers(), graph, x));
        put(Residual.class, (layer, graph, x) -> sum(graph, List.of(x, graph.child("body", layer.body(), x))));
        put(Parallel.class, LayerWriters::parallel);
        put(Dense.class, LayerWriters::dense);
        put(Activate.class, (layer, graph, x) -> graph.activation(layer.activation(), x));
        put(Standardize.class, (layer, graph, x) -> {
            return scaled(graph, x, "mean", layer.mean(), layer.deviation());
        });
        put(MinMax.class, (layer, graph, x) -> {
            double[] least = layer.least();
            double[] spans = layer.most();
            Arrays.setAll(spans, j -> spans[j] == least[j] ? 1 : spans[j] - least[j]);
            return scaled(graph, x, "least", least, spans);
        });
        put(Flatten.class, LayerWriters::flatten);
        put(
                Reshape.class,
                (layer, graph, x) -> OnnxValue.last(
                        graph.reshape(
                                graph.channelsLast(x).name(), layer.shape().dimensions()),
                        layer.shape()));
        // Dropout does nothing in predictions.
        put(Dropout.class, (layer, graph, x) -> x);
        put(ChannelDropout.class, (layer, graph, x) -> x);
        put(
                Conv2d.class,
                (layer, graph, x) ->
                        ImageWriters.convolution(layer, graph, x, layer.window(), layer.groups(), layer.hasBias()));
        put(
                Conv1d.class,
                (layer, graph, x) ->
                        ImageWriters.convolution(layer, graph, x, layer.window(), layer.groups(), layer.hasBias()));
        put(
                MaxPool.class,
                (layer, graph, x) -> ImageWriters.pool("MaxPool", graph, x, layer.output(x.shape()), layer.window()));
        put(
                AveragePool.class,
                (layer, graph, x) -> ImageWriters.pool(
                        "AveragePool",
                        graph,
                        x,
                        layer.output(x.shape()),
                        layer.window(),
                        OnnxAttribute.of("count_include_pad", layer.countsPadding() ? 1 : 0)));
        put(
                GlobalMaxPool.class,
                (layer, graph, x) -> ImageWriters.global("GlobalMaxPool", graph, x, layer.output(x.shape())));
        put(
                GlobalAveragePool.class,
                (layer, graph, x) -> ImageWriters.global("GlobalAveragePool", graph, x, layer.output(x.shape())));
        put(BatchNorm.class, NormWriters::batch);
        put(LayerNorm.class, NormWriters::layer);
        put(GroupNorm.class, NormWriters::group);
    }

    private LayerWriters() {}

    /** The layers that can be written. */
    static Set<Class<? extends Layer>> known() {
        return WRITERS.keySet();
    }

    /**
     * Writes a layer.
     *
     * @throws IllegalArgumentException if it has no ONNX form, naming it
     */
    static OnnxValue write(Layer layer, OnnxGraph graph, OnnxValue x) {
        @SuppressWarnings("unchecked") // put() pairs class and writer
        Writer<Layer> writer = (Writer<Layer>) WRITERS.get(layer.getClass());
        if (writer != null) {
            return writer.write(layer, graph, x);
        } else if (layer instanceof OnnxWritable own) {
            return own.write(graph, graph.channelsLast(x));
        }
        String type = layer.getClass().getSimpleName();
        throw new IllegalArgumentException("Cannot write layer " + graph.path() + " (" + type + ") to ONNX: let " + type
                + " implement OnnxWritable");
    }

    /** Writes layers in sequence, named {@code 0}, {@code 1}, ... */
    static OnnxValue sequence(List<Layer> layers, OnnxGraph graph, OnnxValue x) {
        OnnxValue value = x;
        for (int i = 0; i < layers.size(); i++) {
            value = graph.child(String.valueOf(i), layers.get(i), value);
        }
        return value;
    }

    private static OnnxValue parallel(Parallel layer, OnnxGraph graph, OnnxValue x) {
        List<OnnxValue> outputs = new ArrayList<>();
        for (int i = 0; i < layer.branches().size(); i++) {
            outputs.add(graph.child(String.valueOf(i), layer.branches().get(i), x));
        }
        if (layer.join() == Parallel.Join.SUM) {
            return sum(graph, outputs);
        }
        boolean isFirst = outputs.stream().allMatch(value -> value.is(Order.FIRST));
        List<String> names = outputs.stream()
                .map(value -> isFirst ? value.name() : graph.channelsLast(value).name())
                .toList();
        String name = graph.op("Concat", names, OnnxAttribute.of("axis", isFirst ? 1 : -1));
        return new OnnxValue(
                name, layer.output(x.shape()), isFirst ? Order.FIRST : Order.LAST, layer.output(x.shape()));
    }

    private static OnnxValue sum(OnnxGraph graph, List<OnnxValue> terms) {
        OnnxValue first = terms.get(0);
        boolean isEqual = terms.stream()
                .allMatch(term -> term.order() == first.order() && term.image().equals(first.image()));
        OnnxValue sum = isEqual ? first : graph.channelsLast(first);
        for (OnnxValue term : terms.subList(1, terms.size())) {
            sum = graph.node("Add", sum, isEqual ? term : graph.channelsLast(term));
        }
        return sum;
    }

    private static OnnxValue dense(Dense layer, OnnxGraph graph, OnnxValue x) {
        if (x.shape().rank() == 1) {
            List<String> inputs = List.of(x.name(), graph.weight(layer, "weight", x), graph.weight(layer, "bias", x));
            String z = graph.op("Gemm", inputs, OnnxAttribute.of("transB", 1));
            return graph.activation(layer.activation(), OnnxValue.last(z, layer.output(x.shape())));
        }
        // The same weights apply to all rows of a sequence.
        int units = layer.units();
        float[] weight = graph.parameter("weight");
        String w = graph.constant("weight", new int[] {weight.length / units, units}, weight);
        String product = graph.op("MatMul", List.of(graph.channelsLast(x).name(), w));
        String z = graph.op("Add", List.of(product, graph.weight(layer, "bias", x)));
        return graph.activation(layer.activation(), OnnxValue.last(z, layer.output(x.shape())));
    }

    /**
     * Writes {@code (x - offset) / divisor} in double precision, as the layers compute it: the offset may be far larger
     * than the differences.
     */
    private static OnnxValue scaled(OnnxGraph graph, OnnxValue x, String name, double[] offsets, double[] divisors) {
        OnnxValue lying = x.is(Order.FLAT) ? graph.channelsLast(x) : x;
        String wide = graph.op("Cast", List.of(lying.name()), OnnxAttribute.of("to", OnnxGraph.DOUBLE));
        String centred = graph.op("Sub", List.of(wide, graph.columns(name, offsets, lying)));
        String scaled = graph.op("Div", List.of(centred, graph.columns("divisor", divisors, lying)));
        return lying.named(graph.op("Cast", List.of(scaled), OnnxAttribute.of("to", OnnxGraph.FLOAT)));
    }

    private static OnnxValue flatten(Flatten layer, OnnxGraph graph, OnnxValue x) {
        if (x.shape().rank() == 1) {
            return x;
        }
        String name = x.shape().rank() == 0
                ? graph.reshape(x.name(), 1)
                : graph.op("Flatten", List.of(x.name()), OnnxAttribute.of("axis", 1));
        boolean isFirst = x.is(Order.FIRST);
        return new OnnxValue(
                name,
                layer.output(x.shape()),
                isFirst ? Order.FLAT : Order.LAST,
                isFirst ? x.shape() : layer.output(x.shape()));
    }
}
