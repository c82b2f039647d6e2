package dev.inercia.nn.onnx;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.TargetScale;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A layer read from ONNX, with the values of its parameters (row-major) by their path in the layer.
 *
 * @param layer the layer
 * @param parameters values by path, each in its declared shape
 * @param input the shape of its input; null for a sequence of layers
 * @param form makes the layer with another activation; null if it has none of its own
 */
record Built(Layer layer, Map<String, float[]> parameters, Shape input, Function<Activation, Layer> form) {

    /** A layer without parameters and without an activation of its own. */
    Built(Layer layer, At at) {
        this(layer, Map.of(), at.shape(), null);
    }

    /** A layer that is an activation and nothing else. */
    static Built activation(Activation activation, At at) {
        return new Built(new Activate(activation), Map.of(), at.shape(), Activate::new);
    }

    /**
     * A layer with parameters.
     *
     * @param form makes the layer with an activation; null if it has none of its own
     * @param at its input
     * @param theirs values by the names of the parameters, with the axes that these declare for other tools
     */
    static Built of(Layer layer, Function<Activation, Layer> form, At at, Map<String, OnnxTensor> theirs)
            throws IOException {
        Map<String, float[]> parameters = new LinkedHashMap<>();
        for (Parameter parameter : layer.parameters(at.shape())) {
            OnnxTensor tensor = theirs.get(parameter.name());
            if (tensor.values().length != parameter.shape().size()) {
                throw new IOException("a " + parameter.name() + " of shape " + Arrays.toString(tensor.dimensions())
                        + " for " + at.shape() + ", expected " + parameter.shapeThere());
            }
            int[] places = parameter.interchange().places(parameter.shape(), at.columns());
            float[] values = new float[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) tensor.values()[places[i]];
            }
            parameters.put(parameter.name(), values);
        }
        return new Built(layer, parameters, at.shape(), form);
    }

    /** True if the layer can apply an activation, and does not yet. */
    boolean isOpen() {
        return form != null && layer.activation().equals(new Identity());
    }

    /** This layer with another activation. */
    Built with(Activation activation) {
        return new Built(form.apply(activation), parameters, input, form);
    }

    /** Joins layers in sequence into one. */
    static Built sequence(List<Built> built) {
        List<Layer> layers = new ArrayList<>();
        Map<String, float[]> parameters = new LinkedHashMap<>();
        for (int i = 0; i < built.size(); i++) {
            layers.add(built.get(i).layer);
            prefixed(String.valueOf(i), built.get(i), parameters);
        }
        return new Built(new Sequential(layers), parameters, null, null);
    }

    /** Adds the parameters of an inner layer, with its name as a prefix. */
    static void prefixed(String name, Built inner, Map<String, float[]> parameters) {
        inner.parameters.forEach((path, values) -> parameters.put(name + "." + path, values));
    }

    /** The last of the layers; null if there is none. */
    static Built last(List<Built> layers) {
        return layers.isEmpty() ? null : layers.get(layers.size() - 1);
    }

    /** Detaches the output activation from the last layer: one that is fused with a loss, or scales targets. */
    static Activation detach(List<Built> layers) {
        Built last = last(layers);
        Activation activation = last.layer().activation();
        if (last.form() == null || !isOutput(activation)) {
            return new Identity();
        }
        layers.remove(layers.size() - 1);
        Built rest = last.with(new Identity());
        if (!rest.layer().equals(new Activate(new Identity()))) {
            layers.add(rest);
        }
        return activation;
    }

    private static boolean isOutput(Activation activation) {
        return activation instanceof Softmax || activation instanceof Sigmoid || activation instanceof TargetScale;
    }
}
