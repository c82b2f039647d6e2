package dev.inercia.nn.tensor;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A matrix product directly in the arrays' memory. Small products are one call. Large ones are split along the units,
 * which are columns of a forward product and rows of a weight gradient, into one part for each of the {@link Cores}.
 * {@link Products} chooses the library for each part. Allocates nothing after its first large product.
 */
final class DirectProduct implements Matrix.Product, Cores.Task {

    /** The fewest multiplications worth a helper: some 20 us. */
    private static final long LEAST = 1_000_000;
    /** Sides are split at multiples of this, the width of a processor's vectors. */
    private static final int GRAIN = 16;

    private final DataType type;
    /** The pointers for each part; a product that is not split uses those of part 0. */
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

    /** The number of parts that a product of a into c is split into. */
    static int parts(Matrix a, Matrix c) {
        if (!c.isCut() || !OpenBlas.isSingleThreaded()) {
            return 1;
        }
        long multiplications = (long) c.rows() * c.columns() * a.columns();
        return Math.min(Cores.parts(multiplications, LEAST), Math.max(1, side(a, c) / GRAIN));
    }

    /** The length of the side that is split. */
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

    /** Computes this many rows and columns of the result. */
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
