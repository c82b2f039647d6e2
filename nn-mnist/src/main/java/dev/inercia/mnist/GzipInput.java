package dev.inercia.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A strict gzip decompressor (RFC 1952): {@link java.util.zip.GZIPInputStream} ignores bytes after the compressed
 * data, and does not say which file is damaged or how. Concatenated members form one stream, as in the RFC.
 *
 * <p>Closing it frees the inflater and leaves the underlying stream open.
 */
final class GzipInput extends InputStream {

    static final byte[] MAGIC = {0x1f, (byte) 0x8b};

    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream in;
    private final String name;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long consumed;
    private boolean ended;

    GzipInput(InputStream in, String name) throws IOException {
        this.in = in;
        this.name = name;
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            int n = inflate(target, offset, length);
            if (n > 0) {
                crc.update(target, offset, n);
                return n;
            }
            if (inflater.finished()) {
                from = to - inflater.getRemaining();
                readTrailer();
                ended = !startNextMember();
            } else if (inflater.needsDictionary()) {
                throw damaged("plain deflate data", "data that needs a preset dictionary");
            } else {
                from = to;
                require();
                inflater.setInput(buffer, from, to - from);
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw damaged("deflate data", e.getMessage() + " after " + inflater.getBytesWritten() + " good bytes");
        }
    }

    private void readHeader() throws IOException {
        int first = next();
        int second = next();
        if (first != (MAGIC[0] & 0xff) || second != (MAGIC[1] & 0xff)) {
            throw damaged("the end after the compressed data", "further bytes that are not gzip");
        }
        int method = next();
        if (method != DEFLATE) {
            throw damaged("compression method 8 (deflate)", "method " + method);
        }
        int flags = next();
        skip(6); // modification time, extra flags, operating system
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (int flag : new int[] {FLAG_NAME, FLAG_COMMENT}) {
            while ((flags & flag) != 0 && next() != 0) {
                // a zero-terminated text
            }
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(buffer, from, to - from);
        crc.reset();
    }

    private void readTrailer() throws IOException {
        long storedCrc = nextInt();
        long storedLength = nextInt();
        if (storedCrc != crc.getValue()) {
            throw damaged("CRC-32 " + Long.toHexString(storedCrc), Long.toHexString(crc.getValue()));
        }
        long length = inflater.getBytesWritten() & 0xffffffffL;
        if (storedLength != length) {
            throw damaged(storedLength + " decompressed bytes", String.valueOf(length));
        }
    }

    private boolean startNextMember() throws IOException {
        if (from == to && !fill()) {
            return false;
        }
        readHeader();
        return true;
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (from == to) {
            require();
        }
        return Byte.toUnsignedInt(buffer[from++]);
    }

    private void require() throws IOException {
        if (!fill()) {
            throw damaged("a complete gzip stream", "its end after " + consumed + " compressed bytes");
        }
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer);
        from = 0;
        to = Math.max(n, 0);
        consumed += to;
        return n > 0;
    }

    private IOException damaged(String expected, String found) {
        return Idx.corrupt(name, expected, found, "the file is damaged or incomplete; get it again");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
