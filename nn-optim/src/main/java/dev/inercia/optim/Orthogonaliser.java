package dev.inercia.optim;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** {@link Muon}'s workspace: makes matrices about orthogonal, in place. Makes nothing while it runs. */
final class Orthogonaliser {

    private static final int STEPS = 5;
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;
    private static final double EPSILON = 1e-7;

    private final Parameters updates;
    private final Memory flat;
    private final Norm norm;
    private final Map<Segment, Matrix> matrices = new HashMap<>();

    Orthogonaliser(Parameters parameters) {
        updates = parameters.zeros();
        flat = Memory.of(updates.flat());
        norm = new Norm(parameters.type());
        for (Segment segment : parameters.segments()) {
            if (segment.role() == Role.WEIGHT && segment.shape().rank() > 1) {
                matrices.put(segment, new Matrix(segment, Memory.of(updates.get(segment.name())), parameters.type()));
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

    /** Makes this part of the updates about orthogonal. */
    void orthogonalise(Segment segment) {
        matrices.get(segment).orthogonalise(norm.of(flat, segment.from(), segment.to()));
    }

    /** A matrix as it lies in memory, or its transpose: to orthogonalise either is the same. */
    private static final class Matrix {

        private final int rows;
        private final int columns;
        private final int side;
        private final Memory x;
        private final Memory copy;
        private final Memory gram;
        private final Memory polynomial;

        Matrix(Segment segment, Memory x, DataType type) {
            int first = segment.shape().dimension(0);
            int others = segment.length() / first;
            rows = segment.order() == 'c' ? first : others;
            columns = segment.order() == 'c' ? others : first;
            side = Math.min(rows, columns);
            this.x = x;
            copy = Memory.zeros(type, segment.length());
            gram = Memory.zeros(type, side, side);
            polynomial = Memory.zeros(type, side, side);
        }

        void orthogonalise(double norm) {
            boolean wide = rows <= columns;
            double scale = 1 / (norm + EPSILON); // of the first X, taken along in its products
            for (int i = 0; i < STEPS; i++) {
                // X X' of a wide matrix, X' X of a tall one: the smaller of the two
                gram.multiply(!wide, wide, side, side, Math.max(rows, columns), scale * scale, x, x, 0);
                polynomial.copy(0, gram, 0, gram.length());
                polynomial.multiply(false, false, side, side, side, C, gram, gram, B);
                copy.copy(0, x, 0, x.length());
                if (wide) {
                    x.multiply(false, false, rows, columns, side, scale, polynomial, copy, A * scale);
                } else {
                    x.multiply(false, false, rows, columns, side, scale, copy, polynomial, A * scale);
                }
                scale = 1;
            }
        }
    }
}
