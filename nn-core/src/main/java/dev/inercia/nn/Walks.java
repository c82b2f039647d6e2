package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sweeping;
import dev.inercia.nn.layer.Walk;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layers of a sequence, and which of them a pass takes example by example: neighbours that can be are joined to one
 * {@link Walk}. The threads of a walk are at different layers at the same time. They wait for each other only at layers
 * that are measured, which divide the walk into stages.
 */
final class Walks {

    /** The fewest elements worth another thread. */
    private static final int LEAST_ELEMENTS = 16_384;
    /** The fewest multiplications worth another thread: about 20 us. */
    private static final int LEAST_PRODUCTS = 1_000_000;

    private final List<LayerTree> layers;
    private final int rows;
    /** The index of the first layer of the walk that a layer belongs to; -1 if it takes whole batches. */
    private final int[] walk;
    /** The stage of a layer when its gradients are computed, in the order of the forward pass. */
    private final int[] stage;
    /** The stage when the layer is measured on the way back: the next one if it is measured, otherwise the same. */
    private final int[] stageAbove;

    private final int[] parts;

    private Walks(List<LayerTree> layers, PassBinder pass) {
        this.layers = layers;
        rows = pass.rows();
        int count = layers.size();
        walk = new int[count];
        stage = new int[count];
        stageAbove = new int[count];
        parts = new int[count];
        int stages = 0;
        for (int i = 0; i < count; i++) {
            LayerTree layer = layers.get(i);
            Sweeping sweeping = layer.layer().sweeping();
            boolean isJoined = i > 0 && walk[i - 1] >= 0;
            walk[i] = !sweeping.isByExample() ? -1 : isJoined ? walk[i - 1] : i;
            stage[i] = stages;
            if (sweeping == Sweeping.MEASURED_EXAMPLES && pass.hasTrainedParameters(layer)) {
                stages++;
            }
            stageAbove[i] = stages;
        }
        for (int i = 0; i < count; i = end(i)) {
            Arrays.fill(parts, i, end(i), parts(layers.subList(i, end(i)), rows));
        }
    }

    static Walks of(List<LayerTree> layers, PassBinder pass) {
        return new Walks(layers, pass);
    }

    /** The index after the last layer of the walk that begins at a layer. */
    private int end(int first) {
        int end = first + 1;
        while (end < walk.length && walk[end] == walk[first] && walk[first] >= 0) {
            end++;
        }
        return end;
    }

    /** The number of threads worth using for layers that share the examples of a batch. */
    static int parts(List<LayerTree> layers, int rows) {
        long most = 1;
        for (LayerTree layer : layers) {
            long positions = layer.output().size() / Math.max(1, channels(layer.output()));
            long products = layer.parameterCount() * positions;
            most = Math.max(most, rows * (long) widest(layer) / LEAST_ELEMENTS);
            most = Math.max(most, rows * products / LEAST_PRODUCTS);
        }
        return Math.min(rows, Cores.parts(most, 1));
    }

    private static int channels(Shape shape) {
        return shape.rank() == 0 ? 1 : shape.dimension(shape.rank() - 1);
    }

    private static int widest(LayerTree layer) {
        return Math.max(layer.input().size(), layer.output().size());
    }

    /** The number of threads that share the examples at a layer. */
    int parts(int layer) {
        return parts[layer];
    }

    /** Joins neighbours that are taken example by example. */
    Layer.Bound[] join(CheckedLayer... bound) {
        List<Layer.Bound> joined = new ArrayList<>();
        for (int i = 0; i < bound.length; i = end(i)) {
            joined.add(
                    end(i) == i + 1
                            ? bound[i]
                            : new BoundWalk(Arrays.copyOfRange(bound, i, end(i)), rows, parts[i], widest(i)));
        }
        return joined.toArray(Layer.Bound[]::new);
    }

    private int widest(int first) {
        return layers.subList(first, end(first)).stream()
                .mapToInt(Walks::widest)
                .max()
                .orElseThrow();
    }

    /** True if threads of one walk may be at an array of one layer and an array of another at the same time. */
    boolean meet(int a, Place.Kind kindOfA, int b, Place.Kind kindOfB) {
        int walkOfA = walk(a, kindOfA);
        return walkOfA >= 0
                && walkOfA == walk(b, kindOfB)
                && first(a, kindOfA) <= last(b, kindOfB)
                && first(b, kindOfB) <= last(a, kindOfA);
    }

    /** The layer that also uses the array: the next one reads an output, the previous one an input gradient. */
    private int neighbour(int layer, Place.Kind kind) {
        return switch (kind) {
            case OUTPUT -> Math.min(layer + 1, walk.length - 1);
            case INPUT_GRADIENT -> Math.max(layer - 1, 0);
            case SCRATCH -> layer;
        };
    }

    /** The walk during which the array is used, or -1. */
    private int walk(int layer, Place.Kind kind) {
        return walk[layer] >= 0 ? walk[layer] : walk[neighbour(layer, kind)];
    }

    private int first(int layer, Place.Kind kind) {
        return Math.min(stage[layer], stage[neighbour(layer, kind)]);
    }

    private int last(int layer, Place.Kind kind) {
        int own = kind == Place.Kind.INPUT_GRADIENT ? stage[layer] : stageAbove[layer];
        return Math.max(own, stageAbove[neighbour(layer, kind)]);
    }
}
