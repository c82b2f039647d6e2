package dev.inercia.nn.data;

import org.nd4j.linalg.api.buffer.DataType;

/** A data set whose targets are declared to be values. */
record Values(Dataset parent) implements View {

    @Override
    public boolean areValues() {
        return true;
    }

    @Override
    public Batch batch(int rows, DataType type) {
        return parent.batch(rows, type);
    }

    @Override
    public String toString() {
        return Description.of(this);
    }
}
