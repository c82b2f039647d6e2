package dev.inercia.nn.onnx;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.layer.Interchange;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A builder of an ONNX graph: nodes and constants are added layer by layer. All values are FLOAT. */
public final class OnnxGraph {

    static final int OPSET = 13;
    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int DOUBLE = 11;

    private final Network network;
    private final ProtoWriter message = new ProtoWriter();
    private final Set<String> names = new HashSet<>();
    private int opset = OPSET;
    private String path = "";

    OnnxGraph(Network network) {
        this.network = network;
    }

    /** Requires at least this opset; 13 by default. */
    public void requireOpset(int version) {
        opset = Math.max(opset, version);
    }

    int opset() {
        return opset;
    }

    ProtoWriter message() {
        return message;
    }

    /** The path of the layer being written, for example {@code 2.body.0}. */
    public String path() {
        return path;
    }

    /** A row-major copy of a parameter of the layer being written, in its declared shape. */
    public float[] parameter(String name) {
        INDArray array = network.parameters().get(path + "." + name);
        double[] values = array.dup('c').data().asDouble();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = single(path + "." + name, values[i]);
        }
        return floats;
    }

    /**
     * Adds a parameter of the layer being written as a constant, with the axes that the layer declares for other tools.
     *
     * @param layer the layer being written
     * @param name the name of the parameter within the layer
     * @param x the layer's input
     * @return its name in the graph
     * @throws IllegalArgumentException if the layer has no such parameter
     */
    public String weight(Layer layer, String name, OnnxValue x) {
        Parameter parameter = layer.parameters(x.shape()).stream()
                .filter(declared -> declared.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Layer " + path + " has no parameter " + name));
        int[] columns = x.is(OnnxValue.Order.FLAT) ? Interchange.flattened(x.image()) : null;
        int[] places = parameter.interchange().places(parameter.shape(), columns);
        float[] ours = parameter(name);
        float[] theirs = new float[ours.length];
        for (int i = 0; i < ours.length; i++) {
            theirs[places[i]] = ours[i];
        }
        return constant(name, parameter.shapeThere().dimensions(), theirs);
    }

    private static float single(String name, double value) {
        float single = (float) value;
        if (Float.isInfinite(single) && Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    name + " holds " + value + ", too large for FLOAT, in which a network is written to ONNX");
        }
        return single;
    }

    /** Adds a child of the layer being written. */
    public OnnxValue child(String name, Layer layer, OnnxValue x) {
        String outer = path;
        path = outer.isEmpty() ? name : outer + "." + name;
        try {
            return LayerWriters.write(layer, this, x);
        } finally {
            path = outer;
        }
    }

    /** Adds an activation. */
    public OnnxValue activation(Activation activation, OnnxValue z) {
        return ActivationWriters.write(activation, this, z);
    }

    /** Adds a node with two inputs whose output has the shape and order of the first. */
    public OnnxValue node(String op, OnnxValue first, OnnxValue second) {
        return first.named(op(op, List.of(first.name(), second.name())));
    }

    /** Adds a node with attributes whose output has the shape and order of its input. */
    public OnnxValue node(String op, OnnxValue x, OnnxAttribute... attributes) {
        return x.named(op(op, List.of(x.name()), attributes));
    }

    /** Adds a node whose output is {@code [batch, shape...]}. */
    public OnnxValue node(String op, Shape shape, List<OnnxValue> inputs, OnnxAttribute... attributes) {
        List<String> ins = inputs.stream().map(OnnxValue::name).toList();
        return OnnxValue.last(op(op, ins, attributes), shape);
    }

    /** Adds a node; returns the name of its output. */
    String op(String op, List<String> inputs, OnnxAttribute... attributes) {
        String name = unique((path.isEmpty() ? "network" : path) + "/" + op);
        add(name, op, inputs, name, attributes);
        return name;
    }

    /** Adds a node whose output has this name. */
    void add(String name, String op, List<String> inputs, String output, OnnxAttribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.add(1, input));
        node.add(2, output).add(3, name).add(4, op);
        for (OnnxAttribute attribute : attributes) {
            node.add(5, attribute.message());
        }
        message.add(1, node);
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Adds a scalar constant. */
    public OnnxValue constant(double value) {
        String name = constant("constant", new int[0], new float[] {(float) value});
        return OnnxValue.last(name, Shape.of());
    }

    /**
     * Adds a constant.
     *
     * @param name unique in the layer being written, preferably the name of the parameter
     * @param dimensions its shape in the graph
     * @param values in row-major order
     * @return its name in the graph
     */
    public String constant(String name, int[] dimensions, float[] values) {
        byte[] raw = new byte[4 * values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            for (int j = 0; j < 4; j++) {
                raw[4 * i + j] = (byte) (bits >>> 8 * j);
            }
        }
        return constant(name, FLOAT, dimensions, raw);
    }

    /** Adds a constant of integers, such as a shape; returns its name in the graph. */
    public String constant(String name, long[] values) {
        return constant(name, INT64, new int[] {values.length}, bytes(values));
    }

    /** Adds a double-precision constant with one number per column of x, shaped to broadcast along its channels. */
    String columns(String name, double[] values, OnnxValue x) {
        long[] bits =
                Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
        return constant(name, DOUBLE, columns(x), bytes(bits));
    }

    /** Adds a constant with one number per column of x, shaped to broadcast along its channels. */
    String columns(String name, float[] values, OnnxValue x) {
        return constant(name, columns(x), values);
    }

    private static int[] columns(OnnxValue x) {
        int[] dimensions = new int[x.is(OnnxValue.Order.FIRST) ? x.shape().rank() : 1];
        Arrays.fill(dimensions, 1);
        dimensions[0] = x.columns();
        return dimensions;
    }

    private static byte[] bytes(long[] values) {
        byte[] raw = new byte[8 * values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < 8; j++) {
                raw[8 * i + j] = (byte) (values[i] >>> 8 * j);
            }
        }
        return raw;
    }

    private String constant(String name, int type, int[] dimensions, byte[] raw) {
        ProtoWriter tensor = new ProtoWriter();
        for (int dimension : dimensions) {
            tensor.add(1, dimension);
        }
        String full = unique(path.isEmpty() ? "network." + name : path + "." + name);
        tensor.add(2, type).add(8, full).add(9, raw);
        message.add(5, tensor);
        return full;
    }

    /** The value with channels last, {@code [batch, shape...]}; adds a transpose if needed. */
    public OnnxValue channelsLast(OnnxValue x) {
        if (x.is(OnnxValue.Order.LAST)) {
            return x;
        }
        if (x.is(OnnxValue.Order.FLAT)) {
            OnnxValue image = channelsLast(new OnnxValue(
                    reshape(x.name(), firstDimensions(x.image())), x.image(), OnnxValue.Order.FIRST, x.image()));
            return OnnxValue.last(op("Flatten", List.of(image.name()), OnnxAttribute.of("axis", 1)), x.shape());
        }
        int rank = x.shape().rank();
        int[] order = new int[rank + 1];
        for (int i = 1; i < rank; i++) {
            order[i] = i + 1;
        }
        order[rank] = 1;
        return OnnxValue.last(op("Transpose", List.of(x.name()), OnnxAttribute.of("perm", order)), x.shape());
    }

    /** The image or sequence with channels first, as in ONNX; adds a transpose if needed. */
    OnnxValue channelsFirst(OnnxValue x) {
        if (x.is(OnnxValue.Order.FIRST)) {
            return x;
        }
        OnnxValue last = channelsLast(x);
        int rank = x.shape().rank();
        int[] order = new int[rank + 1];
        order[1] = rank;
        for (int i = 2; i <= rank; i++) {
            order[i] = i - 1;
        }
        String name = op("Transpose", List.of(last.name()), OnnxAttribute.of("perm", order));
        return new OnnxValue(name, x.shape(), OnnxValue.Order.FIRST, x.shape());
    }

    /** The dimensions of an image in channels-first order, {@code [channels, height, width]}. */
    static int[] firstDimensions(Shape image) {
        int[] last = image.dimensions();
        int[] first = new int[last.length];
        first[0] = last[last.length - 1];
        System.arraycopy(last, 0, first, 1, last.length - 1);
        return first;
    }

    /** Adds a reshape to {@code [batch, dimensions...]}; returns the name of its output. */
    String reshape(String x, int... dimensions) {
        long[] target = new long[dimensions.length + 1];
        target[0] = -1;
        for (int i = 0; i < dimensions.length; i++) {
            target[i + 1] = dimensions[i];
        }
        return op("Reshape", List.of(x, constant("shape", target)));
    }
}
