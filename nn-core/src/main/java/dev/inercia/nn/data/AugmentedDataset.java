package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Tile;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;

/** A data set whose examples are perturbed as they are gathered, differently in every epoch. */
final class AugmentedDataset implements View {

    private final Dataset parent;
    private final Augmentation augmentation;
    private final long seed;

    AugmentedDataset(Dataset parent, Augmentation augmentation, long seed) {
        augmentation.bind(parent.features()); // fails here rather than in the first batch
        this.parent = parent;
        this.augmentation = augmentation;
        this.seed = seed;
    }

    @Override
    public Dataset parent() {
        return parent;
    }

    @Override
    public Batch batch(int rows, DataType type) {
        return new AugmentedBatch(parent.batch(rows, type), type);
    }

    @Override
    public String toString() {
        return Description.of(this);
    }

    private final class AugmentedBatch implements BatchView {

        private final Batch batch;
        private final Augmentation.Bound bound = augmentation.bind(parent.features());
        private final Memory memory;
        private final Tile tile;
        private final float[] example;
        private final Draws draws = new Draws();
        private long epochKey;

        AugmentedBatch(Batch batch, DataType type) {
            this.batch = batch;
            memory = Memory.of(batch.features());
            tile = new Tile(type, 1, parent.features().size());
            example = new float[parent.features().size()];
            startEpoch(0);
        }

        @Override
        public Batch parent() {
            return batch;
        }

        @Override
        public void startEpoch(int epoch) {
            batch.startEpoch(epoch);
            epochKey = Seeds.AUGMENTATION.generator(seed, epoch).nextLong();
        }

        @Override
        public void gather(int[] order, int from) {
            batch.gather(order, from);
            for (int i = 0; i < rows(); i++) {
                tile.load(memory, i, 1);
                tile.get(example);
                draws.restart(epochKey, order[from + i]);
                bound.apply(example, draws);
                tile.set(example);
                tile.store(memory, i);
            }
        }
    }

    /**
     * SplitMix64, reseeded for every example, so that the draws do not depend on the order of examples or the batch
     * size. One object is reused to avoid allocation.
     */
    private static final class Draws implements RandomGenerator {

        private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

        private long state;

        void restart(long key, int row) {
            state = key + row;
            state = nextLong(); // decorrelates neighbouring rows
        }

        @Override
        public long nextLong() {
            state += GOLDEN_GAMMA;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }
}
