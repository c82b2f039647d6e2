package dev.inercia.nn.onnx;

import dev.inercia.nn.activation.*;
import dev.inercia.nn.onnx.OnnxValue.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes activations as nodes of opset 13. It lacks Gelu and Mish, which take several nodes. */
final class ActivationWriters {

    /** Writes activations of one class. */
    private interface Writer<A extends Activation> {
        OnnxValue write(A activation, OnnxGraph graph, OnnxValue z);
    }

    private static final Map<Class<? extends Activation>, Writer<?>> WRITERS = new LinkedHashMap<>();

    private static <A extends Activation> void put(Class<A> type, Writer<A> writer) {
        WRITERS.put(type, writer);
    }

    static {
        put(Identity.class, (f, graph, z) -> z);
        put(Sigmoid.class, (f, graph, z) -> graph.node("Sigmoid", z));
        put(Tanh.class, (f, graph, z) -> graph.node("Tanh", z));
        put(Relu.class, (f, graph, z) -> graph.node("Relu", z));
        put(LeakyRelu.class, (f, graph, z) -> graph.node("LeakyRelu", z, OnnxAttribute.of("alpha", f.slope())));
        put(Elu.class, (f, graph, z) -> graph.node("Elu", z, OnnxAttribute.of("alpha", f.alpha())));
        // The operator's default attributes are Selu's constants.
        put(Selu.class, (f, graph, z) -> graph.node("Selu", z));
        put(Softplus.class, (f, graph, z) -> graph.node("Softplus", z));
        put(Softsign.class, (f, graph, z) -> graph.node("Softsign", z));
        put(
                HardSigmoid.class,
                (f, graph, z) -> graph.node(
                        "HardSigmoid", z, OnnxAttribute.of("alpha", 1 / 6.0), OnnxAttribute.of("beta", 0.5)));
        put(
                Softmax.class,
                (f, graph, z) -> graph.node("Softmax", z, OnnxAttribute.of("axis", z.is(Order.FIRST) ? 1 : -1)));
        put(Swish.class, (f, graph, z) -> graph.node("Mul", z, graph.node("Sigmoid", z)));
        put(Mish.class, (f, graph, z) -> graph.node("Mul", z, graph.node("Tanh", graph.node("Softplus", z))));
        put(Gelu.class, ActivationWriters::gelu);
        put(GeluTanh.class, ActivationWriters::geluTanh);
        put(Destandardize.class, ActivationWriters::destandardize);
    }

    private ActivationWriters() {}

    /** The activations that can be written. */
    static Set<Class<? extends Activation>> known() {
        return WRITERS.keySet();
    }

    /**
     * Writes an activation.
     *
     * @throws IllegalArgumentException if it has no ONNX form, naming it
     */
    static OnnxValue write(Activation activation, OnnxGraph graph, OnnxValue z) {
        @SuppressWarnings("unchecked") // put() pairs class and writer
        Writer<Activation> writer = (Writer<Activation>) WRITERS.get(activation.getClass());
        if (writer != null) {
            return writer.write(activation, graph, z);
        } else if (activation instanceof OnnxWritable own) {
            return own.write(graph, graph.channelsLast(z));
        }
        String type = activation.getClass().getSimpleName();
        String where = graph.path().isEmpty() ? "the output activation" : "the activation of layer " + graph.path();
        throw new IllegalArgumentException(
                "Cannot write " + where + " (" + type + ") to ONNX: let " + type + " implement OnnxWritable");
    }

    private static OnnxValue gelu(Gelu activation, OnnxGraph graph, OnnxValue z) {
        OnnxValue inner = graph.node("Mul", z, graph.constant(Math.sqrt(0.5)));
        OnnxValue sum = graph.node("Add", graph.node("Erf", inner), graph.constant(1));
        return graph.node("Mul", graph.node("Mul", z, sum), graph.constant(0.5));
    }

    private static OnnxValue geluTanh(GeluTanh activation, OnnxGraph graph, OnnxValue z) {
        OnnxValue cube = graph.node("Mul", graph.node("Mul", z, z), z);
        OnnxValue inner = graph.node("Add", z, graph.node("Mul", cube, graph.constant(0.044715)));
        OnnxValue tanh = graph.node("Tanh", graph.node("Mul", inner, graph.constant(Math.sqrt(2 / Math.PI))));
        OnnxValue sum = graph.node("Add", tanh, graph.constant(1));
        return graph.node("Mul", graph.node("Mul", z, sum), graph.constant(0.5));
    }

    private static OnnxValue destandardize(Destandardize activation, OnnxGraph graph, OnnxValue z) {
        OnnxValue lying = z.is(Order.FLAT) ? graph.channelsLast(z) : z;
        String wide = graph.op("Cast", List.of(lying.name()), OnnxAttribute.of("to", OnnxGraph.DOUBLE));
        String scaled = graph.op("Mul", List.of(wide, graph.columns("deviation", activation.deviation(), lying)));
        String sum = graph.op("Add", List.of(scaled, graph.columns("mean", activation.mean(), lying)));
        return lying.named(graph.op("Cast", List.of(sum), OnnxAttribute.of("to", OnnxGraph.FLOAT)));
    }
}
