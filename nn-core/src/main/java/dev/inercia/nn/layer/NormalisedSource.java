package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;

/** {@code f((x - mean) scale + shift)}, computed for each reader. */
final class NormalisedSource implements Source {

    private final Memory x;
    private final Activation activation;
    private final int channels;
    private final Tile center;
    private final Tile factor;
    private final Tile offset;

    /**
     * A source of the values normalised.
     *
     * @param x before normalising
     * @param most the most elements that are read at a time
     */
    NormalisedSource(Memory x, Activation activation, DataType type, int channels, int most) {
        this.x = x;
        this.activation = activation;
        this.channels = channels;
        center = new Tile(type, 1, most);
        factor = new Tile(type, 1, most);
        offset = new Tile(type, 1, most);
    }

    /** Sets the numbers per channel. */
    void set(double[] mean, double[] scale, double[] shift) {
        ChannelSweep.repeat(mean, center);
        ChannelSweep.repeat(scale, factor);
        ChannelSweep.repeat(shift, offset);
    }

    @Override
    public void read(int first, Tile to, int count) {
        Loops.get(x, first, to, 0, count);
        ChannelSweep.normalise(to, center, factor, offset, count);
        if (to.isFloat()) {
            activation.apply(to.floats(), count / channels, channels);
        } else {
            activation.apply(to.doubles(), count / channels, channels);
        }
    }
}
