package dev.inercia.examples.benchmark;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A data set whose batches come in a given order, whichever order is asked for: so all contestants see the same. */
final class InOrder implements Dataset {

    private final Dataset data;
    private final int[][] orders;
    private int epoch;

    /**
     * For one thread.
     *
     * @param orders one permutation an epoch; the first again after the last
     */
    InOrder(Dataset data, int[][] orders) {
        this.data = data;
        this.orders = orders;
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Shape features() {
        return data.features();
    }

    @Override
    public Shape targets() {
        return data.targets();
    }

    @Override
    public int classes() {
        return data.classes();
    }

    @Override
    public Batch batch(int rows, DataType type) {
        Batch batch = data.batch(rows, type);
        return new Batch() {

            @Override
            public int rows() {
                return rows;
            }

            @Override
            public INDArray features() {
                return batch.features();
            }

            @Override
            public INDArray targets() {
                return batch.targets();
            }

            @Override
            public void startEpoch(int number) {
                epoch = (number - 1) % orders.length;
                batch.startEpoch(number);
            }

            @Override
            public void gather(int[] order, int from) {
                batch.gather(orders[epoch], from);
            }
        };
    }
}
