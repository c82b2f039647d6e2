package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers stored by row, in any storage type. */
interface Rows {

    /** The number of values in a row. */
    int width();

    /** Copies a row to {@code target[at..]}. */
    void copy(int row, float[] target, int at);

    /** Copies a row to {@code target[at..]}. */
    void copy(int row, double[] target, int at);

    /**
     * Prefetches rows that are about to be copied: reading bytes row by row would wait for memory once per row.
     *
     * @return an arbitrary value, so that the JIT keeps the reads
     */
    default int touch(int[] order, int from, int count) {
        return 0;
    }

    static Rows of(float[][] values, String what) {
        int width = values.length == 0 ? 0 : values[0].length;
        float[] flat = new float[elements(values.length, width, what)];
        for (int row = 0; row < values.length; row++) {
            Checks.sameLength(width, values[row].length, what, row);
            System.arraycopy(values[row], 0, flat, row * width, width);
        }
        return of(flat, width, what);
    }

    static Rows of(double[][] values, String what) {
        int width = values.length == 0 ? 0 : values[0].length;
        double[] flat = new double[elements(values.length, width, what)];
        for (int row = 0; row < values.length; row++) {
            Checks.sameLength(width, values[row].length, what, row);
            System.arraycopy(values[row], 0, flat, row * width, width);
        }
        return of(flat, width, what);
    }

    private static int elements(int rows, int width, String what) {
        if (width > 0) {
            Shape.of(width).requireHoldable(rows, "all " + what);
        }
        return rows * width;
    }

    static Rows of(INDArray array, String what) {
        Layout.requireOpen(array);
        Shape.ofExamples(array.shape()).requireHoldable(array.size(0), "all " + what);
        int width = Math.toIntExact(array.length() / array.size(0));
        INDArray dense = array.dup('c');
        return array.dataType() == DataType.DOUBLE
                ? of(dense.data().asDouble(), width, what)
                : of(dense.data().asFloat(), width, what);
    }

    /** The array is kept, not copied. */
    static Rows of(float[] values, int width, String what) {
        for (int i = 0; i < values.length; i++) {
            Checks.finite(values[i], what, i / width, i % width);
        }
        return new OfFloats(values, width);
    }

    /** The array is kept, not copied. */
    static Rows of(double[] values, int width, String what) {
        for (int i = 0; i < values.length; i++) {
            Checks.finite(values[i], what, i / width, i % width);
        }
        return new OfDoubles(values, width);
    }

    /** Floats, unscaled. */
    final class OfFloats implements Rows {

        private final float[] values;
        private final int width;

        OfFloats(float[] values, int width) {
            this.values = values;
            this.width = width;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void copy(int row, float[] target, int at) {
            System.arraycopy(values, row * width, target, at, width);
        }

        @Override
        public void copy(int row, double[] target, int at) {
            for (int i = 0, from = row * width; i < width; i++) {
                target[at + i] = values[from + i];
            }
        }
    }

    /** Doubles, unscaled. */
    final class OfDoubles implements Rows {

        private final double[] values;
        private final int width;

        OfDoubles(double[] values, int width) {
            this.values = values;
            this.width = width;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void copy(int row, float[] target, int at) {
            for (int i = 0, from = row * width; i < width; i++) {
                target[at + i] = (float) values[from + i];
            }
        }

        @Override
        public void copy(int row, double[] target, int at) {
            System.arraycopy(values, row * width, target, at, width);
        }
    }

    /** Bytes, 0 to 255, scaled to [0, 1] by a lookup table. */
    final class OfBytes implements Rows {

        private static final int CACHE_LINE = 64;
        private static final float[] FLOATS = new float[256];
        private static final double[] DOUBLES = new double[256];

        static {
            for (int i = 0; i < 256; i++) {
                FLOATS[i] = i / 255f;
                DOUBLES[i] = i / 255.0;
            }
        }

        private final byte[] values;
        private final int width;

        OfBytes(byte[] values, int width) {
            this.values = values;
            this.width = width;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void copy(int row, float[] target, int at) {
            for (int i = 0, from = row * width; i < width; i++) {
                target[at + i] = FLOATS[values[from + i] & 255];
            }
        }

        @Override
        public void copy(int row, double[] target, int at) {
            for (int i = 0, from = row * width; i < width; i++) {
                target[at + i] = DOUBLES[values[from + i] & 255];
            }
        }

        @Override
        public int touch(int[] order, int from, int count) {
            int sum = 0;
            for (int i = from; i < from + count; i++) {
                for (int k = order[i] * width, end = k + width; k < end; k += CACHE_LINE) {
                    sum += values[k];
                }
            }
            return sum;
        }
    }

    /** Bytes fetched row by row, scaled as {@link OfBytes} does. */
    final class OfFetched implements Rows {

        private final ByteRows source;
        private final int width;

        OfFetched(ByteRows source, int width) {
            this.source = source;
            this.width = width;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void copy(int row, float[] target, int at) {
            byte[] values = fetch(row);
            for (int i = 0; i < width; i++) {
                target[at + i] = OfBytes.FLOATS[values[i] & 255];
            }
        }

        @Override
        public void copy(int row, double[] target, int at) {
            byte[] values = fetch(row);
            for (int i = 0; i < width; i++) {
                target[at + i] = OfBytes.DOUBLES[values[i] & 255];
            }
        }

        private byte[] fetch(int row) {
            byte[] values = source.get(row);
            if (values.length != width) {
                throw new IllegalArgumentException("Expected " + width + " bytes for each example, but got "
                        + values.length + " for example " + row);
            }
            return values;
        }
    }

    /** Class indices, one per row. */
    final class OfLabels implements Rows {

        private final int[] labels;

        OfLabels(int[] labels) {
            this.labels = labels;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void copy(int row, float[] target, int at) {
            target[at] = labels[row];
        }

        @Override
        public void copy(int row, double[] target, int at) {
            target[at] = labels[row];
        }
    }
}
