package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small array, such as one number per channel, with a copy in double precision. */
final class DoubleCopy {

    private final Memory memory;
    private final Tile tile;
    final double[] values;

    DoubleCopy(INDArray array) {
        memory = Memory.of(array);
        values = new double[memory.length()];
        tile = new Tile(memory.type(), 1, values.length);
    }

    void load() {
        tile.load(memory, 0, 1);
        for (int c = 0; c < values.length; c++) {
            values[c] = tile.isFloat() ? tile.floats()[c] : tile.doubles()[c];
        }
    }

    void store() {
        for (int c = 0; c < values.length; c++) {
            if (tile.isFloat()) {
                tile.floats()[c] = (float) values[c];
            } else {
                tile.doubles()[c] = values[c];
            }
        }
        tile.store(memory, 0);
    }
}
