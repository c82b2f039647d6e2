package dev.inercia.nn.layer;

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
    private static final int ELEMENTS = 2048;
    /** Sums of floats are added to sums of doubles after this many blocks. */
    private static final int BLOCKS = 64;

    private final int channels;
    private final int blockRows;
    /** For each channel, the sum of d, as of the last {@link #endSums()}. */
    final double[] sum;
    /** For each channel, the sum of {@code d (x - center)}, as of the last {@link #endSums()}. */
    final double[] product;

    private final Tile values;
    private final Tile others;
    private final Tile sums;
    private final Tile products;
    private final Tile center;
    private final Tile factor;
    private final Tile offset;
    private final Tile slope;
    private int blocks;

    /** A sweep over at most this many rows. */
    ChannelSweep(DataType type, int rows, int channels) {
        this.channels = channels;
        blockRows = Math.max(1, Math.min(rows, ELEMENTS / channels));
        sum = new double[channels];
        product = new double[channels];
        int width = blockRows * channels;
        values = new Tile(type, 1, width);
        others = new Tile(type, 1, width);
        sums = new Tile(type, 1, width);
        products = new Tile(type, 1, width);
        center = new Tile(type, 1, width);
        factor = new Tile(type, 1, width);
        offset = new Tile(type, 1, width);
        slope = new Tile(type, 1, width);
    }

    private void repeat(double[] numbers, Tile to) {
        for (int row = 0; row < blockRows; row++) {
            for (int c = 0; c < channels; c++) {
                if (to.isFloat()) {
                    to.floats()[row * channels + c] = (float) numbers[c];
                } else {
                    to.doubles()[row * channels + c] = numbers[c];
                }
            }
        }
    }

    /** Begins sums of deviations from these centers, one per channel. */
    void beginSums(double[] centers) {
        repeat(centers, center);
        Arrays.fill(sum, 0);
        Arrays.fill(product, 0);
        sums.clear();
        products.clear();
        blocks = 0;
    }

    /**
     * Adds rows to the sums: for each channel, the sum of d and of {@code d (x - center)}, where d is dy, or
     * {@code x - center} if dy is null.
     */
    void add(Memory dy, Memory x, int first, int rows) {
        for (int row = 0; row < rows; row += blockRows) {
            int at = (first + row) * channels;
            int count = Math.min(blockRows, rows - row) * channels;
            Loops.get(x, at, values, 0, count);
            if (dy != null) {
                Loops.get(dy, at, others, 0, count);
            }
            if (values.isFloat()) {
                float[] d = dy == null ? null : others.floats();
                add(values.floats(), d, center.floats(), sums.floats(), products.floats(), count);
            } else {
                double[] d = dy == null ? null : others.doubles();
                add(values.doubles(), d, center.doubles(), sums.doubles(), products.doubles(), count);
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

    private static void add(float[] x, float[] d, float[] center, float[] sums, float[] products, int count) {
        for (int i = 0; i < count; i++) {
            x[i] -= center[i];
        }
        float[] by = d == null ? x : d;
        for (int i = 0; i < count; i++) {
            sums[i] += by[i];
        }
        for (int i = 0; i < count; i++) {
            products[i] += by[i] * x[i];
        }
    }

    private static void add(double[] x, double[] d, double[] center, double[] sums, double[] products, int count) {
        for (int i = 0; i < count; i++) {
            x[i] -= center[i];
        }
        double[] by = d == null ? x : d;
        for (int i = 0; i < count; i++) {
            sums[i] += by[i];
        }
        for (int i = 0; i < count; i++) {
            products[i] += by[i] * x[i];
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

    /** Sets the numbers per channel for {@link #normalise}. */
    void beginNormalise(double[] mean, double[] scale, double[] shift) {
        repeat(mean, center);
        repeat(scale, factor);
        repeat(shift, offset);
    }

    /** {@code y = (x - mean) scale + shift}; y may be x. */
    void normalise(Memory x, Memory y, int first, int rows) {
        for (int row = 0; row < rows; row += blockRows) {
            int at = (first + row) * channels;
            int count = Math.min(blockRows, rows - row) * channels;
            Loops.get(x, at, values, 0, count);
            if (values.isFloat()) {
                normalise(values.floats(), center.floats(), factor.floats(), offset.floats(), count);
            } else {
                normalise(values.doubles(), center.doubles(), factor.doubles(), offset.doubles(), count);
            }
            Loops.put(values, 0, y, at, count);
        }
    }

    private static void normalise(float[] x, float[] center, float[] factor, float[] offset, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = (x[i] - center[i]) * factor[i] + offset[i];
        }
    }

    private static void normalise(double[] x, double[] center, double[] factor, double[] offset, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = (x[i] - center[i]) * factor[i] + offset[i];
        }
    }

    /** Sets the numbers per channel for {@link #differentiate}. */
    void beginDifferentiate(double[] mean, double[] scale, double[] shift, double[] tilt) {
        beginNormalise(mean, scale, shift);
        repeat(tilt, slope);
    }

    /** {@code dx = scale dy + shift + tilt (x - mean)}; dx may be dy. */
    void differentiate(Memory dy, Memory x, Memory dx, int first, int rows) {
        for (int row = 0; row < rows; row += blockRows) {
            int at = (first + row) * channels;
            int count = Math.min(blockRows, rows - row) * channels;
            Loops.get(dy, at, others, 0, count);
            Loops.get(x, at, values, 0, count);
            if (values.isFloat()) {
                normalise(values.floats(), center.floats(), slope.floats(), offset.floats(), count);
            } else {
                normalise(values.doubles(), center.doubles(), slope.doubles(), offset.doubles(), count);
            }
            Loops.addProduct(values, others, factor, 0, count);
            Loops.put(values, 0, dx, at, count);
        }
    }
}
