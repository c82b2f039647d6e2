package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** For each channel, the mean of a few rows: close enough to that of all to subtract it before summing. */
final class NearMeans {

    private static final int ROWS = 64;

    private final Tile start;
    /** One number per channel, representable in the type of the rows. */
    final double[] values;

    /** Means of at most this many rows. */
    NearMeans(DataType type, int rows, int channels) {
        start = new Tile(type, Math.min(rows, ROWS), channels);
        values = new double[channels];
    }

    /** Looks at the first of these rows. */
    void look(Memory x, int first, int rows) {
        int count = Math.min(start.capacity(), rows);
        start.load(x, first, count);
        Arrays.fill(values, 0);
        for (int i = 0; i < count * values.length; i++) {
            values[i % values.length] += start.isFloat() ? start.floats()[i] : start.doubles()[i];
        }
        for (int c = 0; c < values.length; c++) {
            values[c] /= count;
            // Rounded as in the loops that subtract it.
            values[c] = start.isFloat() ? (float) values[c] : values[c];
        }
    }
}
