package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A data set of images {@code [channels, height, width]}, turned to {@code [height, width, channels]}. */
record ChannelsLast(Dataset parent) implements View {

    /** Refuses examples that are no images. */
    ChannelsLast {
        if (parent.features().rank() != 3) {
            throw new IllegalArgumentException(
                    "Expected images [channels, height, width], but got examples " + parent.features());
        }
    }

    @Override
    public Shape features() {
        Shape first = parent.features();
        return Shape.of(first.dimension(1), first.dimension(2), first.dimension(0));
    }

    @Override
    public Batch batch(int rows, DataType type) {
        return new TurnedBatch(
                parent.batch(rows, type), Memory.zeros(type, features().toArrayShape(rows)), this);
    }

    @Override
    public String toString() {
        return Description.of(this);
    }

    private static final class TurnedBatch implements BatchView {

        private final Batch parent;
        private final Memory from;
        private final Memory features;
        private final Tile image;
        private final Tile turned;

        TurnedBatch(Batch parent, Memory features, ChannelsLast data) {
            this.parent = parent;
            this.features = features;
            from = Memory.of(parent.features());
            int channels = data.parent.features().dimension(0);
            int pixels = data.features().size() / channels;
            image = new Tile(features.type(), channels, pixels);
            turned = new Tile(features.type(), pixels, channels);
        }

        @Override
        public Batch parent() {
            return parent;
        }

        @Override
        public INDArray features() {
            return features.array();
        }

        @Override
        public void gather(int[] order, int first) {
            parent.gather(order, first);
            for (int row = 0; row < parent.rows(); row++) {
                image.load(from, row * image.capacity(), image.capacity());
                if (image.isFloat()) {
                    turn(image.floats(), turned.floats());
                } else {
                    turn(image.doubles(), turned.doubles());
                }
                turned.store(features, row * turned.capacity());
            }
        }

        private void turn(float[] from, float[] to) {
            int pixels = image.columns();
            int channels = image.capacity();
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < pixels; i++) {
                    to[i * channels + c] = from[c * pixels + i];
                }
            }
        }

        private void turn(double[] from, double[] to) {
            int pixels = image.columns();
            int channels = image.capacity();
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < pixels; i++) {
                    to[i * channels + c] = from[c * pixels + i];
                }
            }
        }
    }
}
