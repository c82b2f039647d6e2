package dev.inercia.nn.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the making, in the encoding of protocol buffers: fields, each a key (number and kind) and a value.
 *
 * <p>Source: "Encoding" in the documentation of protocol buffers.
 */
final class ProtoWriter {

    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int LENGTH = 2;
    static final int FIXED_32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a whole number. */
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

    /** Adds a text. */
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
