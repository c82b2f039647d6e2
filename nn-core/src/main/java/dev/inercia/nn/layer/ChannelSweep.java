package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Per-channel sums and affine functions of a matrix {@code [rows, channels]}, for one thread. Works on several rows at
 * once, with the numbers of the channels repeated, so that the loops are long for any number of channels.
 */
final class ChannelSweep {

    /** The approximate number of elements in a block. */
    private static final int ELEMENTS = 1024;
    /** Sums of floats are added to sums of doubles after this many blocks. */
    private static final int BLOCKS = 64;

    /** Applied to what {@link #normalise} gives. */
    private final Activation activation;
    /** True if it is not the identity. */
    private final boolean isActive;

    private final int channels;
    private final int blockRows;
    /** For each channel, the sum of d, as of the last {@link #endSums()}. */
    final double[] sum;
    /** For each channel, the sum of {@code d (x - center)}, as of the last {@link #endSums()}. */
    final double[] product;

    private final Tile values;
    private final Tile others;
    /** Normalised values, computed again for the gradient of the activation. */
    private final Tile normalised;

    private final Tile sums;
    private final Tile products;
    private final Tile center;
    private final Tile factor;
    private final Tile offset;
    private final Tile constant;
    private final Tile slope;
    private int blocks;

    /**
     * A sweep over at most this many rows.
     *
     * @param activation applied after normalising; one that {@link Activation#isCheap}
     */
    ChannelSweep(DataType type, int rows, int channels, Activation activation) {
        this.activation = activation;
        isActive = !(activation instanceof Identity);
        this.channels = channels;
        blockRows = Math.max(1, Math.min(rows, ELEMENTS / channels));
        sum = new double[channels];
        product = new double[channels];
        int width = blockRows * channels;
        Tile[] tiles = Tile.together(type, 10, 1, width);
        values = tiles[0];
        others = tiles[1];
        normalised = tiles[2];
        sums = tiles[3];
        products = tiles[4];
        center = tiles[5];
        factor = tiles[6];
        offset = tiles[7];
        constant = tiles[8];
        slope = tiles[9];
    }

    /** Repeats the numbers over the whole tile. */
    static void repeat(double[] numbers, Tile to) {
        for (int first = 0; first < to.columns(); first += numbers.length) {
            for (int c = 0; c < numbers.length && first + c < to.columns(); c++) {
                if (to.isFloat()) {
                    to.floats()[first + c] = (float) numbers[c];
                } else {
                    to.doubles()[first + c] = numbers[c];
                }
            }
        }
    }

    /** Begins sums of deviations from these centers, one per channel. */
    void beginSums(double[] centers) {
        repeat(centers, center);
        clearSums();
    }

    /** Begins sums of gradients, with the numbers per channel that {@link #normalise} had. */
    void beginGradients(double[] mean, double[] scale, double[] shift) {
        beginNormalise(mean, scale, shift);
        clearSums();
    }

    private void clearSums() {
        Arrays.fill(sum, 0);
        Arrays.fill(product, 0);
        sums.clear();
        products.clear();
        blocks = 0;
    }

    /**
     * Adds rows to the sums: for each channel, the sum of d and of {@code d (x - center)}, where d is the gradient before
     * the activation, or {@code x - center} if dy is null.
     */
    void add(Memory dy, Memory x, int first, int rows) {
        for (int row = 0; row < rows; row += blockRows) {
            int at = (first + row) * channels;
            int count = Math.min(blockRows, rows - row) * channels;
            Loops.get(x, at, values, 0, count);
            if (dy != null) {
                Loops.get(dy, at, others, 0, count);
                undoActivation(count);
            }
            if (dy == null && values.isFloat()) {
                add(values.floats(), center.floats(), sums.floats(), products.floats(), count);
            } else if (dy == null) {
                add(values.doubles(), center.doubles(), sums.doubles(), products.doubles(), count);
            } else if (values.isFloat()) {
                add(others.floats(), values.floats(), center.floats(), sums.floats(), products.floats(), count);
            } else {
                add(others.doubles(), values.doubles(), center.doubles(), sums.doubles(), products.doubles(), count);
            }
            if (++blocks == BLOCKS) {
                endSums();
            }
        }
    }

    /** Brings {@link #sum} and {@link #product} up to date. */
    void endSums() {
        fold(sums, sum);
        fold(products, product);
        blocks = 0;
    }

    private static void add(float[] x, float[] center, float[] sums, float[] products, int count) {
        for (int i = 0; i < count; i++) {
            x[i] -= center[i];
        }
        for (int i = 0; i < count; i++) {
            sums[i] += x[i];
        }
        for (int i = 0; i < count; i++) {
            products[i] += x[i] * x[i];
        }
    }

    private static void add(double[] x, double[] center, double[] sums, double[] products, int count) {
        for (int i = 0; i < count; i++) {
            x[i] -= center[i];
        }
        for (int i = 0; i < count; i++) {
            sums[i] += x[i];
        }
        for (int i = 0; i < count; i++) {
            products[i] += x[i] * x[i];
        }
    }

    private static void add(float[] d, float[] x, float[] center, float[] sums, float[] products, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += d[i];
        }
        for (int i = 0; i < count; i++) {
            products[i] += d[i] * (x[i] - center[i]);
        }
    }

    private static void add(double[] d, double[] x, double[] center, double[] sums, double[] products, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += d[i];
        }
        for (int i = 0; i < count; i++) {
            products[i] += d[i] * (x[i] - center[i]);
        }
    }

    private void fold(Tile lanes, double[] sum) {
        for (int row = 0; row < blockRows; row++) {
            for (int c = 0; c < channels; c++) {
                int i = row * channels + c;
                sum[c] += lanes.isFloat() ? lanes.floats()[i] : lanes.doubles()[i];
            }
        }
        lanes.clear();
    }

    /** Turns the gradients in others into those before the activation, for the inputs in values. */
    private void undoActivation(int count) {
        if (!isActive) {
            return;
        }
        int rows = count / channels;
        if (values.isFloat()) {
            normalise(values.floats(), normalised.floats(), center.floats(), factor.floats(), offset.floats(), count);
            activation.apply(normalised.floats(), rows, channels);
            activation.gradient((float[]) null, normalised.floats(), others.floats(), rows, channels);
        } else {
            normalise(
                    values.doubles(),
                    normalised.doubles(),
                    center.doubles(),
                    factor.doubles(),
                    offset.doubles(),
                    count);
            activation.apply(normalised.doubles(), rows, channels);
            activation.gradient((double[]) null, normalised.doubles(), others.doubles(), rows, channels);
        }
    }

    /** Sets the numbers per channel for {@link #normalise}. */
    void beginNormalise(double[] mean, double[] scale, double[] shift) {
        repeat(mean, center);
        repeat(scale, factor);
        repeat(shift, offset);
    }

    /** {@code y = f((x - mean) scale + shift)}, where f is the activation; y may be x. */
    void normalise(Memory x, Memory y, int first, int rows) {
        for (int row = 0; row < rows; row += blockRows) {
            int at = (first + row) * channels;
            int count = Math.min(blockRows, rows - row) * channels;
            Loops.get(x, at, values, 0, count);
            normalise(values, center, factor, offset, count);
            if (values.isFloat()) {
                activation.apply(values.floats(), count / channels, channels);
            } else {
                activation.apply(values.doubles(), count / channels, channels);
            }
            Loops.put(values, 0, y, at, count);
        }
    }

    private static void normalise(float[] x, float[] z, float[] center, float[] factor, float[] offset, int count) {
        for (int i = 0; i < count; i++) {
            z[i] = (x[i] - center[i]) * factor[i] + offset[i];
        }
    }

    private static void normalise(
            double[] x, double[] z, double[] center, double[] factor, double[] offset, int count) {
        for (int i = 0; i < count; i++) {
            z[i] = (x[i] - center[i]) * factor[i] + offset[i];
        }
    }

    /** {@code x = (x - center) factor + offset}, for the first elements. */
    static void normalise(Tile x, Tile center, Tile factor, Tile offset, int count) {
        if (x.isFloat()) {
            normalise(x.floats(), x.floats(), center.floats(), factor.floats(), offset.floats(), count);
        } else {
            normalise(x.doubles(), x.doubles(), center.doubles(), factor.doubles(), offset.doubles(), count);
        }
    }

    /** Sets further numbers per channel for {@link #differentiate}, which also uses those of {@link #beginNormalise}. */
    void beginDifferentiate(double[] add, double[] tilt) {
        repeat(add, constant);
        repeat(tilt, slope);
    }

    /** {@code dx = scale d + add + tilt (x - mean)}, where d is dy before the activation; dx may be dy. */
    void differentiate(Memory dy, Memory x, Memory dx, int first, int rows) {
        for (int row = 0; row < rows; row += blockRows) {
            int at = (first + row) * channels;
            int count = Math.min(blockRows, rows - row) * channels;
            Loops.get(dy, at, others, 0, count);
            Loops.get(x, at, values, 0, count);
            undoActivation(count);
            normalise(values, center, slope, constant, count);
            Loops.addProduct(values, others, factor, 0, count);
            Loops.put(values, 0, dx, at, count);
        }
    }
}
