package dev.inercia.nn.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the fields of a protocol buffer message one by one; see {@link ProtoWriter}. */
final class ProtoReader {

    private static final int VARINT_BITS = 64;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int kind;
    private long number;
    private int from;
    private int to;

    ProtoReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws IOException {
        if (at >= end) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        kind = (int) (key & 7);
        switch (kind) {
            case ProtoWriter.VARINT -> number = varint();
            case ProtoWriter.FIXED_32 -> number = fixed(4);
            case ProtoWriter.FIXED_64 -> number = fixed(8);
            case ProtoWriter.LENGTH -> {
                long length = varint();
                if (length < 0 || length > end - at) {
                    throw new IOException("a field of " + length + " bytes where " + (end - at) + " follow");
                }
                from = at;
                to = at + (int) length;
                at = to;
            }
            default -> throw new IOException("a field of kind " + kind + ", which there is not");
        }
        return true;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (at >= end) {
                throw new IOException("a number that is cut short");
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    private long fixed(int count) throws IOException {
        if (count > end - at) {
            throw new IOException("a number that is cut short");
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[at++] & 0xffL) << 8 * i;
        }
        return value;
    }

    int field() {
        return field;
    }

    /** True if the field is a message, string, bytes or packed numbers. */
    boolean hasLength() {
        return kind == ProtoWriter.LENGTH;
    }

    long number() throws IOException {
        if (hasLength()) {
            throw new IOException("bytes in field " + field + ", expected a number");
        }
        return number;
    }

    float single() throws IOException {
        return Float.intBitsToFloat((int) number());
    }

    int from() throws IOException {
        if (!hasLength()) {
            throw new IOException("a number in field " + field + ", expected bytes");
        }
        return from;
    }

    int to() {
        return to;
    }

    ProtoReader message() throws IOException {
        return new ProtoReader(bytes, from(), to);
    }

    /** True if there is another varint in packed numbers. */
    boolean hasMore() {
        return at < end;
    }

    long nextVarint() throws IOException {
        return varint();
    }

    long nextFixed(int count) throws IOException {
        return fixed(count);
    }

    String text() throws IOException {
        int begin = from();
        return new String(bytes, begin, to - begin, StandardCharsets.UTF_8);
    }
}
