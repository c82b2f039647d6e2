package dev.inercia.nn.io;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/** The element types of safetensors files, and the types they are read as; some can only be skipped. */
enum TensorType {
    F64(8, DataType.DOUBLE),
    F32(4, DataType.FLOAT),
    /** Half precision, read as FLOAT. */
    F16(2, DataType.FLOAT),
    /** bfloat16, the upper half of a float; read as FLOAT. */
    BF16(2, DataType.FLOAT),
    I64(8, DataType.INT64),
    I32(4, DataType.INT32),
    I16(2, DataType.INT16),
    I8(1, DataType.INT8),
    U8(1, DataType.UINT8),
    BOOL(1, DataType.BOOL),
    U16(2, null),
    U32(4, null),
    U64(8, null),
    F8_E4M3(1, null),
    F8_E5M2(1, null);

    private final int bytes;
    private final DataType target;

    TensorType(int bytes, DataType target) {
        this.bytes = bytes;
        this.target = target;
    }

    static Optional<TensorType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    static List<TensorType> names() {
        return List.of(values());
    }

    /** The size of an element in bytes. */
    int bytes() {
        return bytes;
    }

    /** The type that elements are read as; empty if they cannot be read. */
    Optional<DataType> target() {
        return Optional.ofNullable(target);
    }
}
