package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Binds all layers of a network for one pass, and keeps what they have in common. */
final class PassBinder {

    private final Network network;
    private final Parameters gradients;
    private final int rows;
    private final TrainingClock clock;
    private final Predicate<String> isTrained;
    private final MemoryPlan memory;
    /** Those within a layer before the layer: in the order in which their outputs are finished. */
    private final List<CheckedLayer> layers = new ArrayList<>();

    /**
     * A binder.
     *
     * @param gradients where gradients go, or null for predictions
     * @param isTrained which parameters are trained, by their paths; none for predictions
     */
    PassBinder(
            Network network,
            Parameters gradients,
            int rows,
            TrainingClock clock,
            Predicate<String> isTrained,
            MemoryPlan memory) {
        this.network = network;
        this.gradients = gradients;
        this.rows = rows;
        this.clock = clock;
        this.isTrained = isTrained;
        this.memory = memory;
    }

    /** Binds all layers, as one. */
    Layer.Bound bind() {
        LayerTree root = network.architecture().tree();
        return new LayerBinding(this, root, Place.root(), null, false).bindLayer();
    }

    CheckedLayer bind(LayerBinding binding) {
        CheckedLayer layer = new CheckedLayer(binding.bindLayer(), binding, isTrained(binding.node()), memory);
        layers.add(layer);
        return layer;
    }

    boolean isTrained(LayerTree node) {
        return training() && node.isTrained(isTrained);
    }

    boolean hasTrainedParameters(LayerTree node) {
        return training() && node.hasTrainedParameters(isTrained);
    }

    boolean training() {
        return gradients != null;
    }

    int rows() {
        return rows;
    }

    /** Null for predictions. */
    TrainingClock clock() {
        return clock;
    }

    Parameters parameters() {
        return network.parameters();
    }

    MemoryPlan memory() {
        return memory;
    }

    /** Where gradients go, or null for predictions. */
    Parameters gradients() {
        return gradients;
    }

    /** All layers bound, those within a layer before the layer. */
    List<CheckedLayer> layers() {
        return layers;
    }

    /** The layer at this path. */
    Optional<CheckedLayer> layer(String path) {
        return layers.stream().filter(layer -> layer.path().equals(path)).findFirst();
    }
}
