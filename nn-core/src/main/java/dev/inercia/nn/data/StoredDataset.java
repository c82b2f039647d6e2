package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.function.ObjIntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Examples held in memory. */
final class StoredDataset implements Dataset {

    private final Rows x;
    private final Shape features;
    private final Rows y;
    private final Shape targets;
    private final int classes;
    private final int size;

    private StoredDataset(Rows x, Shape features, Rows y, Shape targets, int classes, int size) {
        this.x = x;
        this.features = features;
        this.y = y;
        this.targets = targets;
        this.classes = classes;
        this.size = size;
    }

    static Dataset ofLabels(Rows x, Shape features, int[] labels, int classes) {
        return new StoredDataset(x, features, new Rows.OfLabels(labels), Shape.of(), classes, labels.length);
    }

    static Dataset ofLabels(Rows x, Shape features, Rows labels, Shape targets, int classes, int size) {
        return new StoredDataset(x, features, labels, targets, classes, size);
    }

    static Dataset ofValues(Rows x, Shape features, Rows y, Shape targets, int size) {
        return new StoredDataset(x, features, y, targets, 0, size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape features() {
        return features;
    }

    @Override
    public Shape targets() {
        return targets;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public void forEachTarget(ObjIntConsumer<double[]> visitor) {
        double[] target = new double[y.width()];
        for (int row = 0; row < size; row++) {
            y.copy(row, target, 0);
            visitor.accept(target, row);
        }
    }

    @Override
    public Batch batch(int rows, DataType type) {
        Checks.batchSize(rows);
        return new StoredBatch(rows, type);
    }

    private final class StoredBatch implements Batch, Cores.Task {

        /** Numbers that are worth a helper. */
        private static final int LEAST = 32_768;

        private final int rows;
        private final Memory featureMemory;
        private final Memory targetMemory;
        private final Tile featureTile;
        private final Tile targetTile;
        /** Keeps the JIT from dropping the reads that only warm the cache. */
        @SuppressWarnings("unused")
        private int touched;

        private int[] order;
        private int from;

        StoredBatch(int rows, DataType type) {
            this.rows = rows;
            featureMemory = Memory.zeros(type, features.toArrayShape(rows));
            targetMemory = Memory.zeros(type, targets.toArrayShape(rows));
            featureTile = new Tile(type, rows, x.width());
            targetTile = new Tile(type, rows, y.width());
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public INDArray features() {
            return featureMemory.array();
        }

        @Override
        public INDArray targets() {
            return targetMemory.array();
        }

        @Override
        public void gather(int[] order, int from) {
            this.order = order;
            this.from = from;
            Cores.share(this, Math.min(rows, Cores.parts((long) rows * x.width(), LEAST)));
            gather(y, targetTile, 0, rows);
            targetTile.store(targetMemory, 0);
        }

        @Override
        public void run(int part, int parts) {
            int first = Cores.from(rows, part, parts);
            int end = Cores.from(rows, part + 1, parts);
            touched = x.touch(order, from + first, end - first);
            gather(x, featureTile, first, end);
            featureTile.storeRows(featureMemory, first, end);
        }

        /** Copies some rows of the batch to their place in a tile. */
        private void gather(Rows stored, Tile tile, int first, int end) {
            int width = stored.width();
            for (int i = first; i < end; i++) {
                if (tile.isFloat()) {
                    stored.copy(order[from + i], tile.floats(), i * width);
                } else {
                    stored.copy(order[from + i], tile.doubles(), i * width);
                }
            }
        }
    }
}
