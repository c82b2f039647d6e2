package dev.inercia.nn.onnx;

import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.GroupNorm;
import dev.inercia.nn.layer.LayerNorm;
import dev.inercia.nn.onnx.OnnxValue.Order;
import java.util.Arrays;
import java.util.List;

/** Writes normalisations in prediction mode. */
final class NormWriters {

    private NormWriters() {}

    static OnnxValue batch(BatchNorm layer, OnnxGraph graph, OnnxValue x) {
        OnnxValue lying = x.shape().rank() > 1 ? graph.channelsFirst(x) : graph.channelsLast(x);
        int[] channels = {x.columns()};
        List<String> inputs = List.of(
                lying.name(),
                graph.constant("weight", channels, graph.parameter("weight")),
                graph.constant("bias", channels, graph.parameter("bias")),
                graph.constant("mean", channels, graph.parameter("mean")),
                graph.constant("variance", channels, graph.parameter("variance")));
        return lying.named(graph.op("BatchNormalization", inputs, OnnxAttribute.of("epsilon", layer.epsilon())));
    }

    static OnnxValue layer(LayerNorm layer, OnnxGraph graph, OnnxValue x) {
        graph.requireOpset(17);
        OnnxValue last = graph.channelsLast(x);
        int[] all = x.shape().dimensions();
        int[] row = Arrays.copyOfRange(all, all.length - layer.axes(), all.length);
        List<String> inputs = List.of(
                last.name(),
                graph.constant("weight", row, graph.parameter("weight")),
                graph.constant("bias", row, graph.parameter("bias")));
        return last.named(graph.op(
                "LayerNormalization",
                inputs,
                OnnxAttribute.of("axis", -layer.axes()),
                OnnxAttribute.of("epsilon", layer.epsilon())));
    }

    /** Writes each group as one channel of an instance normalisation, because GroupNormalization requires opset 18. */
    static OnnxValue group(GroupNorm layer, OnnxGraph graph, OnnxValue x) {
        OnnxValue lying = x.shape().rank() > 1 ? graph.channelsFirst(x) : graph.channelsLast(x);
        int groups = layer.groups();
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        List<String> inputs = List.of(
                graph.reshape(lying.name(), groups, x.shape().size() / groups),
                graph.constant("one", new int[] {groups}, ones),
                graph.constant("zero", new int[] {groups}, new float[groups]));
        String normal = graph.op("InstanceNormalization", inputs, OnnxAttribute.of("epsilon", layer.epsilon()));
        int[] dimensions = lying.is(Order.FIRST)
                ? OnnxGraph.firstDimensions(x.shape())
                : x.shape().dimensions();
        String shaped = graph.reshape(normal, dimensions);
        String weight = graph.columns("weight", graph.parameter("weight"), lying);
        String bias = graph.columns("bias", graph.parameter("bias"), lying);
        String scaled = graph.op("Mul", List.of(shaped, weight));
        return lying.named(graph.op("Add", List.of(scaled, bias)));
    }
}
