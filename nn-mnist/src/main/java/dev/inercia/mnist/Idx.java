package dev.inercia.mnist;

import dev.inercia.nn.io.AtomicFile;
import dev.inercia.nn.io.Failure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes IDX files, the format of MNIST: any element type, 1 to 255 dimensions, raw or gzip-compressed.
 *
 * <p>Layout: two zero bytes, the {@linkplain IdxType#code() type}, the number of dimensions, each dimension as a
 * big-endian 32-bit number, then the elements in row-major order, big-endian.
 *
 * <pre>{@code
 * IdxArray images = Idx.read(Path.of("train-images-idx3-ubyte.gz"));   // UBYTE [60000, 28, 28]
 * Idx.write(Path.of("weights.idx"), IdxArray.ofFloats(values, 30, 784));
 * }</pre>
 *
 * <p>A damaged file is an {@link IOException} that names the file, what was expected, what was found and what to do.
 * Memory grows with the bytes that arrive; the sizes in a header are not trusted.
 *
 * <p>Source: "The IDX file format", on Yann LeCun's page of the MNIST database.
 */
public final class Idx {

    /** The highest limit on the bytes of data: the longest Java array. */
    public static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    /**
     * The default limit on the bytes of data, 256 MiB: a small compressed file can claim, and hold, a thousand times
     * its size.
     */
    public static final int DEFAULT_BYTES = 256 << 20;

    static final String INCOMPLETE = "the file is incomplete; get it again";

    private static final int BUFFER = 1 << 16;

    private Idx() {}

    /**
     * Reads a file of up to {@link #DEFAULT_BYTES} bytes of data. Recognises gzip by content, not by name.
     *
     * @throws IOException if the file cannot be read or is not a complete, exact IDX file
     */
    public static IdxArray read(Path file) throws IOException {
        return read(file, DEFAULT_BYTES);
    }

    /**
     * Reads a file, see {@link #read(Path)}.
     *
     * @param maxBytes the limit on bytes of data after decompression, 0 to {@link #MAX_BYTES}
     */
    public static IdxArray read(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), maxBytes);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** With the file and the cause; what this class says has both. */
    static IOException unreadable(String name, IOException e) {
        boolean isOwn = e.getClass() == IOException.class
                && String.valueOf(e.getMessage()).startsWith(name + ": ");
        return isOwn ? e : Failure.of(name, "cannot be read", e);
    }

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param in raw or gzip, recognised by content
     * @param name the name used in error messages
     * @param maxBytes the limit on bytes of data after decompression, 0 to {@link #MAX_BYTES}
     * @throws IOException if the stream cannot be read or is not a complete, exact IDX file
     */
    public static IdxArray read(InputStream in, String name, int maxBytes) throws IOException {
        return read(in, name, maxBytes, header -> {});
    }

    /** Looks at the header before the data is read. */
    interface HeaderCheck {
        void accept(IdxHeader header) throws IOException;
    }

    static IdxArray read(InputStream in, String name, int maxBytes, HeaderCheck check) throws IOException {
        if (maxBytes < 0 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes must be 0 to " + MAX_BYTES + ", but got " + maxBytes);
        }
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        if (!isGzip(buffered)) {
            return decode(buffered, name, maxBytes, check);
        }
        try (GzipInput inflated = new GzipInput(buffered, name)) {
            return decode(inflated, name, maxBytes, check);
        }
    }

    /**
     * The dimensions of a file of any size, from its header alone; see {@link #read(Path)} for the errors.
     */
    public static List<Integer> dimensions(Path file) throws IOException {
        return withContent(
                file, in -> IdxHeader.read(in, file.toString(), Long.MAX_VALUE).dimensions());
    }

    /**
     * Reads part of a file of any size: the rows of its first dimension from {@code from} to {@code to} (exclusive). Skips
     * what is before them and ignores what is after them, so that it sees neither damage there nor gzip's checksum.
     *
     * @throws IllegalArgumentException if the file does not have these rows, or they are more than {@link #MAX_BYTES}
     * @throws IOException if the file cannot be read, is not an IDX file, or ends before the last of these rows
     */
    public static IdxArray read(Path file, int from, int to) throws IOException {
        return withContent(file, in -> {
            IdxHeader header = IdxHeader.read(in, file.toString(), Long.MAX_VALUE);
            int rows = header.dimensions().get(0);
            if (from < 0 || from > to || to > rows) {
                throw new IllegalArgumentException(file + ": expected rows within 0 to " + rows + ", but got " + from
                        + " to " + to + "; Idx.dimensions(file) tells how many there are");
            }
            List<Integer> dimensions = new ArrayList<>(header.dimensions());
            dimensions.set(0, to - from);
            long row = rows == 0
                    ? 0
                    : IdxHeader.bytes(header.type(), header.dimensions()).longValueExact() / rows;
            if (row * (to - from) > MAX_BYTES) {
                throw new IllegalArgumentException(file + ": rows " + from + " to " + to + " are " + row * (to - from)
                        + " bytes, more than an array holds (" + MAX_BYTES + "); read fewer at a time");
            }
            return new IdxArray(header.type(), dimensions, rows(in, file, row * from, (int) (row * (to - from))));
        });
    }

    private static byte[] rows(InputStream in, Path file, long skipped, int length) throws IOException {
        long here = 0;
        byte[] bytes;
        try {
            in.skipNBytes(skipped);
            here = skipped;
            bytes = in.readNBytes(length);
        } catch (EOFException e) {
            bytes = new byte[0];
        }
        if (bytes.length < length) {
            throw corrupt(
                    file.toString(),
                    "at least " + (skipped + length) + " bytes of data",
                    here == 0 && skipped > 0 ? "fewer than " + skipped : "the end after " + (here + bytes.length),
                    INCOMPLETE);
        }
        return bytes;
    }

    /** Reads from the content of a file, which is decompressed if it is gzip. */
    private interface Reading<T> {
        T read(InputStream in) throws IOException;
    }

    private static <T> T withContent(Path file, Reading<T> reading) throws IOException {
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            if (!isGzip(in)) {
                return reading.read(in);
            }
            try (GzipInput inflated = new GzipInput(in, file.toString())) {
                return reading.read(inflated);
            }
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** Looks at the first bytes, which remain to be read. */
    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(GzipInput.MAGIC.length);
        boolean gzip = Arrays.equals(in.readNBytes(GzipInput.MAGIC.length), GzipInput.MAGIC);
        in.reset();
        return gzip;
    }

    private static IdxArray decode(InputStream in, String name, int maxBytes, HeaderCheck check) throws IOException {
        IdxHeader header = IdxHeader.read(in, name, maxBytes);
        check.accept(header);
        int expected = IdxHeader.bytes(header.type(), header.dimensions()).intValueExact();
        // Allocate in small pieces as the bytes arrive: a header may claim 2 GB in a file of 16 bytes.
        byte[] bytes = in.readNBytes(expected);
        String claim = expected + " bytes of data, for " + header.type() + " " + header.dimensions();
        if (bytes.length < expected) {
            throw corrupt(name, claim, "the end after " + bytes.length, INCOMPLETE);
        }
        // Reading to the end also makes gzip verify its checksum.
        if (in.read() >= 0) {
            throw corrupt(name, claim, "further bytes after them", "the header or the data is wrong; get it again");
        }
        return new IdxArray(header.type(), header.dimensions(), bytes);
    }

    /**
     * Writes a file, replacing any existing one; compressed if its name ends in {@code .gz}, otherwise raw. Atomic: a
     * failure
     * leaves what was there.
     *
     * @throws IOException if the file cannot be written, naming file and cause
     */
    public static void write(Path file, IdxArray array) throws IOException {
        AtomicFile.replace(file, out -> {
            if (!file.toString().endsWith(".gz")) {
                write(out, array);
                return;
            }
            GZIPOutputStream deflated = new GZIPOutputStream(out, BUFFER);
            write(deflated, array);
            deflated.finish();
        });
    }

    /**
     * Writes raw IDX to a stream; does not close it.
     *
     * @throws IOException if the stream cannot be written
     */
    public static void write(OutputStream out, IdxArray array) throws IOException {
        out.write(IdxHeader.encode(array.type(), array.dimensions()));
        out.write(array.bytes());
    }

    /** The format of every error message about a file. */
    static IOException corrupt(String name, String expected, String found, String mend) {
        String why = "expected " + Failure.cut(expected, 150) + ", found " + Failure.cut(found, 150) + " - " + mend;
        return new IOException(Failure.message(name, why));
    }

    /** Describes an exception in one line: many JDK exceptions have no message, or only a file name. */
    static String describe(IOException e) {
        boolean own = e.getClass() == IOException.class && e.getMessage() != null;
        return own ? e.getMessage() : e.toString().replaceFirst("^(\\w+\\.)+", "");
    }
}
