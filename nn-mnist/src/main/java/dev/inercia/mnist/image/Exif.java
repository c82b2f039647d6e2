package dev.inercia.mnist.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * The orientation of a photograph: cameras store pictures as the sensor lies and note how to turn them.
 *
 * <p>Source: "Exchangeable image file format for digital still cameras: Exif Version 2.3", 4.6.4 A, tag 0x0112.
 */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};

    private Exif() {}

    /** The orientation that a JPEG file notes, 1 to 8; 1, upright, if it notes none or the note is damaged. */
    static int orientation(byte[] jpeg) {
        if (number(jpeg, 0, 2, false) != 0xffd8) {
            return 1;
        }
        int at = 2;
        // Segments: ff, a kind, a length that counts itself; the picture itself begins with ffda.
        while (number(jpeg, at, 1, false) == 0xff && number(jpeg, at + 1, 1, false) != 0xda) {
            int length = number(jpeg, at + 2, 2, false);
            boolean isExif = number(jpeg, at + 1, 1, false) == 0xe1
                    && at + 10 <= jpeg.length
                    && Arrays.equals(jpeg, at + 4, at + 10, NAME, 0, NAME.length);
            if (isExif) {
                return inDirectory(Arrays.copyOfRange(jpeg, at + 10, Math.min(jpeg.length, at + 2 + length)));
            }
            if (length < 2) {
                return 1;
            }
            at += 2 + length;
        }
        return 1;
    }

    /** In the first directory of a TIFF header, in either byte order. */
    private static int inDirectory(byte[] tiff) {
        boolean isLittle = number(tiff, 0, 1, false) == 'I';
        int at = number(tiff, 4, 4, isLittle);
        int entries = number(tiff, at, 2, isLittle);
        for (int i = 0; i < entries; i++) {
            int entry = at + 2 + 12 * i;
            if (number(tiff, entry, 2, isLittle) == ORIENTATION) {
                int orientation = number(tiff, entry + 8, 2, isLittle);
                return orientation >= 1 && orientation <= 8 ? orientation : 1;
            }
        }
        return 1;
    }

    /** An unsigned number of some bytes; -1 if it lies outside. */
    private static int number(byte[] bytes, int at, int count, boolean isLittle) {
        if (at < 0 || at > bytes.length - count) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            int next = bytes[isLittle ? at + count - 1 - i : at + i] & 0xff;
            number = number << 8 | next;
        }
        return number;
    }

    /** The picture upright. */
    static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean isTurned = orientation >= 5;
        BufferedImage upright =
                new BufferedImage(isTurned ? height : width, isTurned ? width : height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int down = height - 1 - y;
                int toX = switch (orientation) {
                    case 2, 3 -> right;
                    case 5, 8 -> y;
                    case 6, 7 -> down;
                    default -> x;
                };
                int toY = switch (orientation) {
                    case 3, 4 -> down;
                    case 5, 6 -> x;
                    case 7, 8 -> right;
                    default -> y;
                };
                upright.setRGB(toX, toY, image.getRGB(x, y));
            }
        }
        return upright;
    }
}
