package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
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
    public Batch batch(int rows, DataType type) {
        Checks.batchSize(rows);
        return new StoredBatch(rows, type);
    }

    private final class StoredBatch implements Batch {

        private final int rows;
        private final Memory featureMemory;
        private final Memory targetMemory;
        private final Tile featureTile;
        private final Tile targetTile;
        /** Keeps the JIT from dropping the reads that only warm the cache. */
        @SuppressWarnings("unused")
        private int touched;

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
            touched = x.touch(order, from, rows);
            gather(x, order, from, featureTile);
            featureTile.store(featureMemory, 0);
            gather(y, order, from, targetTile);
            targetTile.store(targetMemory, 0);
        }

        private void gather(Rows stored, int[] order, int from, Tile tile) {
            int width = stored.width();
            for (int i = 0; i < rows; i++) {
                if (tile.isFloat()) {
                    stored.copy(order[from + i], tile.floats(), i * width);
                } else {
                    stored.copy(order[from + i], tile.doubles(), i * width);
                }
            }
        }
    }
}
