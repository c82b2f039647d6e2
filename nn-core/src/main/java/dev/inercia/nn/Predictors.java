package dev.inercia.nn;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
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
import org.nd4j.linalg.factory.Nd4j;

/**
 * A pool of passes for predictions. Each call borrows a pass and returns it, so any number of threads can predict at
 * once. Pass sizes are powers of two, so a few passes cover any number of rows.
 */
final class Predictors {

    /** Exponent of the largest size: larger products are no faster, and their buffers outgrow the cores' caches. */
    private static final int LARGEST = 7;
    /** Examples of a data set gathered at a time. */
    private static final int BATCH = 1000;
    /** Multiplications per part for which another thread pays off. */
    private static final int LEAST = 2_000_000;

    private final Network network;
    /** Exponent of the largest size for this network, at which one array can still hold the widest layer. */
    private final int largest;

    private final List<Queue<Predictor>> idle = new ArrayList<>();

    Predictors(Network network) {
        this.network = network;
        int rows = Shape.MOST_ELEMENTS / network.architecture().tree().widest();
        largest = Math.min(LARGEST, 31 - Integer.numberOfLeadingZeros(rows));
        for (int i = 0; i <= largest; i++) {
            // Bounded, so that a burst of threads does not leave its buffers allocated forever.
            idle.add(new ArrayBlockingQueue<>(
                    Math.max(Cores.count(), Runtime.getRuntime().availableProcessors())));
        }
    }

    INDArray predict(Dataset data) {
        Architecture architecture = network.architecture();
        INDArray result =
                Nd4j.create(architecture.type(), architecture.outputShape().toArrayShape(data.size()));
        int from = 0;
        for (Batch batch : data.batches(Math.min(data.size(), BATCH), architecture.type())) {
            predict(batch.features(), Layout.rows(result, from, batch.rows()));
            from += batch.rows();
        }
        return result;
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
        Architecture architecture = network.architecture();
        int longest =
                Math.max(architecture.input().size(), architecture.outputShape().size());
        int reach = Shape.MOST_ELEMENTS / longest;
        for (int first = from; first < to; first += Math.min(reach, to - first)) {
            int count = Math.min(reach, to - first);
            Memory features = Memory.of(Layout.rows(x, first, count));
            predict(features, Memory.of(Layout.rows(result, first, count)), count, first);
        }
    }

    private void predict(Memory x, Memory y, int rows, int firstRow) {
        int done = 0;
        while (done < rows) {
            int power = power(rows - done, rows);
            int from = Math.min(done, rows - (1 << power));
            Predictor predictor = borrow(power);
            try {
                predictor.predict(x, y, from, firstRow);
            } finally {
                idle.get(power).offer(predictor);
            }
            done = from + (1 << power);
        }
    }

    /**
     * The exponent of the next pass size: the largest size that the remaining rows fill, or the next larger one if they
     * fill more than three quarters of it; that pass then repeats some rows that are already predicted.
     */
    private int power(int left, int rows) {
        int filled = Math.min(largest, 31 - Integer.numberOfLeadingZeros(left));
        boolean isMostlyFilled = filled < largest && 2 * left > 3 << filled && 2 << filled <= rows;
        return isMostlyFilled ? filled + 1 : filled;
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

    /** A pass with its own input array, so that it keeps no reference to a caller's array. */
    private static final class Predictor {

        private final Architecture architecture;
        private final Pass pass;
        private final Memory input;
        private final Memory outputs = Memory.create();
        private final int features;
        private final int results;
        /** Converts between floats and a DOUBLE network's numbers; null for a FLOAT network. */
        private final Tile example;

        private final Tile result;

        Predictor(Network network, int rows) {
            architecture = network.architecture();
            pass = Pass.predicting(network, rows);
            input = Memory.zeros(architecture.type(), architecture.input().toArrayShape(rows));
            features = architecture.input().size();
            results = architecture.outputShape().size();
            boolean isFloat = architecture.type() == DataType.FLOAT;
            example = isFloat ? null : new Tile(architecture.type(), 1, features);
            result = isFloat ? null : new Tile(architecture.type(), 1, results);
        }

        /**
         * Predicts one full pass of examples.
         *
         * @param from the index of the first one in x
         * @param before the number of examples before x, for the message
         */
        void predict(Memory x, Memory y, int from, int before) {
            input.copy(0, x, from * features, input.length());
            run(before + from);
            y.copy(from * results, outputs, 0, outputs.length());
        }

        void predict(float[] x, float[] y) {
            if (x.length != features) {
                throw new IllegalArgumentException("Expected " + features + " features at the input of "
                        + architecture.layerName(0) + ", but got " + x.length);
            }
            if (y.length != results) {
                throw new IllegalArgumentException(
                        "Expected a result array of length " + results + ", but got one of length " + y.length);
            }
            if (example == null) {
                input.put(0, x, 0, features);
                run(0);
                outputs.get(0, y, 0, results);
            } else {
                example.set(x);
                example.store(input, 0);
                run(0);
                result.load(outputs, 0, 1);
                result.get(y);
            }
        }

        private void run(int firstRow) {
            if (!input.isFinite()) {
                int index = input.indexOfNonFinite();
                throw new IllegalArgumentException("Expected finite features at the input of "
                        + architecture.layerName(0) + ", but example " + (firstRow + index / features)
                        + " has NaN or infinity at index " + index % features
                        + ": replace it before predicting");
            }
            outputs.at(pass.predict(input.array()));
        }
    }
}
