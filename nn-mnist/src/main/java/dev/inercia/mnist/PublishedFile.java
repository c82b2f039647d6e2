package dev.inercia.mnist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;

/**
 * What is known about a file before it is read: its name, its dimensions, its checksum.
 *
 * @param name without {@code .gz}
 * @param dimensions of the unsigned bytes in it
 * @param sha256 in lower-case hexadecimal
 * @param ofGzip whether the checksum is that of the {@code .gz}; else that of the decompressed bytes, which is better,
 *     since mirrors compress differently
 */
record PublishedFile(String name, List<Integer> dimensions, String sha256, boolean ofGzip) {

    PublishedFile {
        dimensions = List.copyOf(dimensions);
    }

    /** Reads a file of anyone's making: only its format is checked, and whether it is the published one is noted. */
    DigitData read(Path path) throws IOException {
        return read(path, path.toString(), Idx.MAX_BYTES);
    }

    /**
     * Reads a file that must be the published one.
     *
     * @param name what to call it in error messages
     * @throws IOException if it is not, down to the last bit
     */
    DigitData readVerified(Path path, String name) throws IOException {
        DigitData data = read(path, name, dataBytes());
        if (data.array().type() != IdxType.UBYTE || !data.array().dimensions().equals(dimensions)) {
            throw Idx.corrupt(
                    name, IdxType.UBYTE + " " + dimensions, data.array().toString(), "this is another file");
        }
        if (!data.verified()) {
            throw Idx.corrupt(
                    name,
                    "SHA-256 " + sha256 + (ofGzip ? " of the .gz" : " of the decompressed bytes"),
                    ofGzip ? "another" : data.sha256(),
                    "these are not the bytes that were published");
        }
        return data;
    }

    private DigitData read(Path path, String name, int maxBytes) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(path), Sha256.digest())) {
            IdxArray array = Idx.read(in, name, maxBytes);
            String decompressed = array.sha256();
            // The reader has gone to the end of the file, so the digest is of all of it.
            String found =
                    ofGzip ? HexFormat.of().formatHex(in.getMessageDigest().digest()) : decompressed;
            return new DigitData(name, array, decompressed, found.equals(sha256));
        }
    }

    /** The most a download may bring. Compression never adds more than a little to what it cannot compress. */
    long maxDownloadBytes() {
        return dataBytes() + dataBytes() / 1000 + 4096;
    }

    private int dataBytes() {
        return IdxHeader.bytes(IdxType.UBYTE, dimensions).intValueExact();
    }
}
