package dev.inercia.train.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds a protocol buffer message, field by field. Source: the encoding of Protocol Buffers. */
final class ProtoWriter {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoWriter number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoWriter decimal(int field, double value) {
        tag(field, FIXED_64);
        out.writeBytes(bytes(Double.BYTES).putDouble(value).array());
        return this;
    }

    ProtoWriter decimal(int field, float value) {
        tag(field, FIXED_32);
        out.writeBytes(bytes(Float.BYTES).putFloat(value).array());
        return this;
    }

    ProtoWriter text(int field, String value) {
        return content(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter value) {
        return content(field, value.toByteArray());
    }

    private ProtoWriter content(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    /** Seven bits per byte, lowest first; the highest bit is set if more bytes follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
