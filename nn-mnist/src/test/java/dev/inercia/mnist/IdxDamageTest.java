package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way a file can be wrong is an error that names the file, what was expected and what was found. */
class IdxDamageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                           | found no bytes at all - this is not an IDX file; get the original again
                    000008                       | found 00 00 08
                    01000801 00000001 05         | found 01 00 08 01
                    00010801 00000001 05         | found 00 01 08 01
                    00000701 00000001 05         | found 00 00 07 01
                    00000f01 00000001 05         | found 00 00 0f 01
                    00008801 00000001 05         | found 00 00 88 01
                    00000800 05                  | found 00 00 08 00
                    3c21444f43545950453e         | found 3c 21 44 4f ("<!DO")
                    00000803 0000ea60 0000001c   | expected a header of 16 bytes (3 dimensions), found the end after 12
                    00000801 00000003 0102       | expected 3 bytes of data, for UBYTE [3], found the end after 2
                    00000801 00000003            | expected 3 bytes of data, for UBYTE [3], found the end after 0
                    00000c02 00000001 00000001 01| expected 4 bytes of data, for INT [1, 1], found the end after 1
                    00000801 00000003 01020304   | expected 3 bytes of data, for UBYTE [3], found further bytes after
                    00000801 00000000 01         | expected 0 bytes of data, for UBYTE [0], found further bytes after
                    """)
    void damagedRawAndInGzip(String hex, String message) throws IOException {
        byte[] bytes = bytes(hex);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("bad.idx: expected ")
                .hasMessageContaining(message);
        byte[] packed = gzip(bytes);
        assertThatThrownBy(() -> read(packed))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("bad.idx: expected ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    00000801 80000000                   | UBYTE [2147483648], 2147483648 bytes
                    00000801 ffffffff                   | UBYTE [4294967295], 4294967295 bytes
                    00000803 80000000 0000001c 0000001c | UBYTE [2147483648, 28, 28], 1683627180032 bytes
                    00000803 7fffffff 0000001c 0000001c | UBYTE [2147483647, 28, 28], 1683627179248 bytes
                    00000e01 7fffffff                   | DOUBLE [2147483647], 17179869176 bytes
                    00000d02 80000000 80000000          | FLOAT [2147483648, 2147483648], 18446744073709551616 bytes
                    00000802 80000000 00000000          | UBYTE [2147483648, 0], 0 bytes
                    """)
    void hugeClaims(String hex, String claim) throws IOException {
        byte[] bytes = bytes(hex);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("bad.idx: expected at most 2147483639 bytes of data, found a header that claims " + claim
                        + " - the header is damaged, or the file must be split or the limit raised");
    }

    /** 2,739,137 images of 784 pixels are within what an array can hold, and are not in a file of 20 bytes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allocatesNothingOnTheWordOfAHeader(boolean packed) throws IOException {
        byte[] raw = bytes("00000803 0029cbc1 0000001c 0000001c 01020304");
        byte[] bytes = packed ? gzip(raw) : raw;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("bad.idx: expected 2147483408 bytes of data, for UBYTE [2739137, 28, 28],"
                        + " found the end after 4 - the file is incomplete; get it again");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L << 20);
    }

    @Test
    void limitIsTheCallersToSet() throws IOException {
        byte[] bytes = bytes("00000801 00000003 010203");
        assertThat(Idx.read(new ByteArrayInputStream(bytes), "x", 3).size()).isEqualTo(3);
        assertThatThrownBy(() -> Idx.read(new ByteArrayInputStream(bytes), "x", 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x: expected at most 2 bytes of data, found a header that claims UBYTE [3]");
    }

    @Test
    void everyTruncationOfAGzipIsAnError() throws IOException {
        byte[] packed = gzip(bytes("00000801 00000004 01020304"));
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> read(cut))
                    .as("%d of %d bytes", length, packed.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("bad.idx: expected ");
        }
        assertThat(read(packed).size()).isEqualTo(4);
    }

    /** A flip in the fields of the header that mean nothing (time, system) may pass; all else must not. */
    @Test
    void everyFlippedByteOfAGzipIsAnError() throws IOException {
        byte[] packed = gzip(bytes("00000801 00000004 01020304"));
        for (int at = 0; at < packed.length; at++) {
            if (at >= 4 && at < 10) {
                continue;
            }
            byte[] flipped = packed.clone();
            flipped[at] ^= 0x55;
            assertThatThrownBy(() -> read(flipped))
                    .as("byte %d", at)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("bad.idx: expected ");
        }
    }

    private static IdxArray read(byte[] bytes) throws IOException {
        return Idx.read(new ByteArrayInputStream(bytes), "bad.idx", Idx.MAX_BYTES);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
