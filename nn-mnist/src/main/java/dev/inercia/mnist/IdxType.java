package dev.inercia.mnist;

import java.util.Optional;

/** The element types of the IDX format; the third byte of a file is its code. Numbers are big-endian. */
public enum IdxType {
    /** Unsigned bytes, 0 to 255: pixels and labels. */
    UBYTE(0x08, 1),
    /** Signed bytes. */
    BYTE(0x09, 1),
    /** Signed 16-bit integers. */
    SHORT(0x0B, 2),
    /** Signed 32-bit integers. */
    INT(0x0C, 4),
    /** 32-bit IEEE floats. */
    FLOAT(0x0D, 4),
    /** 64-bit IEEE floats. */
    DOUBLE(0x0E, 8);

    private final int code;
    private final int bytes;

    IdxType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The code of this type in a file's magic number. */
    public int code() {
        return code;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    static Optional<IdxType> ofCode(int code) {
        for (IdxType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
