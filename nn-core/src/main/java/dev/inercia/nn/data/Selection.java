package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Some rows of another data set, in an order of their own. Copies no example. */
final class Selection implements Dataset {

    private final Dataset parent;
    private final int[] rows;

    Selection(Dataset parent, int[] rows) {
        this.parent = parent;
        this.rows = rows;
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public Shape features() {
        return parent.features();
    }

    @Override
    public Shape targets() {
        return parent.targets();
    }

    @Override
    public int classes() {
        return parent.classes();
    }

    @Override
    public int[] labels() {
        return rows(parent.labels());
    }

    private int[] rows(int[] ofParent) {
        return Arrays.stream(rows).map(row -> ofParent[row]).toArray();
    }

    @Override
    public Batch batch(int size, DataType type) {
        Batch batch = parent.batch(size, type);
        int[] mapped = new int[size];
        return new Batch() {

            @Override
            public int rows() {
                return size;
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
            public double[] weights() {
                return batch.weights();
            }

            @Override
            public int[] lengths() {
                return batch.lengths();
            }

            @Override
            public void startEpoch(int epoch) {
                batch.startEpoch(epoch);
            }

            @Override
            public void gather(int[] order, int from) {
                for (int i = 0; i < size; i++) {
                    mapped[i] = rows[order[from + i]];
                }
                batch.gather(mapped, 0);
            }
        };
    }
}
