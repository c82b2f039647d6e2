package dev.inercia.nn.onnx;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer that was read, with the numbers of its parameters, row by row, by path within it.
 *
 * @param layer the layer
 * @param parameters each in its declared shape
 */
record Built(Layer layer, Map<String, float[]> parameters) {

    /** A layer without parameters. */
    Built(Layer layer) {
        this(layer, Map.of());
    }

    /** Layers one after the other, as one. */
    static Built sequence(List<Built> built) {
        List<Layer> layers = new ArrayList<>();
        Map<String, float[]> parameters = new LinkedHashMap<>();
        for (int i = 0; i < built.size(); i++) {
            layers.add(built.get(i).layer);
            prefixed(String.valueOf(i), built.get(i), parameters);
        }
        return new Built(new Sequential(layers), parameters);
    }

    /** The parameters of a layer that another holds under this name. */
    static void prefixed(String name, Built inner, Map<String, float[]> parameters) {
        inner.parameters.forEach((path, values) -> parameters.put(name + "." + path, values));
    }
}
