package dev.inercia.nn.onnx;

import static dev.inercia.nn.onnx.NodeReader.refusal;

import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.LayerNorm;
import dev.inercia.nn.onnx.OnnxImport.At;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.onnx.OnnxValue.Order;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads normalisations. */
final class NormNodes {

    private NormNodes() {}

    static At batch(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        boolean isRow = at.order() == Order.LAST && at.shape().rank() == 1;
        if (!isRow && at.order() != Order.FIRST || node.number("training_mode", 0) != 0) {
            throw refusal(node, "normalises something else than features or channels, or is in training");
        }
        Map<String, float[]> parameters = new LinkedHashMap<>();
        String[] names = {"weight", "bias", "mean", "variance"};
        for (int i = 0; i < names.length; i++) {
            parameters.put(
                    names[i], reader.requireConstant(node, i + 1, names[i]).floats());
        }
        double epsilon = Double.parseDouble(Float.toString(node.single("epsilon", 1e-5)));
        layers.add(new Built(new BatchNorm().epsilon(epsilon), parameters));
        return at.to(node.output());
    }

    static At layer(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        int rank = at.shape().rank() + 1;
        long axis = node.number("axis", -1);
        int axes = (int) (axis < 0 ? -axis : rank - axis);
        if (at.order() != Order.LAST || axes < 1 || axes >= rank) {
            throw refusal(node, "normalises along other axes than the last ones of each example");
        }
        float[] weight = reader.requireConstant(node, 1, "weight").floats();
        float[] bias = node.input(2).isEmpty()
                ? new float[weight.length]
                : reader.requireConstant(node, 2, "bias").floats();
        double epsilon = Double.parseDouble(Float.toString(node.single("epsilon", 1e-5)));
        layers.add(new Built(new LayerNorm(axes).epsilon(epsilon), Map.of("weight", weight, "bias", bias)));
        return at.to(node.output());
    }
}
