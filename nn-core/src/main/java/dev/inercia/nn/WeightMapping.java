package dev.inercia.nn;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which weights of a file belong to which layers of a network; see {@link Network#load(dev.inercia.nn.io.Weights,
 * WeightMapping)}.
 *
 * <pre>{@code
 * WeightMapping.automatic()
 * WeightMapping.automatic().layer("0", "encoder").layer("2", "decoder").partial()
 * }</pre>
 *
 * @param layers names in the file by path of a layer here: {@code encoder} for {@code encoder.weight}
 * @param isPartial whether layers without weights, and weights without a layer, are left alone instead of refused
 */
@CheckReturnValue
public record WeightMapping(Map<String, String> layers, boolean isPartial) {

    /** Keeps a copy. */
    public WeightMapping {
        layers = Map.copyOf(layers);
    }

    /** By names if they are equal, otherwise by order and shape. */
    public static WeightMapping automatic() {
        return new WeightMapping(Map.of(), false);
    }

    /** With the weights of this layer under this name. */
    public WeightMapping layer(String path, String name) {
        Map<String, String> more = new LinkedHashMap<>(layers);
        more.put(path, name);
        return new WeightMapping(more, isPartial);
    }

    /** Also if only some layers or some weights match. */
    public WeightMapping partial() {
        return new WeightMapping(layers, true);
    }
}
