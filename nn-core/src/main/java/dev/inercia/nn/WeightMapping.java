package dev.inercia.nn;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps the weights in a file to the layers of a network; see {@link Network#load(dev.inercia.nn.io.Weights,
 * WeightMapping)}.
 *
 * <pre>{@code
 * WeightMapping.automatic()
 * WeightMapping.automatic().layer("0", "encoder").layer("2", "decoder").partial()
 * }</pre>
 *
 * @param layers names in the file by layer path: {@code encoder} for {@code encoder.weight}
 * @param isPartial true to skip layers without weights, and weights without a layer, instead of failing
 */
@CheckReturnValue
public record WeightMapping(Map<String, String> layers, boolean isPartial) {

    /** Copies the map. */
    public WeightMapping {
        layers = Map.copyOf(layers);
    }

    /** Matches equal names, and the rest by order and shape. */
    public static WeightMapping automatic() {
        return new WeightMapping(Map.of(), false);
    }

    /** A copy that loads this layer from the weights with this name. */
    public WeightMapping layer(String path, String name) {
        Map<String, String> more = new LinkedHashMap<>(layers);
        more.put(path, name);
        return new WeightMapping(more, isPartial);
    }

    /** A copy that allows layers and weights without a match. */
    public WeightMapping partial() {
        return new WeightMapping(layers, true);
    }
}
