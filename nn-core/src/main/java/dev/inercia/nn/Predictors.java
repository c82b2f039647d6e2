package dev.inercia.nn;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Passes for predictions, kept for whoever comes next: each caller borrows one, so that any number of threads predict
 * at once. Sizes are powers of two, so that any number of rows is made of a few of them.
 */
final class Predictors {

    /** The largest size, as a power of two: its input stays in the second-level cache. */
    private static final int LARGEST = 8;
    /** Multiplications that are worth a helper. */
    private static final int LEAST = 2_000_000;

    private final Network network;
    private final List<Queue<Predictor>> idle = new ArrayList<>();

    Predictors(Network network) {
        this.network = network;
        for (int i = 0; i <= LARGEST; i++) {
            // Bounded, so that a burst of threads does not leave its buffers behind for ever.
            idle.add(new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors()));
        }
    }

    void predict(INDArray x, INDArray result) {
        Architecture architecture = network.architecture();
        if (x.rank() == 0 || x.isEmpty() || !architecture.input().matches(x, Math.toIntExact(x.size(0)))) {
            throw new IllegalArgumentException("Expected examples of shape "
                    + Arrays.toString(architecture.input().toArrayShape(0)).replace("[0", "[n") + " at the input of "
                    + architecture.layerName(0) + ", but got " + Arrays.toString(x.shape())
                    + ": reshape it, a single example to one row");
        }
        INDArray dense = Layout.rowMajor(x, architecture.type());
        int rows = Math.toIntExact(x.size(0));
        long multiplications = (long) rows * network.parameters().size();
        Cores.share(
                (part, parts) ->
                        predict(dense, result, Cores.from(rows, part, parts), Cores.from(rows, part + 1, parts)),
                Math.min(rows, Cores.parts(multiplications, LEAST)));
    }

    private void predict(INDArray x, INDArray result, int from, int to) {
        int done = from;
        while (done < to) {
            int power = Math.min(LARGEST, 31 - Integer.numberOfLeadingZeros(to - done));
            Predictor predictor = borrow(power);
            try {
                // Views, because all of it may be more than the indices of one memory reach.
                predictor.predict(rows(x, done, power), rows(result, done, power), done);
            } finally {
                idle.get(power).offer(predictor);
            }
            done += 1 << power;
        }
    }

    private static Memory rows(INDArray array, int from, int power) {
        return Memory.of(Layout.rows(array, from, 1 << power));
    }

    void predict(float[] x, float[] result) {
        Predictor predictor = borrow(0);
        try {
            predictor.predict(x, result);
        } finally {
            idle.get(0).offer(predictor);
        }
    }

    private Predictor borrow(int power) {
        Predictor predictor = idle.get(power).poll();
        return predictor != null ? predictor : new Predictor(network, 1 << power);
    }

    /** A pass and a place for its input: no array of a caller's is kept. */
    private static final class Predictor {

        private final Architecture architecture;
        private final Pass pass;
        private final Memory input;
        private final Memory outputs = Memory.create();
        private final Tile example;
        private final Tile result;

        Predictor(Network network, int rows) {
            architecture = network.architecture();
            DataType type = architecture.type();
            Shape shape = architecture.input();
            pass = Pass.predicting(network, rows);
            input = Memory.zeros(type, shape.toArrayShape(rows));
            example = new Tile(type, 1, shape.size());
            result = new Tile(type, rows, architecture.outputShape().size());
        }

        /**
         * Predicts as many examples as it holds.
         *
         * @param firstRow where they stand among all, for the message
         */
        void predict(Memory x, Memory results, int firstRow) {
            input.copy(0, x, 0, input.length());
            run(firstRow);
            result.store(results, 0);
        }

        void predict(float[] x, float[] y) {
            if (x.length != example.columns()) {
                throw new IllegalArgumentException("Expected " + example.columns() + " features at the input of "
                        + architecture.layerName(0) + ", but got " + x.length);
            }
            if (y.length != result.columns()) {
                throw new IllegalArgumentException(
                        "Expected " + result.columns() + " places for the result, but got " + y.length);
            }
            example.set(x);
            example.store(input, 0);
            run(0);
            result.get(y);
        }

        private void run(int firstRow) {
            if (!input.isFinite()) {
                int index = input.indexOfNonFinite();
                throw new IllegalArgumentException("Expected finite features at the input of "
                        + architecture.layerName(0) + ", but example " + (firstRow + index / example.columns())
                        + " has NaN or infinity at index " + index % example.columns()
                        + ": replace it before predicting");
            }
            result.load(outputs.at(pass.predict(input.array())), 0, pass.rows());
        }
    }
}
