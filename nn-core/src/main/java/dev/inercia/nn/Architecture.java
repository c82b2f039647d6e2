package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.TargetScale;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers and shapes of a network, without its parameters. The constructor checks that the shapes fit.
 *
 * <p>Layers may contain layers. Each has a path: {@code 2} is the network's third layer, {@code 2.body.0} the first
 * layer in that layer's body, and {@code 2.body.0.weight} a parameter of it.
 *
 * @param input the shape of one example
 * @param root the network's layers, from input to output
 * @param output the output activation: part of the network rather than of a layer, so that a loss can be fused with it
 * @param type FLOAT or DOUBLE
 * @param labels class names and thresholds; empty if there are neither
 */
public record Architecture(Shape input, Sequential root, Activation output, DataType type, Optional<Labels> labels) {

    /**
     * Checks that every layer's input fits.
     *
     * @throws IllegalArgumentException naming the layer by index and type, what it expected and what it was given
     */
    public Architecture {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(output, "output");
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("A network computes in FLOAT or DOUBLE, not in " + type);
        }
        Shape outputs = LayerTree.of(root, input).output();
        if (output instanceof TargetScale scale) {
            scale.requireFits(outputs);
        }
        labels.ifPresent(own -> own.requireFits(outputs));
    }

    /** An architecture without class names. */
    public Architecture(Shape input, Sequential root, Activation output, DataType type) {
        this(input, root, output, type, Optional.empty());
    }

    /**
     * An architecture of these layers in sequence, without class names.
     *
     * @param layers from input to output, at least one
     */
    public Architecture(Shape input, List<Layer> layers, Activation output, DataType type) {
        this(input, sequence(layers), output, type);
    }

    private static Sequential sequence(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A network needs at least one layer");
        }
        return new Sequential(layers);
    }

    /** The network's layers, from input to output; for nested layers see {@link Layer#children}. */
    public List<Layer> layers() {
        return root.layers();
    }

    /** The layers as a tree. */
    LayerTree tree() {
        return LayerTree.of(root, input);
    }

    /** The input shape, then the output shape of each top-level layer: one more than there are layers. */
    public List<Shape> shapes() {
        return Stream.concat(Stream.of(input), tree().children().stream().map(LayerTree::output))
                .toList();
    }

    /** The name of a top-level layer in messages: {@code layer 1 (Dense)}. */
    public String layerName(int index) {
        return "layer " + index + " (" + layers().get(index).getClass().getSimpleName() + ")";
    }

    /**
     * The name of a layer in messages: {@code layer 2 (Residual) body.0 (Dense)}.
     *
     * @param path as in {@code 2.body.0}
     * @throws IllegalArgumentException if there is no such layer; the message lists all paths
     */
    public String layerName(String path) {
        return layer(path).name();
    }

    private LayerTree layer(String path) {
        List<LayerTree> all = tree().all().filter(node -> node.index() >= 0).toList();
        return all.stream().filter(node -> node.path().equals(path)).findFirst().orElseThrow(() -> {
            List<String> paths = all.stream().map(LayerTree::path).toList();
            return new IllegalArgumentException("There is no layer '" + path + "'; there are " + paths);
        });
    }

    /** A copy with other class names and thresholds. */
    Architecture with(Labels others) {
        Optional<Labels> own = others.equals(Labels.NONE) ? Optional.empty() : Optional.of(others);
        return new Architecture(input, root, output, type, own);
    }

    /** The class names; empty if there are none. */
    public List<String> classNames() {
        return labels.map(Labels::names).orElse(List.of());
    }

    /** A copy with other thresholds. */
    Architecture withThresholds(double... values) {
        return with(new Labels(classNames(), Arrays.stream(values).boxed().toList()));
    }

    /** The class of each prediction. */
    List<String> classes(INDArray predictions) {
        return labels.orElse(Labels.NONE).classes(predictions.data().asDouble(), Labels.columns(outputShape()));
    }

    /** The labels of each prediction. */
    List<List<String>> labels(INDArray predictions) {
        return labels.orElse(Labels.NONE).labels(predictions.data().asDouble(), Labels.columns(outputShape()));
    }

    /** The shape of one example's output. */
    public Shape outputShape() {
        return root.output(input);
    }

    /** The activation that a top-level layer declares for its output. */
    public Activation activation(int layer) {
        return layers().get(layer).activation();
    }

    /** The last activation applied: the output activation, or the last layer's if that is the identity. */
    public Activation outputActivation() {
        return output.equals(new Identity()) ? root.activation() : output;
    }

    /**
     * Checks that no training batch is too small for a layer, such as a single example for batch normalisation.
     *
     * @param examples the number of examples in the data
     * @param batchSize examples per batch; the last batch may be smaller
     * @param isTrained true for the paths of trained parameters; a frozen layer accepts any batch
     * @throws IllegalArgumentException naming the layer, the last batch, and a batch size that works
     */
    public void requireBatches(int examples, int batchSize, Predicate<String> isTrained) {
        int last = (examples - 1) % batchSize + 1;
        for (LayerTree node : tree().all().toList()) {
            int least = node.hasTrainedParameters(isTrained) ? node.layer().leastBatch(node.input()) : 1;
            if (Math.min(last, batchSize) < least) {
                throw new IllegalArgumentException("Expected training batches of at least " + least + " examples for "
                        + node.name() + ", but " + examples + " examples in batches of " + batchSize
                        + (last == batchSize ? " are smaller" : " leave a last batch of " + last) + ": "
                        + mend(examples, batchSize, least));
            }
        }
    }

    private static String mend(int examples, int batchSize, int least) {
        for (int away = 0; away < examples; away++) {
            for (int size : new int[] {batchSize - away, batchSize + away}) {
                if (size >= least && size <= examples && (examples - 1) % size + 1 >= least) {
                    return "use batches of " + size;
                }
            }
        }
        return "use more examples";
    }

    /**
     * The position of each parameter in the flat vectors: a layer's own first, then those of its children.
     *
     * @throws IllegalArgumentException if a layer declares a name twice, or if the total exceeds one vector
     */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        int flat = 0;
        int buffers = 0;
        for (LayerTree node : tree().all().toList()) {
            Set<String> names = new HashSet<>();
            for (Parameter p : node.parameters()) {
                int from = p.role() == Role.BUFFER ? buffers : flat;
                int to = from + p.shape().size();
                if (to < from || to > Shape.MOST_ELEMENTS) {
                    throw new IllegalArgumentException(node.name() + ": with parameter '" + p.name() + "' of shape "
                            + p.shape() + " the network has more than " + Shape.MOST_ELEMENTS
                            + " parameters, more than one vector can hold");
                }
                if (!names.add(p.name())) {
                    throw new IllegalArgumentException(
                            node.name() + ": two parameters are called '" + p.name() + "', give each its own name");
                }
                segments.add(new Segment(node.index(), node.path(p.name()), p.shape(), p.order(), p.role(), from, to));
                if (p.role() == Role.BUFFER) {
                    buffers = to;
                } else {
                    flat = to;
                }
            }
        }
        return segments;
    }
}
