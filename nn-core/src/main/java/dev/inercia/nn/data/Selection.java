package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Seeds;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Some rows of another data set, in any order. Copies no examples. */
final class Selection implements View {

    private final Dataset parent;
    private final int[] rows;

    Selection(Dataset parent, int[] rows) {
        this.parent = parent;
        this.rows = rows;
    }

    static Dataset of(Dataset data, int from, int to) {
        if (from < 0 || to > data.size() || from >= to) {
            throw new IllegalArgumentException("Cannot take rows " + from + " to " + to + " (exclusive) of "
                    + data.size() + " examples: expected 0 <= from < to <= " + data.size());
        }
        return new Selection(data, IntStream.range(from, to).toArray());
    }

    static Dataset of(Dataset data, int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("Cannot take 0 rows: a data set has at least one example");
        }
        for (int row : rows) {
            if (row < 0 || row >= data.size()) {
                throw new IllegalArgumentException(
                        "There is no row " + row + ": the data set has rows 0 to " + (data.size() - 1));
            }
        }
        return new Selection(data, rows.clone());
    }

    static Dataset shuffled(Dataset data, long seed) {
        int[] rows = IntStream.range(0, data.size()).toArray();
        Batches.shuffle(rows, Seeds.SHUFFLING.generator(seed, 0));
        return new Selection(data, rows);
    }

    @Override
    public Dataset parent() {
        return parent;
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public int[] labels() {
        int[] labels = parent.labels();
        return Arrays.stream(rows).map(row -> labels[row]).toArray();
    }

    @Override
    public void forEachTarget(ObjIntConsumer<double[]> visitor) {
        int width = targets().size();
        if (width >= features().size()) {
            Checks.forEachTarget(this, visitor); // batch by batch: all targets may need as much memory as the data
            return;
        }
        double[] all = new double[Math.multiplyExact(parent.size(), width)];
        parent.forEachTarget((target, row) -> System.arraycopy(target, 0, all, row * width, width));
        double[] target = new double[width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * width, target, 0, width);
            visitor.accept(target, i);
        }
    }

    @Override
    public Batch batch(int size, DataType type) {
        return new SelectedBatch(parent.batch(size, type));
    }

    @Override
    public String toString() {
        return Description.of(this);
    }

    private final class SelectedBatch implements BatchView {

        private final Batch batch;
        private final int[] mapped;

        SelectedBatch(Batch batch) {
            this.batch = batch;
            mapped = new int[batch.rows()];
        }

        @Override
        public Batch parent() {
            return batch;
        }

        @Override
        public void gather(int[] order, int from) {
            for (int i = 0; i < mapped.length; i++) {
                mapped[i] = rows[order[from + i]];
            }
            batch.gather(mapped, 0);
        }
    }
}
