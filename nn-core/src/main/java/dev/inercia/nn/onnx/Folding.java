package dev.inercia.nn.onnx;

import dev.inercia.nn.onnx.OnnxModel.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Computes nodes whose inputs are all constant, mostly the arithmetic on shapes that exporters write. The batch size is
 * -1 in shapes, and no sum or product with it is computed.
 */
final class Folding {

    /** Shapes and paddings have a few elements; weights are only passed on, reshaped or transposed. */
    private static final int SMALL = 64;

    private final Map<String, OnnxTensor> constants;
    private long allowance;

    /**
     * For these constants.
     *
     * @param allowance the number of elements that may be computed in all: a malicious graph could ask for any
     */
    Folding(Map<String, OnnxTensor> constants, long allowance) {
        this.constants = constants;
        this.allowance = allowance;
    }

    /** The constant that the node computes; null if it is none. */
    OnnxTensor fold(Node node) throws IOException {
        OnnxTensor folded = computed(node);
        if (folded != null) {
            allowance -= folded.values().length;
            if (allowance < 0) {
                throw new IOException(node + " computes constants far larger than the file");
            }
        }
        return folded;
    }

    private OnnxTensor computed(Node node) {
        if (node.op().equals("Constant")) {
            return constant(node);
        }
        List<OnnxTensor> in = new ArrayList<>();
        long size = 0;
        for (String input : node.inputs()) {
            OnnxTensor tensor = input.isEmpty() ? null : constants.get(input);
            if (tensor == null && !input.isEmpty()) {
                return null;
            }
            in.add(tensor);
            size += tensor == null ? 0 : tensor.values().length;
        }
        if (in.isEmpty() || in.get(0) == null) {
            return null;
        }
        OnnxTensor first = in.get(0);
        switch (node.op()) {
            case "Identity", "Cast" -> {
                return first;
            }
            case "Transpose" -> {
                int[] order = node.numbers("perm", 1, 0);
                return first.rank() == 2 && order.length == 2 && order[0] == 1 ? first.transposed() : null;
            }
            case "Reshape" -> {
                return in.size() == 2 ? reshaped(first, in.get(1).longs()) : null;
            }
            default -> {
                return size <= SMALL ? small(node, in) : null;
            }
        }
    }

    private static OnnxTensor small(Node node, List<OnnxTensor> in) {
        OnnxTensor first = in.get(0);
        double[] x = first.values();
        return switch (node.op()) {
            case "Unsqueeze", "Squeeze", "Flatten" -> x.length == 1 || first.rank() < 2 ? row(x) : null;
            case "Concat" ->
                row(in.stream()
                        .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                        .toArray());
            case "Gather" -> in.size() == 2 && first.rank() == 1 ? gathered(x, in.get(1)) : null;
            case "Slice" -> first.rank() <= 2 ? sliced(node, first, in) : null;
            case "ConstantOfShape" -> {
                double count = Arrays.stream(x).reduce(1, (a, b) -> a * b);
                double[] filled = count >= 0 && count <= SMALL ? new double[(int) count] : null;
                OnnxModel.Setting value = node.settings().get("value");
                if (filled != null && value != null && value.tensor() != null) {
                    Arrays.fill(filled, value.tensor().values()[0]);
                }
                yield filled == null ? null : row(filled);
            }
            case "Mul", "Add", "Sub", "Div" -> in.size() == 2 ? arithmetic(node.op(), first, in.get(1)) : null;
            default -> null;
        };
    }

    private static OnnxTensor row(double... values) {
        return new OnnxTensor(new int[] {values.length}, values);
    }

    private static OnnxTensor gathered(double[] x, OnnxTensor indices) {
        double[] y = new double[indices.values().length];
        for (int i = 0; i < y.length; i++) {
            int at = (int) indices.values()[i];
            at = at < 0 ? at + x.length : at;
            if (at < 0 || at >= x.length) {
                return null;
            }
            y[i] = x[at];
        }
        return new OnnxTensor(indices.dimensions(), y);
    }

    /** Slices along the first axis. */
    private static OnnxTensor sliced(Node node, OnnxTensor x, List<OnnxTensor> in) {
        boolean hasInputs = in.size() > 2;
        int[] starts = hasInputs ? ints(in.get(1)) : node.numbers("starts");
        int[] ends = hasInputs ? ints(in.get(2)) : node.numbers("ends");
        int[] axes = in.size() > 3 && in.get(3) != null ? ints(in.get(3)) : node.numbers("axes", 0);
        int[] steps = in.size() > 4 && in.get(4) != null ? ints(in.get(4)) : new int[] {1};
        boolean isPlain = starts.length == 1 && ends.length == 1 && axes.length == 1 && axes[0] == 0;
        if (!isPlain || steps.length != 1 || Math.abs(steps[0]) != 1 || x.rank() == 0) {
            return null;
        }
        int rows = x.dimensions()[0];
        int step = steps[0];
        long from = starts[0] < 0 ? (long) starts[0] + rows : starts[0];
        long to = ends[0] < 0 ? (long) ends[0] + rows : ends[0];
        from = step > 0 ? Math.min(rows, Math.max(0, from)) : Math.min(rows - 1, Math.max(-1, from));
        to = step > 0 ? Math.min(rows, Math.max(0, to)) : Math.min(rows - 1, Math.max(-1, to));
        int[] chosen = step > 0
                ? IntStream.range((int) from, (int) Math.max(from, to)).toArray()
                : IntStream.iterate((int) from, i -> i - 1)
                        .limit(Math.max(0, from - to))
                        .toArray();
        int[] dimensions = x.dimensions().clone();
        int width = rows == 0 ? 0 : x.values().length / rows;
        dimensions[0] = chosen.length;
        double[] y = new double[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(x.values(), chosen[i] * width, y, i * width, width);
        }
        return new OnnxTensor(dimensions, y);
    }

    private static int[] ints(OnnxTensor tensor) {
        return Arrays.stream(tensor.values()).mapToInt(value -> (int) value).toArray();
    }

    private static OnnxTensor arithmetic(String op, OnnxTensor a, OnnxTensor b) {
        int length = Math.max(a.values().length, b.values().length);
        double[] x = a.row(length);
        double[] y = b.row(length);
        if (x == null || y == null) {
            return null;
        }
        double[] z = new double[length];
        for (int i = 0; i < length; i++) {
            if (x[i] < 0 || y[i] < 0) {
                return null;
            }
            z[i] = switch (op) {
                case "Mul" -> x[i] * y[i];
                case "Add" -> x[i] + y[i];
                case "Sub" -> x[i] - y[i];
                default -> x[i] / y[i];
            };
        }
        return new OnnxTensor(a.values().length == length ? a.dimensions() : b.dimensions(), z);
    }

    private static OnnxTensor reshaped(OnnxTensor x, long[] target) {
        int[] dimensions = new int[target.length];
        int open = -1;
        long known = 1;
        for (int i = 0; i < target.length; i++) {
            long size = target[i] == 0 && i < x.rank() ? x.dimensions()[i] : target[i];
            open = size < 0 ? i : open;
            dimensions[i] = (int) Math.min(Integer.MAX_VALUE, Math.max(1, size));
            known = Math.min(Integer.MAX_VALUE, known * dimensions[i]);
        }
        if (open >= 0) {
            dimensions[open] = (int) (x.values().length / known);
            known *= dimensions[open];
        }
        return known == x.values().length ? new OnnxTensor(dimensions, x.values()) : null;
    }

    private static OnnxTensor constant(Node node) {
        OnnxModel.Setting value = node.settings().get("value");
        OnnxModel.Setting single = node.settings().get("value_float");
        OnnxModel.Setting number = node.settings().get("value_int");
        OnnxModel.Setting numbers = node.settings().get("value_ints");
        if (value != null) {
            return value.tensor();
        } else if (numbers != null) {
            return row(Arrays.stream(numbers.numbers()).asDoubleStream().toArray());
        } else if (single == null && number == null) {
            return null;
        }
        return new OnnxTensor(new int[0], new double[] {single == null ? number.number() : single.single()});
    }
}
