package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Binds all layers of a network for one pass, and holds their shared state. */
final class PassBinder {

    private final Network network;
    private final Parameters gradients;
    private final int rows;
    private final TrainingClock clock;
    private final Predicate<String> isTrained;
    private final MemoryPlan memory;
    /** Children before their parents: in the order in which they finish their outputs. */
    private final List<CheckedLayer> layers = new ArrayList<>();

    /**
     * Creates a binder; {@link #bind()} does the work.
     *
     * @param gradients receives the gradients; null for predictions
     * @param isTrained true for the paths of trained parameters; ignored for predictions
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

    /** Binds all layers and returns them as one. */
    Layer.Bound bind() {
        LayerTree root = network.architecture().tree();
        SequenceNeighbours none = SequenceNeighbours.none(this);
        return new LayerBinding(this, root, Place.root(), null, none, false, new Share(rows, 1)).bindLayer();
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

    /** Receives the gradients; null for predictions. */
    Parameters gradients() {
        return gradients;
    }

    /** All bound layers, children before their parents. */
    List<CheckedLayer> layers() {
        return layers;
    }

    /** The layer at this path. */
    Optional<CheckedLayer> layer(String path) {
        return layers.stream().filter(layer -> layer.path().equals(path)).findFirst();
    }
}
