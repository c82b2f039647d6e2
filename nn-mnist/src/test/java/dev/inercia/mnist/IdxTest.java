package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back, for every element type, and is laid out as the format says. */
class IdxTest {

    @TempDir
    Path directory;

    static Stream<Arguments> arrays() {
        return Stream.of(
                        Arguments.of(
                                IdxArray.ofUnsignedBytes(new byte[] {0, 1, 127, -128, -1, 7}, 3, 2),
                                new double[] {0, 1, 127, 128, 255, 7}),
                        Arguments.of(
                                IdxArray.ofBytes(new byte[] {0, 1, 127, -128, -1, 7}, 6),
                                new double[] {0, 1, 127, -128, -1, 7}),
                        Arguments.of(
                                IdxArray.ofShorts(new short[] {Short.MIN_VALUE, -1, 258, Short.MAX_VALUE}, 2, 1, 2),
                                new double[] {-32768, -1, 258, 32767}),
                        Arguments.of(
                                IdxArray.ofInts(new int[] {Integer.MIN_VALUE, -1, 16909060, Integer.MAX_VALUE}, 4, 1),
                                new double[] {-2147483648.0, -1, 16909060, 2147483647}),
                        Arguments.of(
                                IdxArray.ofFloats(new float[] {-0.1f, Float.MIN_VALUE, Float.POSITIVE_INFINITY}, 3),
                                new double[] {-0.1f, Float.MIN_VALUE, Double.POSITIVE_INFINITY}),
                        Arguments.of(
                                IdxArray.ofDoubles(new double[] {-0.1, Double.MIN_VALUE, Math.PI, 0}, 1, 1, 1, 2, 2),
                                new double[] {-0.1, Double.MIN_VALUE, Math.PI, 0}),
                        Arguments.of(IdxArray.ofUnsignedBytes(new byte[0], 0, 28, 28), new double[0]))
                .flatMap(a ->
                        Stream.of("array.idx", "array.idx.gz").map(name -> Arguments.of(a.get()[0], a.get()[1], name)));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void comesBackAsItWas(IdxArray array, double[] values, String name) throws IOException {
        Path file = directory.resolve(name);
        Idx.write(file, array);

        IdxArray read = Idx.read(file);

        assertThat(read.type()).isEqualTo(array.type());
        assertThat(read.dimensions()).isEqualTo(array.dimensions());
        assertThat(read.size()).isEqualTo(values.length);
        assertThat(IntStream.range(0, read.size()).mapToDouble(read::getDouble).toArray())
                .isEqualTo(values);
        assertThat(read.sha256()).isEqualTo(array.sha256());
        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) (name.endsWith(".gz") ? 0x1f : 0));
    }

    @Test
    void layoutIsThatOfTheFormat() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Idx.write(out, IdxArray.ofShorts(new short[] {1, 2, 3, 4, 5, -2}, 2, 3));
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("00000b02" + "00000002" + "00000003" + "00010002000300040005fffe");
    }

    @Test
    void checksumIsThatOfTheRawFile() throws Exception {
        IdxArray array = IdxArray.ofInts(new int[] {1, 2, 3}, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Idx.write(out, array);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
        assertThat(array.sha256()).isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void gzipIsSeenFromTheContent() throws IOException {
        IdxArray array = IdxArray.ofBytes(new byte[] {1, 2}, 2);
        Path gzip = directory.resolve("packed.gz");
        Path raw = directory.resolve("raw.idx");
        Idx.write(gzip, array);
        Idx.write(raw, array);
        Path packed = Files.move(gzip, directory.resolve("packed"));
        Path misnamed = Files.move(raw, directory.resolve("raw.gz"));
        assertThat(Idx.read(packed).bytes()).containsExactly(1, 2);
        assertThat(Idx.read(misnamed).bytes()).containsExactly(1, 2);
    }

    @Test
    void bufferGivesTypedViews() {
        IdxArray array = IdxArray.ofFloats(new float[] {0.5f, -3}, 2);
        float[] values = new float[2];
        array.buffer().asFloatBuffer().get(values);
        assertThat(values).containsExactly(0.5f, -3);
        assertThat(array.buffer().isReadOnly()).isTrue();
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Idx.write(out, IdxArray.ofBytes(new byte[] {1}, 1));
        boolean[] closed = new boolean[1];
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThat(Idx.read(in, "memory", 1).size()).isEqualTo(1);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void refusesBytesThatDoNotFitTheDimensions() {
        assertThatThrownBy(() -> IdxArray.ofShorts(new short[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SHORT [2, 3] needs 12 bytes, but got 10; make the dimensions fit the data");
        assertThatThrownBy(() -> IdxArray.ofBytes(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An IDX array has 1 to 255 dimensions, but got 0");
        assertThatThrownBy(() -> IdxArray.ofBytes(new byte[4], -2, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Every dimension must be at least 0, but got [-2, -2]");
        assertThatThrownBy(() -> IdxArray.ofBytes(new byte[4], 4).getDouble(4))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("4");
        assertThatThrownBy(() -> Idx.read(new ByteArrayInputStream(new byte[0]), "x", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxBytes must be 0 to 2147483639, but got -1");
    }
}
