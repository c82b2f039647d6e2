package dev.inercia.nn.onnx;

/** An attribute of an ONNX node: a constant that configures the operator. */
public final class OnnxAttribute {

    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final ProtoWriter message;

    private OnnxAttribute(String name, int type) {
        message = new ProtoWriter().add(1, name).add(20, type);
    }

    /** An integer attribute. */
    public static OnnxAttribute of(String name, long value) {
        OnnxAttribute attribute = new OnnxAttribute(name, INT);
        attribute.message.add(3, value);
        return attribute;
    }

    /** A float attribute. */
    public static OnnxAttribute of(String name, double value) {
        OnnxAttribute attribute = new OnnxAttribute(name, FLOAT);
        attribute.message.add(2, (float) value);
        return attribute;
    }

    /** A string attribute. */
    public static OnnxAttribute of(String name, String value) {
        OnnxAttribute attribute = new OnnxAttribute(name, STRING);
        attribute.message.add(4, value);
        return attribute;
    }

    /** An attribute with a list of integers. */
    public static OnnxAttribute of(String name, int[] values) {
        OnnxAttribute attribute = new OnnxAttribute(name, INTS);
        for (int value : values) {
            attribute.message.add(8, value);
        }
        return attribute;
    }

    ProtoWriter message() {
        return message;
    }
}
