package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sweeping;
import dev.inercia.nn.layer.Walk;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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

    private final Share[] shares;
    private final Place[] places;
    /** For the layer with which a walk begins that takes a few rows at a time: those of its input. */
    private final INDArray[] inputs;
    /** For the layer with which such a walk begins: the output of all rows. */
    private final INDArray[] outputs;

    private Walks(List<LayerTree> layers, Place parent, int rows, PassBinder pass) {
        this.layers = layers;
        this.rows = rows;
        int count = layers.size();
        walk = new int[count];
        stage = new int[count];
        stageAbove = new int[count];
        shares = new Share[count];
        places = new Place[count];
        inputs = new INDArray[count];
        outputs = new INDArray[count];
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
            Share share = share(i, end(i), pass.memory());
            Arrays.fill(shares, i, end(i), share);
            Place place = share.rows() == rows ? parent : repeat(i, end(i), parent, pass.memory());
            for (int at = i; at < end(i); at++) {
                places[at] = place.child(this, at, at == (place == parent ? count : end(i)) - 1);
            }
        }
    }

    private Share share(int from, int to, MemoryPlan memory) {
        int parts = parts(layers.subList(from, to), rows);
        int cached = memory.cachedElements();
        if (cached == 0 || to == from + 1) {
            return new Share(rows, parts);
        }
        int few = parts * Math.max(1, Integer.highestOneBit(cached / widest(from)));
        return new Share(Math.min(rows, few), parts);
    }

    private Place repeat(int from, int to, Place parent, MemoryPlan memory) {
        Place place = parent.repeated(this, from, to, to == layers.size());
        long[] few = layers.get(from).input().toArrayShape(shares[from].rows());
        inputs[from] = memory.take(place, Place.Kind.SCRATCH, few);
        long[] all = layers.get(to - 1).output().toArrayShape(rows);
        outputs[from] = memory.take(place, Place.Kind.OUTPUT, all);
        return place;
    }

    /**
     * The walks of a sequence.
     *
     * @param parent the place of the layer that they are in
     * @param rows the number of examples in a batch
     */
    static Walks of(List<LayerTree> layers, Place parent, int rows, PassBinder pass) {
        return new Walks(layers, parent, rows, pass);
    }

    /**
     * The examples that a layer gets at a time. Predictions take a few through a whole walk before the next ones, so
     * that its arrays stay in the cache.
     */
    Share share(int layer) {
        return shares[layer];
    }

    Place place(int layer) {
        return places[layer];
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

    /** Joins neighbours that are taken example by example. */
    Layer.Bound[] join(CheckedLayer... bound) {
        List<Layer.Bound> joined = new ArrayList<>();
        for (int i = 0; i < bound.length; i = end(i)) {
            joined.add(end(i) == i + 1 ? bound[i] : join(i, Arrays.copyOfRange(bound, i, end(i))));
        }
        return joined.toArray(Layer.Bound[]::new);
    }

    private Layer.Bound join(int first, CheckedLayer... bound) {
        Share share = shares[first];
        return share.rows() == rows
                ? new BoundWalk(bound, rows, share.parts(), widest(first))
                : new RepeatedWalk(bound, share, widest(first), inputs[first], outputs[first]);
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
