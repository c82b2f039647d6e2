package dev.inercia.nn;

import dev.inercia.nn.activation.TargetScale;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maps the targets of a batch to the scale of the logits, if the output activation is a {@link TargetScale}. */
final class ScaledTargets {

    private final TargetScale scale;
    private final int examples;
    private final Shape outputs;
    private final DataType type;
    private final Tile tile;
    private final Memory given = Memory.create();
    private final Memory scaled;

    ScaledTargets(TargetScale scale, int examples, Shape outputs, DataType type) {
        this.scale = scale;
        this.examples = examples;
        this.outputs = outputs;
        this.type = type;
        int columns = outputs.dimension(outputs.rank() - 1);
        tile = new Tile(type, examples * (outputs.size() / columns), columns);
        scaled = Memory.zeros(type, outputs.toArrayShape(examples));
    }

    /** The targets with the scale inverted, valid until the next call. */
    INDArray of(INDArray targets) {
        if (targets.dataType() != type || !outputs.matches(targets, examples)) {
            throw new IllegalArgumentException(scale + ": expected targets as " + type + " values "
                    + Arrays.toString(outputs.toArrayShape(examples)) + ", but got " + targets.dataType() + " "
                    + Arrays.toString(targets.shape()) + ": convert them with castTo, or reshape them");
        }
        tile.load(given.at(Layout.rowMajor(targets, type)), 0, tile.capacity());
        if (tile.isFloat()) {
            scale.invert(tile.floats(), tile.rows(), tile.columns());
        } else {
            scale.invert(tile.doubles(), tile.rows(), tile.columns());
        }
        tile.store(scaled, 0);
        return scaled.array();
    }
}
