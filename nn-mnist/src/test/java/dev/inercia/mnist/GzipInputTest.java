package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1952, and nothing that is not in it. */
class GzipInputTest {

    private static final byte[] SMALL = "the quick brown fox".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 300_000})
    void whatTheJdkPacks(int size) throws IOException {
        byte[] data = new byte[size];
        new Random(1).nextBytes(data);
        assertThat(unpack(gzip(data))).isEqualTo(data);
    }

    /** Members one after another, as {@code cat a.gz b.gz} makes them, wherever the buffer's edge falls. */
    @Test
    void severalMembersAreOneStream() throws IOException {
        byte[] random = new byte[65_536];
        new Random(2).nextBytes(random);
        for (int size = 65_480; size < 65_536; size++) {
            byte[] first = Arrays.copyOf(random, size);
            assertThat(unpack(join(gzip(first), gzip(SMALL)))).isEqualTo(join(first, SMALL));
        }
    }

    @Test
    void optionalHeaderFields() throws IOException {
        byte[] plain = gzip(SMALL);
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 1 | 2 | 4 | 8 | 16; // text, header CRC, extra, name, comment
        byte[] fields = {3, 0, 'x', 'y', 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 17, 18};
        assertThat(unpack(join(join(header, fields), body))).isEqualTo(SMALL);
    }

    @Test
    void oneByteAtATime() throws IOException {
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(gzip(SMALL))) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1));
            }
        };
        try (GzipInput in = new GzipInput(slow, "slow")) {
            for (byte expected : SMALL) {
                assertThat(in.read()).isEqualTo(expected);
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 17, 18, 19, 27, 100})
    void bytesAfterTheEnd(int count) throws IOException {
        byte[] trailing = new byte[count];
        Arrays.fill(trailing, (byte) 'x');
        byte[] bytes = join(gzip(SMALL), trailing);
        assertThatThrownBy(() -> unpack(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("test.gz: expected ");
        if (count >= 2) {
            assertThatThrownBy(() -> unpack(bytes))
                    .hasMessage("test.gz: expected the end after the compressed data, found further bytes that are not"
                            + " gzip - the file is damaged or incomplete; get it again");
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        byte[] good = gzip(SMALL);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(good, good.length - 9)))
                .hasMessageContaining("test.gz: expected a complete gzip stream, found its end after "
                        + (good.length - 9) + " compressed bytes");
        byte[] method = good.clone();
        method[2] = 9;
        assertThatThrownBy(() -> unpack(method))
                .hasMessageContaining("expected compression method 8 (deflate), found method 9");
        byte[] crc = good.clone();
        ByteBuffer.wrap(crc).order(ByteOrder.LITTLE_ENDIAN).putInt(crc.length - 8, 0x1234);
        assertThatThrownBy(() -> unpack(crc)).hasMessageContaining("expected CRC-32 1234, found ");
        byte[] length = good.clone();
        ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putInt(length.length - 4, 1);
        assertThatThrownBy(() -> unpack(length)).hasMessageContaining("expected 1 decompressed bytes, found 19");
        byte[] data = good.clone();
        Arrays.fill(data, 10, 14, (byte) 0xff);
        assertThatThrownBy(() -> unpack(data)).hasMessageContaining("expected deflate data, found invalid");
    }

    private static byte[] unpack(byte[] bytes) throws IOException {
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(bytes), "test.gz")) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
