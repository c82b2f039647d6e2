package dev.inercia.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A digit set of 12 and 6 images for tests: its files, and what is "published" of them. */
final class SmallDigits {

    static final int TRAIN = 12;
    static final int TEST = 6;

    private SmallDigits() {}

    static IdxArray array(DigitFile file) {
        int count = file.name().startsWith("TRAIN") ? TRAIN : TEST;
        return file.dimensions().size() == 3 ? images(count) : labels(count);
    }

    static IdxArray images(int count) {
        byte[] pixels = new byte[count * 784];
        new Random(count).nextBytes(pixels);
        return IdxArray.ofUnsignedBytes(pixels, count, 28, 28);
    }

    static IdxArray labels(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return IdxArray.ofUnsignedBytes(labels, count);
    }

    /** The whole file as a mirror has it. */
    static byte[] gzip(DigitFile file) {
        return gzip(array(file));
    }

    static byte[] gzip(IdxArray array) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            Idx.write(gzip, array);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Map<DigitFile, PublishedFile> published(boolean ofGzip) {
        Map<DigitFile, PublishedFile> files = new EnumMap<>(DigitFile.class);
        for (DigitFile file : DigitFile.values()) {
            IdxArray array = array(file);
            String sum = ofGzip ? HexFormat.of().formatHex(Sha256.digest().digest(gzip(file))) : array.sha256();
            files.put(file, new PublishedFile(file.publishedName(), array.dimensions(), sum, ofGzip));
        }
        return files;
    }

    /** Writes all four files under the given one of their {@link DigitFile#spellings()}. */
    static void write(Path directory, int spelling) throws IOException {
        for (DigitFile file : DigitFile.values()) {
            Idx.write(directory.resolve(file.spellings().get(spelling)), array(file));
        }
    }
}
