package dev.inercia.nn;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Allocates the arrays of a pass while its layers are bound. Arrays share memory if their lifetimes do not overlap,
 * which their {@link Place}s decide. Outputs do not share memory if they are read later, by the backward pass or an
 * inspecting caller.
 *
 * <p>Best fit: a new array takes the smallest piece of memory that is large enough and free, or else a new piece.
 */
final class MemoryPlan {

    /** About what the cache of a core holds beside the weights. */
    private static final int CACHED_ELEMENTS = 1 << 18;

    private final DataType type;
    private final boolean sharesOutputs;
    private final boolean sharesRest;
    private final boolean overwritesOutputs;
    private final int cachedElements;
    private final List<Piece> pieces = new ArrayList<>();

    private MemoryPlan(
            DataType type, boolean sharesOutputs, boolean sharesRest, boolean overwritesOutputs, int cachedElements) {
        this.type = type;
        this.sharesOutputs = sharesOutputs;
        this.sharesRest = sharesRest;
        this.overwritesOutputs = overwritesOutputs;
        this.cachedElements = cachedElements;
    }

    /** For predictions that need only the network's output. */
    static MemoryPlan sharing(DataType type) {
        return sharing(type, CACHED_ELEMENTS);
    }

    /**
     * For predictions that need only the network's output.
     *
     * @param cachedElements how many elements of its widest array a walk keeps for each thread, at least 1; it keeps
     *     those of at least one example
     */
    static MemoryPlan sharing(DataType type, int cachedElements) {
        return new MemoryPlan(type, true, true, false, cachedElements);
    }

    /** Keeps every layer's output until the next batch. */
    static MemoryPlan keepingOutputs(DataType type) {
        return new MemoryPlan(type, false, true, false, 0);
    }

    /** Keeps every output that the backward pass reads. */
    static MemoryPlan training(DataType type) {
        return new MemoryPlan(type, false, true, true, 0);
    }

    /** Shares nothing; the reference that tests compare sharing with. */
    static MemoryPlan separate(DataType type) {
        return new MemoryPlan(type, false, false, false, 0);
    }

    /** True if a layer may overwrite an input that no backward call reads. */
    boolean overwritesOutputs() {
        return overwritesOutputs;
    }

    /**
     * The number of elements of its widest array that a walk keeps for each thread; 0 if it keeps whole batches, because
     * outputs are read later.
     */
    int cachedElements() {
        return cachedElements;
    }

    /** True if every output is kept, even where the next layer could compute in place. */
    boolean keepsEveryOutput() {
        return !sharesOutputs && !overwritesOutputs;
    }

    /** True if every output is kept until the next batch, unless the next layer overwrote it in place. */
    boolean keepsOutputs() {
        return !sharesOutputs;
    }

    /** Allocates an array, initially all 0. */
    INDArray take(Place place, Place.Kind kind, long... shape) {
        if (!shares(kind)) {
            return Memory.zeros(type, shape).array();
        }
        long length = length(shape);
        Piece best = null;
        for (Piece piece : pieces) {
            boolean fits = piece.length() >= length && (best == null || piece.length() < best.length());
            if (fits && piece.isFreeFor(place, kind, shape, null)) {
                best = piece;
            }
        }
        if (best == null) {
            best = new Piece(Memory.zeros(type, length).array());
            pieces.add(best);
        }
        return best.use(place, kind, shape);
    }

    private boolean shares(Place.Kind kind) {
        return kind == Place.Kind.OUTPUT ? sharesOutputs : sharesRest;
    }

    /**
     * Allocates an array in the same memory as another layer's array of the same kind and length, so that a layer can
     * compute in place. Falls back to {@link #take} if there is no such memory, or if it is still needed.
     *
     * @param other null if there is none
     */
    INDArray takeOver(Place other, Place place, Place.Kind kind, long... shape) {
        for (Piece piece : pieces) {
            Use taken = piece.find(other, kind);
            if (taken != null
                    && length(taken.array.shape()) == length(shape)
                    && piece.isFreeFor(place, kind, shape, taken)) {
                return piece.use(place, kind, shape);
            }
        }
        return take(place, kind, shape);
    }

    /**
     * True if a layer returns an array that others may overwrite while it is still read: its unchanged input, a child's
     * array although the layer has one of its own, or scratch.
     */
    boolean mustBeCopied(INDArray array, Place place, Place.Kind kind) {
        for (Piece piece : pieces) {
            if (Layout.isSameMemory(array, piece.vector)) {
                return piece.uses.stream()
                        .noneMatch(use ->
                                use.kind == kind && use.place.isWithin(place) && use.place.isResultOf(place, kind));
            }
        }
        return false;
    }

    /** The size of all shared memory, in bytes. */
    long bytes() {
        return pieces.stream().mapToLong(Piece::length).sum() * type.width();
    }

    private static long length(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** One use of a piece of memory. */
    private record Use(Place place, Place.Kind kind, INDArray array) {}

    /** A piece of memory and its uses, whose lifetimes do not overlap. */
    private static final class Piece {

        private final INDArray vector;
        private final List<Use> uses = new ArrayList<>();

        Piece(INDArray vector) {
            this.vector = vector;
        }

        long length() {
            return vector.length();
        }

        Use find(Place place, Place.Kind kind) {
            return uses.stream()
                    .filter(use -> use.place == place && use.kind == kind)
                    .findFirst()
                    .orElse(null);
        }

        boolean isFreeFor(Place place, Place.Kind kind, long[] shape, Use except) {
            return uses.stream()
                    .noneMatch(use -> use != except && Place.conflict(use.place, use.kind, place, kind)
                            || isAcross(use, place, kind, shape));
        }

        /**
         * True if different threads may be at the same elements at the same time. In arrays of one length for as many
         * examples, an example has its own elements, and one thread computes it.
         */
        private static boolean isAcross(Use use, Place place, Place.Kind kind, long[] shape) {
            boolean isByExample = use.kind != Place.Kind.SCRATCH
                    && kind != Place.Kind.SCRATCH
                    && use.array.size(0) == shape[0]
                    && use.array.length() == MemoryPlan.length(shape);
            return !isByExample && Place.meet(use.place, use.kind, place, kind);
        }

        INDArray use(Place place, Place.Kind kind, long... shape) {
            // Reuse the array object if possible: layers that work in place compare identities.
            INDArray array = uses.stream()
                    .map(Use::array)
                    .filter(used -> Arrays.equals(used.shape(), shape))
                    .findFirst()
                    .orElseGet(() -> Layout.front(vector, shape));
            uses.add(new Use(place, kind, array));
            return array;
        }
    }
}
