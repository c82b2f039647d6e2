package dev.inercia.nn;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Passes for predictions, kept for whoever comes next: each caller borrows one, so that any number of threads predict
 * at once. Sizes are powers of two, so that any number of rows is made of a few of them.
 */
final class Predictors {

    /** The largest size, as a power of two. */
    private static final int LARGEST = 10;

    private final Network network;
    private final List<Queue<Predictor>> idle = new ArrayList<>();

    Predictors(Network network) {
        this.network = network;
        for (int i = 0; i <= LARGEST; i++) {
            idle.add(new ConcurrentLinkedQueue<>());
        }
    }

    void predict(INDArray x, INDArray result) {
        Architecture architecture = network.architecture();
        if (x.rank() == 0 || x.isEmpty() || !architecture.input().matches(x, Math.toIntExact(x.size(0)))) {
            throw new IllegalArgumentException("Expected examples of shape "
                    + Arrays.toString(architecture.input().toArrayShape(0)).replace("[0", "[n") + " at the input of "
                    + architecture.layerName(0) + ", but got " + Arrays.toString(x.shape()));
        }
        INDArray dense = Layout.rowMajor(x, architecture.type());
        Memory results = Memory.of(result);
        int rows = Math.toIntExact(x.size(0));
        int done = 0;
        while (done < rows) {
            int power = Math.min(LARGEST, 31 - Integer.numberOfLeadingZeros(rows - done));
            Predictor predictor = borrow(power);
            try {
                predictor.predict(Layout.rows(dense, done, 1 << power), results, done);
            } finally {
                idle.get(power).add(predictor);
            }
            done += 1 << power;
        }
    }

    void predict(float[] x, float[] result) {
        Predictor predictor = borrow(0);
        try {
            predictor.predict(x, result);
        } finally {
            idle.get(0).add(predictor);
        }
    }

    private Predictor borrow(int power) {
        Predictor predictor = idle.get(power).poll();
        return predictor != null ? predictor : new Predictor(network, 1 << power);
    }

    /** A pass and the places its input comes from and its result goes to. */
    private static final class Predictor {

        private final Architecture architecture;
        private final Pass pass;
        private final Memory inputs = Memory.create();
        private final Memory outputs = Memory.create();
        private final Tile result;
        private final INDArray one;
        private final Tile example;

        Predictor(Network network, int rows) {
            architecture = network.architecture();
            DataType type = architecture.type();
            Shape input = architecture.input();
            pass = Pass.predicting(network, rows);
            result = new Tile(type, rows, architecture.outputShape().size());
            one = rows == 1 ? Memory.zeros(type, input.toArrayShape(1)).array() : null;
            example = rows == 1 ? new Tile(type, 1, input.size()) : null;
        }

        void predict(INDArray x, Memory results, int row) {
            requireFinite(x);
            result.load(outputs.at(pass.predict(x)), 0, pass.rows());
            result.store(results, row);
        }

        void predict(float[] x, float[] y) {
            requireLength(x.length, example.columns(), "features at the input of " + architecture.layerName(0));
            requireLength(y.length, result.columns(), "places for the result");
            example.set(x);
            example.store(inputs.at(one), 0);
            requireFinite(one);
            result.load(outputs.at(pass.predict(one)), 0, 1);
            result.get(y);
        }

        private void requireFinite(INDArray x) {
            if (!inputs.at(x).isFinite()) {
                throw new IllegalArgumentException("Expected finite features, but the input of "
                        + architecture.layerName(0) + " contains NaN or infinity: replace them before predicting");
            }
        }

        private static void requireLength(int found, int expected, String what) {
            if (found != expected) {
                throw new IllegalArgumentException("Expected " + expected + " " + what + ", but got " + found);
            }
        }
    }
}
