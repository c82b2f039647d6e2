package dev.inercia.mnist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A published file: its name, dimensions and checksum.
 *
 * @param name without {@code .gz}
 * @param type the type of its elements
 * @param dimensions the number of its elements along each axis
 * @param sha256 in lower-case hexadecimal; empty if none is known
 * @param unpacked the checksum of the decompressed bytes, if {@code sha256} is another and it is known; otherwise empty
 * @param ofGzip true if the checksum is that of the {@code .gz}; otherwise that of the decompressed bytes, which is
 *     preferred since mirrors compress differently
 */
record PublishedFile(
        String name, IdxType type, List<Integer> dimensions, String sha256, String unpacked, boolean ofGzip) {

    PublishedFile {
        dimensions = List.copyOf(dimensions);
    }

    /** A file of unsigned bytes, without a known checksum of its decompressed bytes. */
    PublishedFile(String name, List<Integer> dimensions, String sha256, boolean ofGzip) {
        this(name, IdxType.UBYTE, dimensions, sha256, "", ofGzip);
    }

    /** The accepted names: its own and, if of the same kind, MNIST's. */
    List<String> spellings(DigitFile file) {
        List<String> spellings = new ArrayList<>(DigitFile.spellings(name));
        if (!name.equals(file.publishedName())
                && dimensions.size() == file.dimensions().size()) {
            spellings.addAll(file.spellings());
        }
        return spellings;
    }

    /** Reads any file of this format, and records whether it is the published one. */
    DigitData read(Path path) throws IOException {
        return read(path, path.toString(), Idx.DEFAULT_BYTES);
    }

    /** Before anything is read of a file that claims a gigabyte of something else. */
    private void requireKind(IdxHeader header, String name) throws IOException {
        boolean isOfRank = header.dimensions().size() == dimensions.size();
        boolean isOfKind = isOfRank
                && header.type() == type
                && header.dimensions().subList(1, dimensions.size()).equals(dimensions.subList(1, dimensions.size()));
        if (!isOfKind) {
            throw Idx.corrupt(
                    name,
                    dimensions.size() == 3
                            ? "images, UBYTE [n, " + dimensions.get(1) + ", " + dimensions.get(2) + "]"
                            : dimensions.size() == 2
                                    ? "labels, " + type + " [n, " + dimensions.get(1) + "]"
                                    : "labels, UBYTE [n]",
                    header.type() + " " + header.dimensions(),
                    "this is another kind of file; check its name");
        }
    }

    /**
     * Reads a file that must be the published one.
     *
     * @param name the name used in error messages
     * @throws IOException if it differs from the published one
     */
    DigitData readVerified(Path path, String name) throws IOException {
        DigitData data = read(path, name, dataBytes());
        if (data.array().type() != type || !data.array().dimensions().equals(dimensions)) {
            throw Idx.corrupt(name, type + " " + dimensions, data.array().toString(), "this is another file");
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
            IdxArray array = Idx.read(in, name, maxBytes, header -> requireKind(header, name));
            String decompressed = array.sha256();
            // The reader has reached the end of the file, so the digest covers all of it.
            String found =
                    ofGzip ? HexFormat.of().formatHex(in.getMessageDigest().digest()) : decompressed;
            boolean isPublished = found.equals(sha256) || decompressed.equals(unpacked);
            return new DigitData(name, array, decompressed, isPublished);
        } catch (IOException e) {
            throw Idx.unreadable(name, e);
        }
    }

    /** The size limit of a download. Compression adds little to data that it cannot compress. */
    long maxDownloadBytes() {
        return dataBytes() + dataBytes() / 1000 + 4096;
    }

    private int dataBytes() {
        return IdxHeader.bytes(type, dimensions).intValueExact();
    }
}
