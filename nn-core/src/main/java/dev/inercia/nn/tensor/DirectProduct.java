package dev.inercia.nn.tensor;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A matrix product straight in the arrays' memory: small ones in one call, large ones cut along the units, which are
 * columns of a forward product and rows of a weight gradient, a part for each of the {@link Cores}. {@link Products}
 * chooses who computes each part. Makes nothing after its first large product.
 */
final class DirectProduct implements Matrix.Product, Cores.Task {

    /** Multiplications that are worth a helper: some 20 us of them. */
    private static final long LEAST = 1_000_000;
    /** Sides are cut at multiples of this, as wide as a processor's vectors. */
    private static final int GRAIN = 16;

    private final DataType type;
    /** Where each part begins; those of the whole are those of part 0. */
    private final Places[] places = new Places[Cores.count()];

    private Matrix a;
    private Matrix b;
    private Matrix c;
    private double alpha;
    private double beta;

    DirectProduct(DataType type) {
        this.type = type;
        places[0] = Places.of(type);
    }

    @Override
    public boolean isOf(DataType other) {
        return other == type;
    }

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        OpenBlas.requireThreads();
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.beta = beta;
        this.c = c;
        int parts = parts(a, c);
        if (parts > 1 && places[1] == null) {
            for (int i = 1; i < places.length; i++) {
                places[i] = Places.of(type);
            }
        }
        try {
            Cores.share(this, parts);
        } finally {
            // A pointer does not keep its array alive.
            Reference.reachabilityFence(a.memory().array());
            Reference.reachabilityFence(b.memory().array());
            Reference.reachabilityFence(c.memory().array());
        }
    }

    /** How many parts the product of a matrix like a is cut into. */
    static int parts(Matrix a, Matrix c) {
        if (!c.isCut() || !OpenBlas.isSingleThreaded()) {
            return 1;
        }
        long multiplications = (long) c.rows() * c.columns() * a.columns();
        return Math.min(Cores.parts(multiplications, LEAST), Math.max(1, side(a, c) / GRAIN));
    }

    /** The side that is cut. */
    private static int side(Matrix a, Matrix c) {
        return a.isTransposed() ? c.rows() : c.columns();
    }

    @Override
    public void run(int part, int parts) {
        int from = cut(part, parts);
        int length = cut(part + 1, parts) - from;
        Places at = places[part];
        if (a.isTransposed()) {
            at.set(a, from, b, 0, c, (long) from * c.stride());
            multiply(length, c.columns(), at);
        } else {
            at.set(a, 0, b, b.isTransposed() ? (long) from * b.stride() : from, c, from);
            multiply(c.rows(), length, at);
        }
    }

    private int cut(int part, int parts) {
        return part == parts ? side(a, c) : Cores.from(side(a, c) / GRAIN, part, parts) * GRAIN;
    }

    /** So many rows and columns of the result. */
    private void multiply(int rows, int columns, Places at) {
        at.multiply(
                a.isTransposed(),
                b.isTransposed(),
                rows,
                columns,
                a.columns(),
                alpha,
                a.stride(),
                b.stride(),
                beta,
                c.stride());
    }
}
