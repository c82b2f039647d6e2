package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A data set whose targets are its own features, to train an autoencoder. */
record Reconstruction(Dataset parent) implements View {

    @Override
    public Shape targets() {
        return parent.features();
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public List<String> classNames() {
        return List.of();
    }

    @Override
    public boolean areValues() {
        return true;
    }

    @Override
    public int[] labels() {
        return Checks.labels(this);
    }

    @Override
    public void forEachTarget(ObjIntConsumer<double[]> visitor) {
        Checks.forEachTarget(this, visitor);
    }

    @Override
    public Batch batch(int rows, DataType type) {
        return new ReconstructionBatch(
                parent.batch(rows, type), Memory.zeros(type, features().toArrayShape(rows)));
    }

    @Override
    public String toString() {
        return Description.of(this);
    }

    /** Targets are a copy, so that they stay clean if the features are augmented afterwards. */
    private record ReconstructionBatch(Batch parent, Memory copy) implements BatchView {

        @Override
        public INDArray targets() {
            return copy.array();
        }

        @Override
        public void gather(int[] order, int from) {
            parent.gather(order, from);
            copy.copy(0, Memory.of(parent.features()), 0, copy.length());
        }
    }
}
