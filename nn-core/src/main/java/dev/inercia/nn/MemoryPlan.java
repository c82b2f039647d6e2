package dev.inercia.nn;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hands out the memory of a pass while its layers are bound. An array shares memory with others that are never needed at
 * the same time, as their {@link Place}s tell. Outputs are kept apart where somebody reads them later: the way back in
 * training, and whoever inspects them.
 *
 * <p>A new array goes to the smallest piece of memory that is large enough and free for it; otherwise there is a new piece.
 */
final class MemoryPlan {

    private final DataType type;
    private final boolean sharesOutputs;
    private final boolean sharesRest;
    private final boolean overwritesOutputs;
    private final List<Piece> pieces = new ArrayList<>();

    private MemoryPlan(DataType type, boolean sharesOutputs, boolean sharesRest, boolean overwritesOutputs) {
        this.type = type;
        this.sharesOutputs = sharesOutputs;
        this.sharesRest = sharesRest;
        this.overwritesOutputs = overwritesOutputs;
    }

    /** For predictions whose outputs layer by layer nobody will ask for. */
    static MemoryPlan sharing(DataType type) {
        return new MemoryPlan(type, true, true, false);
    }

    /** Keeps every layer's output until the next batch. */
    static MemoryPlan keepingOutputs(DataType type) {
        return new MemoryPlan(type, false, true, false);
    }

    /** Keeps every output that the way back reads. */
    static MemoryPlan training(DataType type) {
        return new MemoryPlan(type, false, true, true);
    }

    /** Shares nothing: what sharing is tested against. */
    static MemoryPlan separate(DataType type) {
        return new MemoryPlan(type, false, false, false);
    }

    /** Whether a layer may compute in place of an output that nobody reads on the way back. */
    boolean overwritesOutputs() {
        return overwritesOutputs;
    }

    /** Whether every layer's output is kept until the next batch, unless another was computed in its place. */
    boolean keepsOutputs() {
        return !sharesOutputs;
    }

    /** An array, at first all zero. */
    INDArray take(Place place, Place.Kind kind, long... shape) {
        if (!shares(kind)) {
            return Memory.zeros(type, shape).array();
        }
        long length = length(shape);
        Piece best = null;
        for (Piece piece : pieces) {
            boolean fits = piece.length() >= length && (best == null || piece.length() < best.length());
            if (fits && piece.isFreeFor(place, kind, null)) {
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
     * An array in the very memory that another layer's array of the same kind and length has, so that one can be computed
     * in place of the other; any array if there is no such memory, or if it is needed elsewhere.
     */
    INDArray takeOver(Place other, Place place, Place.Kind kind, long... shape) {
        for (Piece piece : pieces) {
            Use taken = piece.find(other, kind);
            if (taken != null && length(taken.array.shape()) == length(shape) && piece.isFreeFor(place, kind, taken)) {
                return piece.use(place, kind, shape);
            }
        }
        return take(place, kind, shape);
    }

    /**
     * Whether a layer hands out an array in memory that others write while this is still read: its input as it is, a
     * child's array although it has its own, or scratch.
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

    /** Bytes that all shared arrays take. */
    long bytes() {
        return pieces.stream().mapToLong(Piece::length).sum() * type.width();
    }

    private static long length(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** What a piece of memory is used for. */
    private record Use(Place place, Place.Kind kind, INDArray array) {}

    /** A piece of memory and all that it is used for, each at another time. */
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

        boolean isFreeFor(Place place, Place.Kind kind, Use except) {
            return uses.stream().noneMatch(use -> use != except && Place.conflict(use.place, use.kind, place, kind));
        }

        INDArray use(Place place, Place.Kind kind, long... shape) {
            // One and the same array wherever possible, so that layers in place see that it is.
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
