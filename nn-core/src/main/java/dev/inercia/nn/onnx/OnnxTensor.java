package dev.inercia.nn.onnx;

import dev.inercia.nn.io.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A constant of an ONNX graph: floats or integers in row-major order.
 *
 * @param dimensions its shape
 * @param values its values; every float, and every integer up to 2^53, is exact
 */
record OnnxTensor(int[] dimensions, double[] values) {

    private static final int FLOAT = 1;
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;
    private static final int DOUBLE = 11;

    /** The constant as floats. */
    float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** True if all its numbers are this one. */
    boolean equalsAll(double value) {
        return Arrays.stream(values).allMatch(number -> number == value);
    }

    /** A row with each number this many times. */
    OnnxTensor repeated(int times) {
        double[] row = new double[Math.multiplyExact(values.length, times)];
        Arrays.setAll(row, i -> values[i / times]);
        return new OnnxTensor(new int[] {row.length}, row);
    }

    /** A row of equal numbers. */
    static OnnxTensor filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return new OnnxTensor(new int[] {length}, values);
    }

    /** The constant as integers, such as a shape. */
    long[] longs() {
        return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    }

    int rank() {
        return dimensions.length;
    }

    /** The constant as a row of this many columns; a scalar is repeated. Null if it is neither. */
    double[] row(int columns) {
        if (values.length == 1) {
            double[] row = new double[columns];
            Arrays.fill(row, values[0]);
            return row;
        }
        return values.length == columns ? values : null;
    }

    /** The transpose of a matrix. */
    OnnxTensor transposed() {
        int rows = dimensions[0];
        int columns = dimensions[1];
        double[] turned = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return new OnnxTensor(new int[] {columns, rows}, turned);
    }

    /** The constant times a factor, rounded to float as runtimes compute it. */
    OnnxTensor times(float factor) {
        return factor == 1
                ? this
                : new OnnxTensor(
                        dimensions,
                        Arrays.stream(values)
                                .map(value -> factor * (float) value)
                                .toArray());
    }

    /** A tensor and its name. */
    record Named(String name, OnnxTensor tensor) {}

    /**
     * Reads a tensor. Allocates memory only in proportion to the bytes in the file.
     *
     * @param directory the only directory that external data may be in
     */
    static Named read(byte[] bytes, ProtoReader message, Path directory) throws IOException {
        List<Long> dimensions = new ArrayList<>();
        String name = "";
        int type = 0;
        byte[] raw = null;
        Listed listed = new Listed();
        Map<String, String> external = new HashMap<>();
        boolean isExternal = false;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> readNumbers(message, dimensions);
                case 2 -> type = (int) message.number();
                case 4 -> listed.add(message, 4, false);
                case 5, 7 -> listed.add(message, 0, false);
                case 8 -> name = message.text();
                case 9 -> raw = Arrays.copyOfRange(bytes, message.from(), message.to());
                case 10 -> listed.add(message, 8, true);
                case 13 -> readEntry(message.message(), external);
                case 14 -> isExternal = message.number() == 1;
                default -> {}
            }
        }
        if (dimensions.size() > 16) {
            throw new IOException("constant '" + Failure.quote(name) + "' has " + dimensions.size() + " dimensions");
        }
        int[] shape = new int[dimensions.size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            long dimension = dimensions.get(i);
            count = dimension < 0 || dimension > Integer.MAX_VALUE || count > Integer.MAX_VALUE
                    ? -1
                    : count * dimension;
            shape[i] = (int) dimension;
            if (count < 0 || count > Integer.MAX_VALUE) {
                throw new IOException("constant '" + Failure.quote(name) + "' has shape " + Failure.quote(dimensions));
            }
        }
        if (isExternal) {
            raw = external(external, directory, name);
        }
        int width = switch (type) {
            case FLOAT, INT32 -> 4;
            case INT64, DOUBLE -> 8;
            case FLOAT16 -> 2;
            default ->
                throw new IOException("constant '" + Failure.quote(name) + "' is of element type " + type
                        + ", expected float, double, half precision or whole numbers");
        };
        long found = raw == null ? listed.count : raw.length / width;
        if (found != count || raw != null && raw.length != count * width) {
            throw new IOException("constant '" + Failure.quote(name) + "' of shape " + Arrays.toString(shape) + " has "
                    + (raw == null ? listed.count + " numbers" : raw.length + " bytes"));
        }
        return new Named(
                name,
                new OnnxTensor(
                        shape, raw == null ? Arrays.copyOf(listed.values, listed.count) : decoded(raw, type, width)));
    }

    private static void readNumbers(ProtoReader message, List<Long> numbers) throws IOException {
        if (!message.hasLength()) {
            numbers.add(message.number());
            return;
        }
        for (ProtoReader packed = message.message(); packed.hasMore(); ) {
            numbers.add(packed.nextVarint());
        }
    }

    /** Numbers stored in a typed field instead of raw bytes. */
    private static final class Listed {

        private double[] values = new double[4];
        private int count;

        /** Adds floats, doubles, or (if the width is 0) varints, packed or one at a time. */
        void add(ProtoReader message, int width, boolean isDouble) throws IOException {
            if (!message.hasLength()) {
                add(number(message.number(), width, isDouble));
                return;
            }
            for (ProtoReader packed = message.message(); packed.hasMore(); ) {
                add(number(width == 0 ? packed.nextVarint() : packed.nextFixed(width), width, isDouble));
            }
        }

        private void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }
    }

    private static double number(long bits, int width, boolean isDouble) {
        return isDouble ? Double.longBitsToDouble(bits) : width == 4 ? Float.intBitsToFloat((int) bits) : bits;
    }

    private static double[] decoded(byte[] raw, int type, int width) {
        double[] values = new double[raw.length / width];
        for (int i = 0; i < values.length; i++) {
            long bits = 0;
            for (int j = 0; j < width; j++) {
                bits |= (raw[i * width + j] & 0xffL) << 8 * j;
            }
            values[i] = switch (type) {
                case FLOAT -> Float.intBitsToFloat((int) bits);
                case DOUBLE -> Double.longBitsToDouble(bits);
                case INT32 -> (int) bits;
                case FLOAT16 -> half((int) bits);
                default -> bits;
            };
        }
        return values;
    }

    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = exponent == 0
                ? fraction * 0x1p-24
                : exponent == 0x1f
                        ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                        : (1 + fraction / 1024.0) * Math.scalb(1.0, exponent - 15);
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    static void readEntry(ProtoReader message, Map<String, String> entries) throws IOException {
        String key = "";
        String value = "";
        while (message.next()) {
            switch (message.field()) {
                case 1 -> key = message.text();
                case 2 -> value = message.text();
                default -> {}
            }
        }
        entries.put(key, value);
    }

    /** Reads data from a file beside the model; rejects paths outside its directory. */
    private static byte[] external(Map<String, String> entries, Path directory, String name) throws IOException {
        String location = entries.getOrDefault("location", "");
        String what = "constant '" + Failure.quote(name) + "' lies in '" + Failure.quote(location) + "', ";
        Path path;
        long offset;
        long length;
        try {
            path = directory.resolve(location).normalize();
            offset = Long.parseLong(entries.getOrDefault("offset", "0"));
            length = Long.parseLong(entries.getOrDefault("length", "-1"));
        } catch (IllegalArgumentException e) {
            throw new IOException(what + "which is no place in a file", e);
        }
        if (!Files.isRegularFile(path) || !path.toRealPath().startsWith(directory.toRealPath())) {
            throw new IOException(what + "expected a file in the directory of the model");
        }
        long rest = Files.size(path) - offset;
        long count = length < 0 ? rest : length;
        if (offset < 0 || count < 0 || count > rest || count > Integer.MAX_VALUE - 8) {
            throw new IOException(what + "bytes " + offset + " to " + (offset + count) + " of " + Files.size(path));
        }
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(offset);
            return in.readNBytes((int) count);
        }
    }
}
