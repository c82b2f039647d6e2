package dev.inercia.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The start of an IDX file: two zero bytes, the element type, the number of dimensions, then each dimension as a
 * big-endian 32-bit number.
 *
 * @param type the element type
 * @param dimensions 1 to 255 of them, each 0 to {@link Integer#MAX_VALUE}
 */
record IdxHeader(IdxType type, List<Integer> dimensions) {

    /** Reads and checks a header. Allocates nothing for the data. */
    static IdxHeader read(InputStream in, String name, long maxBytes) throws IOException {
        byte[] magic = in.readNBytes(4);
        IdxType type = magic.length < 4 || magic[0] != 0 || magic[1] != 0 || magic[3] == 0
                ? null
                : IdxType.ofCode(magic[2]).orElse(null);
        if (type == null) {
            throw Idx.corrupt(
                    name,
                    "an IDX file (00 00, an element type 08, 09, 0b, 0c, 0d or 0e, then the number of dimensions)",
                    magic.length == 0 ? "no bytes at all" : show(magic),
                    "this is not an IDX file; get the original again");
        }
        int rank = Byte.toUnsignedInt(magic[3]);
        byte[] sizes = in.readNBytes(4 * rank);
        if (sizes.length < 4 * rank) {
            throw Idx.corrupt(
                    name,
                    "a header of " + (4 + 4 * rank) + " bytes (" + rank + " dimensions)",
                    "the end after " + (4 + sizes.length),
                    Idx.INCOMPLETE);
        }
        return new IdxHeader(type, checked(type, sizes, name, maxBytes));
    }

    private static List<Integer> checked(IdxType type, byte[] sizes, String name, long maxBytes) throws IOException {
        List<Long> claimed = new ArrayList<>();
        for (ByteBuffer buffer = ByteBuffer.wrap(sizes); buffer.hasRemaining(); ) {
            claimed.add(Integer.toUnsignedLong(buffer.getInt()));
        }
        BigInteger bytes = bytes(type, claimed);
        boolean tooLong = claimed.stream().anyMatch(d -> d > Integer.MAX_VALUE);
        if (tooLong || bytes.compareTo(BigInteger.valueOf(maxBytes)) > 0) {
            throw Idx.corrupt(
                    name,
                    "at most " + maxBytes + " bytes of data",
                    "a header that claims " + type + " " + claimed + ", " + bytes + " bytes",
                    "the header is damaged, or the file must be split or the limit raised");
        }
        return claimed.stream().map(Long::intValue).toList();
    }

    /** The size of the data in bytes. Exact: a header can claim more than any {@code long}. */
    static BigInteger bytes(IdxType type, List<? extends Number> dimensions) {
        BigInteger product = BigInteger.valueOf(type.bytes());
        for (Number dimension : dimensions) {
            product = product.multiply(BigInteger.valueOf(dimension.longValue()));
        }
        return product;
    }

    /** The header as bytes. */
    static byte[] encode(IdxType type, List<Integer> dimensions) {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * dimensions.size());
        header.put((byte) 0).put((byte) 0).put((byte) type.code()).put((byte) dimensions.size());
        dimensions.forEach(header::putInt);
        return header.array();
    }

    /** Bytes in hexadecimal, and as text if printable, so that a saved error page is easy to recognise. */
    private static String show(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes);
        return text.chars().allMatch(c -> c >= ' ' && c < 127) ? hex + " (\"" + text + "\")" : hex;
    }
}
