package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The input of a bound layer: an array, or what the layer before computes anew. */
final class Input {

    private final Memory array = Memory.create();
    /** Null if the array holds the input. */
    private final Source source;

    /** An input that is read in pieces of at most this many elements. */
    Input(Binding binding, int most) {
        source = binding.neighbours().source(most);
    }

    void at(INDArray input) {
        array.at(input);
    }

    /** The array, which holds the input only if no source was offered. */
    Memory array() {
        return array;
    }

    /** Reads elements into the start of a tile. */
    void read(int first, Tile to, int count) {
        if (source == null) {
            Loops.get(array, first, to, 0, count);
        } else {
            source.read(first, to, count);
        }
    }
}
