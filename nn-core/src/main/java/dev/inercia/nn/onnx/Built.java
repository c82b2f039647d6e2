package dev.inercia.nn.onnx;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer read from ONNX, with the values of its parameters (row-major) by their path in the layer.
 *
 * @param layer the layer
 * @param parameters values by path, each in its declared shape
 */
record Built(Layer layer, Map<String, float[]> parameters) {

    /** A layer without parameters. */
    Built(Layer layer) {
        this(layer, Map.of());
    }

    /** Joins layers in sequence into one. */
    static Built sequence(List<Built> built) {
        List<Layer> layers = new ArrayList<>();
        Map<String, float[]> parameters = new LinkedHashMap<>();
        for (int i = 0; i < built.size(); i++) {
            layers.add(built.get(i).layer);
            prefixed(String.valueOf(i), built.get(i), parameters);
        }
        return new Built(new Sequential(layers), parameters);
    }

    /** Adds the parameters of an inner layer, with its name as a prefix. */
    static void prefixed(String name, Built inner, Map<String, float[]> parameters) {
        inner.parameters.forEach((path, values) -> parameters.put(name + "." + path, values));
    }
}
