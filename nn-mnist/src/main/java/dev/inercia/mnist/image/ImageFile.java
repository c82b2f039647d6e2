package dev.inercia.mnist.image;

import dev.inercia.nn.io.Failure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads a picture from an untrusted file. */
final class ImageFile {

    static final long MAX_FILE_BYTES = 64L << 20;
    static final int MAX_SIDE = 20_000;
    static final int MAX_PIXELS = 50_000_000;
    /** Deflate, the strongest usual compression, packs at most 1,032 bytes, or 8,256 pixels of 1 bit, into one byte. */
    private static final long MAX_PIXELS_PER_BYTE = 10_000;
    /** A larger picture is subsampled, which bounds the memory. */
    private static final int DECODED_SIDE = 2_000;

    private static final Pattern DAMAGE = Pattern.compile("(?i)premature|corrupt|truncat|end of file");

    private ImageFile() {}

    /**
     * Reads a picture, subsampled to at most 2,000 pixels on the longer side.
     *
     * @param name the start of each message
     * @throws IllegalArgumentException if the file does not exist, or contains no picture, or one that is damaged or
     *     too large
     * @throws UncheckedIOException if the file cannot be read
     */
    static BufferedImage read(Path file, String name) {
        return read(bytes(file, name), name);
    }

    /** As {@link #read(Path, String)}, from the bytes of a file. */
    static BufferedImage read(byte[] bytes, String name) {
        checkBytes(bytes.length, name);
        // From memory, since ImageIO would otherwise cache to a temporary file.
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new IllegalArgumentException(name + ": expected an image such as PNG or JPEG; found "
                        + bytes.length + " bytes in no format that ImageIO reads. Save the picture as PNG.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                StringBuilder warnings = new StringBuilder();
                reader.addIIOReadWarningListener(
                        (source, warning) -> warnings.append(warning).append(' '));
                int width = decoding(name, () -> reader.getWidth(0));
                int height = decoding(name, () -> reader.getHeight(0));
                checkSize(width, height, bytes.length, name);
                ImageReadParam sparse = reader.getDefaultReadParam();
                int step = (Math.max(width, height) - 1) / DECODED_SIDE + 1;
                sparse.setSourceSubsampling(step, step, 0, 0);
                BufferedImage image = decoding(name, () -> reader.read(0, sparse));
                // A JPEG that was cut short is decoded all the same, with grey in place of the rest.
                if (DAMAGE.matcher(warnings).find()) {
                    throw damaged(name, warnings.toString().strip(), null);
                }
                return Exif.upright(image, Exif.orientation(bytes));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static byte[] bytes(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(name + ": expected an image file; found "
                    + (Files.isDirectory(file) ? "a directory" : "nothing") + " at " + file.toAbsolutePath()
                    + ". Check the path.");
        }
        try {
            checkBytes(Files.size(file), name);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static void checkBytes(long size, String name) {
        if (size > MAX_FILE_BYTES) {
            throw new IllegalArgumentException(name + ": expected at most " + MAX_FILE_BYTES + " bytes; found " + size
                    + ". Crop the picture, or save it smaller.");
        }
    }

    private static UncheckedIOException unreadable(String name, IOException e) {
        return new UncheckedIOException(name + ": the file is there but cannot be read: " + e, e);
    }

    private static void checkSize(int width, int height, int bytes, String name) {
        String found = "; found " + width + " x " + height;
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new IllegalArgumentException(name + ": expected at most " + MAX_SIDE + " pixels a side and "
                    + MAX_PIXELS + " in all" + found + ". Crop the picture, or scale it down.");
        }
        if ((long) width * height > MAX_PIXELS_PER_BYTE * bytes) {
            throw new IllegalArgumentException(name + ": expected at most " + MAX_PIXELS_PER_BYTE
                    + " pixels for each byte of the file" + found + " pixels in " + bytes
                    + " bytes. The file is damaged; save the picture again.");
        }
    }

    /** ImageIO's readers throw all kinds of exceptions for damaged files, checked and unchecked. */
    private static <T> T decoding(String name, Callable<T> step) {
        try {
            return step.call();
        } catch (Exception e) {
            throw damaged(name, e.toString(), e);
        }
    }

    private static IllegalArgumentException damaged(String name, String how, Exception cause) {
        return new IllegalArgumentException(
                Failure.message(
                        name,
                        "expected a whole image; found one that is damaged or of a kind that ImageIO does not decode ("
                                + Failure.cut(how, 150) + "). Save the picture again as PNG."),
                cause);
    }
}
