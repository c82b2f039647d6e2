package dev.inercia.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** Files of other tools, made here by hand as the specification says. */
class WeightsTest {

    @TempDir
    private Path directory;

    private Path write(String header, ByteBuffer data) throws IOException {
        return Files.write(directory.resolve("foreign"), RawFile.file(header, data.array()));
    }

    private static String tensor(String name, String type, String shape, int from, int to) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + from + ","
                + to + "]}";
    }

    @Test
    void everyTypeIsRead() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(51).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(Math.PI)
                .putFloat(-1.5f)
                .putFloat(2e10f)
                .putShort((short) 0x3555)
                .putShort((short) 0xfbff);
        data.putShort((short) 0x3f80)
                .putShort((short) 0xc2f7)
                .putLong(-7_000_000_000L)
                .putInt(-3)
                .putShort((short) -4);
        data.put((byte) 200).put((byte) -5).put((byte) 1).putLong(9);
        String header = "{\"__metadata__\":{\"format\":\"pt\"}," + tensor("f64", "F64", "[1]", 0, 8) + ","
                + tensor("f32", "F32", "[2,1]", 8, 16) + "," + tensor("f16", "F16", "[2]", 16, 20) + ","
                + tensor("bf16", "BF16", "[1,2]", 20, 24) + "," + tensor("i64", "I64", "[]", 24, 32) + ","
                + tensor("i32", "I32", "[1]", 32, 36) + "," + tensor("i16", "I16", "[1]", 36, 38) + ","
                + tensor("u8", "U8", "[1]", 38, 39) + "," + tensor("i8", "I8", "[1]", 39, 40) + ","
                + tensor("bool", "BOOL", "[1]", 40, 41) + "," + tensor("u64", "U64", "[1]", 41, 49) + ","
                + tensor("f8", "F8_E5M2", "[2]", 49, 51) + "," + tensor("none", "F32", "[2,0]", 51, 51) + "}";
        Weights weights = Weights.read(write(header, data));
        assertThat(weights.metadata()).containsEntry("format", "pt");
        assertThat(weights.names()).hasSize(13);
        assertThat(weights).asString().endsWith("foreign: 13 tensors, content not verified");
        assertThat(weights.type("bf16")).isEqualTo("BF16");
        assertThat(weights.shape("f32")).containsExactly(2, 1);
        assertThat(weights.doubles("f64")).containsExactly(Math.PI);
        assertThat(weights.floats("f32")).containsExactly(-1.5f, 2e10f);
        // A third, to half precision; the least finite number.
        assertThat(weights.floats("f16")).containsExactly(0.33325195f, -65504f);
        assertThat(weights.floats("bf16")).containsExactly(1f, -123.5f);
        assertThat(weights.array("bf16").shape()).containsExactly(1, 2);
        assertThat(weights.array("f64").dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(weights.array("i64").getLong(0)).isEqualTo(-7_000_000_000L);
        assertThat(weights.array("i64").rank()).isZero();
        assertThat(weights.array("i32").getInt(0)).isEqualTo(-3);
        assertThat(weights.array("i16").getInt(0)).isEqualTo(-4);
        assertThat(weights.array("u8").getInt(0)).isEqualTo(200);
        assertThat(weights.array("i8").getInt(0)).isEqualTo(-5);
        assertThat(weights.array("bool").dataType()).isEqualTo(DataType.BOOL);
        assertThat(weights.array("none").isEmpty()).isTrue();
        assertThat(weights.floats("none")).isEmpty();
        String path = directory.resolve("foreign") + ": ";
        assertThatThrownBy(() -> weights.array("u64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + "tensor 'u64' is U64 [1], expected a type that can be read");
        assertThatThrownBy(() -> weights.floats("i32"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + "tensor 'i32' is I32 [1], expected floating-point numbers");
        assertThatThrownBy(() -> weights.floats("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(path + "there is no tensor 'x'; there are [f64, f32, ");
    }

    /** All 65,536 bit patterns of half precision, against their definition. */
    @Test
    void everyHalfIsRead() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double magnitude = exponent == 0
                    ? (bits & 1023) * Math.pow(2, -24)
                    : exponent == 31
                            ? (bits & 1023) == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                            : (1 + (bits & 1023) / 1024.0) * Math.pow(2, exponent - 15);
            assertThat(Weights.half((short) bits))
                    .isEqualTo(Float.valueOf((float) (bits < 1 << 15 ? magnitude : -magnitude)));
        }
    }

    /** Three gigabytes, of which only the first and the last bytes are touched. */
    @Test
    void onlyWhatIsAskedForIsRead() throws IOException {
        Path path = directory.resolve("huge");
        long large = 3L << 30;
        String header = "{\"large\":{\"dtype\":\"U8\",\"shape\":[" + large + "],\"data_offsets\":[0," + large + "]},"
                + "\"small\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + large + "," + (large + 4) + "]}}";
        Files.write(path, RawFile.file(header, new byte[0]));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(file.length() + large + 4);
            file.seek(file.length() - 2);
            file.write(new byte[] {(byte) 0x80, 0x3f});
        }
        Weights weights = Weights.read(path);
        assertThat(weights.floats("small")).containsExactly(1f);
        assertThatThrownBy(() -> weights.array("large"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + ": tensor 'large' has 3221225472 bytes, more than one array holds");
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> Weights.read(none))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(none + ": cannot be read: there is no such file");
        Path text = Files.writeString(none, "no tensors at all");
        assertThatThrownBy(() -> Weights.read(text))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(none + " is not a readable model file: its first bytes are not the length");
        assertThatThrownBy(() -> Weights.read(Files.write(none, new byte[3])))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(none + " is not a readable model file: expected 9 bytes");
        Path path = write("{" + tensor("a", "F32", "[2]", 0, 8) + "}", ByteBuffer.allocate(8));
        Weights weights = Weights.read(path);
        Files.write(path, new byte[20]);
        assertThatThrownBy(() -> weights.floats("a"))
                .as("cut since")
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("but it ends before");
    }
}
