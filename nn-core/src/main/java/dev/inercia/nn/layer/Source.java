package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Tile;

/**
 * Computes a layer's output anew each time the next layer reads it, so that no array need hold it. For any number of
 * threads. See {@link Neighbours#offerSource}.
 */
@FunctionalInterface
public interface Source {

    /**
     * Computes elements of the output and puts them at the start of a tile.
     *
     * @param first the index of the first element in the output of the batch, at the start of a row of channels
     * @param count the number of elements, in whole rows of channels
     */
    void read(int first, Tile to, int count);
}
