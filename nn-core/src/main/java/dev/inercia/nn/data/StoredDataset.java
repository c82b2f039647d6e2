package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Examples held in memory. */
final class StoredDataset implements Dataset {

    private final Rows x;
    private final Shape features;
    private final Targets targets;
    private final Rows y;

    private StoredDataset(Rows x, Shape features, Targets targets) {
        this.x = x;
        this.features = features;
        this.targets = targets;
        y = targets.rows();
    }

    static Dataset of(float[][] features, Targets targets) {
        Checks.sameNumber(features.length, targets.size());
        return new StoredDataset(Rows.of(features, "features"), Shape.of(features[0].length), targets);
    }

    static Dataset of(double[][] features, Targets targets) {
        Checks.sameNumber(features.length, targets.size());
        return new StoredDataset(Rows.of(features, "features"), Shape.of(features[0].length), targets);
    }

    static Dataset of(INDArray features, Targets targets) {
        Checks.sameNumber(features.rank() == 0 ? 0 : features.size(0), targets.size());
        if (features.rank() < 2) {
            throw new IllegalArgumentException("Expected features of shape [examples, ...], but got "
                    + Arrays.toString(features.shape()) + ": reshape them to [examples, 1]");
        }
        return new StoredDataset(Rows.of(features, "features"), Shape.ofExamples(features.shape()), targets);
    }

    static Dataset of(byte[] pixels, Shape features, byte[] labels, int classes) {
        Checks.sameNumber(Checks.examples(pixels.length, features), labels.length);
        if (classes > 256) {
            throw new IllegalArgumentException("Labels in bytes tell at most 256 classes apart, but got " + classes);
        }
        int[] indices = new int[labels.length];
        Arrays.setAll(indices, i -> Byte.toUnsignedInt(labels[i]));
        return new StoredDataset(
                new Rows.OfBytes(pixels, features.size()), features, Targets.ofLabels(indices, classes));
    }

    static Dataset of(ByteRows pixels, Shape features, Targets targets) {
        Checks.sameNumber(targets.size(), targets.size());
        return new StoredDataset(new Rows.OfFetched(pixels, features.size()), features, targets);
    }

    @Override
    public int size() {
        return targets.size();
    }

    @Override
    public Shape features() {
        return features;
    }

    @Override
    public Shape targets() {
        return targets.shape();
    }

    @Override
    public int classes() {
        return targets.classes();
    }

    @Override
    public List<String> classNames() {
        return targets.classNames();
    }

    @Override
    public void forEachTarget(ObjIntConsumer<double[]> visitor) {
        double[] target = new double[y.width()];
        for (int row = 0; row < size(); row++) {
            y.copy(row, target, 0);
            visitor.accept(target, row);
        }
    }

    @Override
    public Batch batch(int rows, DataType type) {
        Checks.batchSize(rows);
        features.requireHoldable(rows, "the features of a batch");
        targets.shape().requireHoldable(rows, "the targets of a batch");
        return new StoredBatch(rows, type);
    }

    @Override
    public String toString() {
        return Description.of(this);
    }

    private final class StoredBatch implements Batch, Cores.Task {

        /** Values per batch above which another thread pays off. */
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
            targetMemory = Memory.zeros(type, targets.shape().toArrayShape(rows));
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

        /** Copies some rows of the batch into a tile. */
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
