package dev.inercia.nn.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds a protocol buffer message: a list of fields, each with a key (field number and wire type) and a value.
 *
 * <p>Source: the protocol buffers documentation, "Encoding".
 */
final class ProtoWriter {

    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int LENGTH = 2;
    static final int FIXED_32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds an integer. */
    ProtoWriter add(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a float. */
    ProtoWriter add(int field, float value) {
        key(field, FIXED_32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes.write(bits >>> shift);
        }
        return this;
    }

    /** Adds a string. */
    ProtoWriter add(int field, String text) {
        return add(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a message. */
    ProtoWriter add(int field, ProtoWriter message) {
        return add(field, message.toByteArray());
    }

    /** Adds bytes. */
    ProtoWriter add(int field, byte[] content) {
        key(field, LENGTH);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void key(int field, int kind) {
        varint((long) field << 3 | kind);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    int size() {
        return bytes.size();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
