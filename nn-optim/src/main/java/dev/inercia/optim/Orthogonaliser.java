package dev.inercia.optim;

import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.HashMap;
import java.util.Map;

/** {@link Muon}'s workspace: approximately orthogonalises matrices, in place. Allocates nothing while it runs. */
final class Orthogonaliser {

    private static final int STEPS = 5;
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;
    private static final double EPSILON = 1e-7;

    private final Parameters updates;
    private final Memory flat;
    private final Norm norm;
    private final Map<Segment, Weight> matrices = new HashMap<>();

    Orthogonaliser(Parameters parameters) {
        updates = parameters.zeros();
        flat = Memory.of(updates.flat());
        norm = new Norm(parameters.type());
        for (Segment segment : parameters.segments()) {
            if (segment.role() == Role.WEIGHT && segment.shape().rank() > 1) {
                matrices.put(segment, new Weight(segment, Memory.of(updates.get(segment.name()))));
            }
        }
    }

    boolean has(Segment segment) {
        return matrices.containsKey(segment);
    }

    /** What {@link #orthogonalise} changes, as long as the parameters. */
    Memory updates() {
        return flat;
    }

    /** The factor on the learning rate. */
    static double scale(Segment segment) {
        int first = segment.shape().dimension(0);
        double others = segment.length() / first;
        // Dense weights lie as inputs by outputs, all others with their outputs first.
        return Math.sqrt(Math.max(1, segment.shape().rank() == 2 ? others / first : first / others));
    }

    /** Approximately orthogonalises this part of the updates. */
    void orthogonalise(Segment segment) {
        matrices.get(segment).orthogonalise(norm.of(flat, segment.from(), segment.to()));
    }

    /** A weight as it lies in memory, or its transpose: to orthogonalise either is the same. */
    private static final class Weight {

        private final boolean isWide;
        private final Matrix x;
        private final Matrix copy;
        /** X X' of a wide matrix, X' X of a tall one: the smaller of the two. */
        private final Matrix gram;

        private final Matrix polynomial;

        Weight(Segment segment, Memory memory) {
            int first = segment.shape().dimension(0);
            int others = segment.length() / first;
            int rows = segment.order() == 'c' ? first : others;
            int columns = segment.order() == 'c' ? others : first;
            int side = Math.min(rows, columns);
            isWide = rows <= columns;
            x = memory.matrix(rows, columns);
            copy = Memory.zeros(memory.type(), rows, columns).matrix(rows, columns);
            gram = Memory.zeros(memory.type(), side, side).matrix(side, side);
            polynomial = Memory.zeros(memory.type(), side, side).matrix(side, side);
        }

        void orthogonalise(double norm) {
            double scale = 1 / (norm + EPSILON); // of the first X, taken along in its products
            for (int i = 0; i < STEPS; i++) {
                gram.multiply(scale * scale, isWide ? x : x.transposed(), isWide ? x.transposed() : x, 0);
                copy(gram, polynomial);
                polynomial.multiply(C, gram, gram, B);
                copy(x, copy);
                x.multiply(scale, isWide ? polynomial : copy, isWide ? copy : polynomial, A * scale);
                scale = 1;
            }
        }

        private static void copy(Matrix from, Matrix to) {
            to.memory().copy(0, from.memory(), 0, from.memory().length());
        }
    }
}
