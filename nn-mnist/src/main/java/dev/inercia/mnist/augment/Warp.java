package dev.inercia.mnist.augment;

import java.util.random.RandomGenerator;

/**
 * Moves the pixels of an image: an affine map about its centre, composed by {@link #stretch}, {@link #slant},
 * {@link #turn} and {@link #shift} in this order, then a bend.
 *
 * <p>Stores the inverse map, which gives the source of each pixel of the result.
 */
final class Warp {

    /** The image's width and height. */
    static final int SIDE = 28;

    static final int PIXELS = SIDE * SIDE;

    private static final float MIDDLE = (SIDE - 1) / 2f;
    /** The length of a row padded with one 0 before and two behind, for the right neighbour of the last pixel. */
    private static final int PADDED = SIDE + 3;

    private final float[] padded = new float[PADDED * PADDED];
    private final BendField bendX = new BendField();
    private final BendField bendY = new BendField();

    // Source x = xx * x + xy * y + x0, about the centre, and y likewise.
    private double xx = 1;
    private double xy;
    private double yx;
    private double yy = 1;
    private double x0;
    private double y0;

    /** Starts a new map: scales the width and the height by these factors. */
    Warp stretch(double wide, double high) {
        xx = 1 / wide;
        xy = 0;
        yx = 0;
        yy = 1 / high;
        x0 = 0;
        y0 = 0;
        return this;
    }

    /** Then slants to the right, by this many pixels per pixel of height. */
    Warp slant(double byHeight) {
        xy += xx * byHeight;
        yy += yx * byHeight;
        return this;
    }

    /** Then rotates clockwise, in radians. */
    Warp turn(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double a = xx * cos - xy * sin;
        double b = xx * sin + xy * cos;
        double c = yx * cos - yy * sin;
        double d = yx * sin + yy * cos;
        xx = a;
        xy = b;
        yx = c;
        yy = d;
        return this;
    }

    /** Then shifts to the right and down, in pixels. */
    Warp shift(double right, double down) {
        x0 = -(xx * right + xy * down);
        y0 = -(yx * right + yy * down);
        return this;
    }

    /** Draws a new bend; initially there is none. */
    void bend(float strength, RandomGenerator random) {
        if (strength > 0) {
            bendX.draw(strength, random);
            bendY.draw(strength, random);
        } else {
            bendX.clear();
            bendY.clear();
        }
    }

    /** Applies the map to an image in place. */
    void apply(float[] image) {
        for (int y = 0; y < SIDE; y++) {
            System.arraycopy(image, y * SIDE, padded, (y + 1) * PADDED + 1, SIDE);
        }
        float[] dx = bendX.field();
        float[] dy = bendY.field();
        float stepX = (float) xx;
        float stepY = (float) yx;
        for (int y = 0, i = 0; y < SIDE; y++) {
            // Coordinates in the padded image, whose first pixel is padding.
            float left = (float) (xy * (y - MIDDLE) + x0) + MIDDLE + 1;
            float top = (float) (yy * (y - MIDDLE) + y0) + MIDDLE + 1;
            for (int x = 0; x < SIDE; x++, i++) {
                float u = Math.max(0, Math.min(SIDE + 1, left + stepX * (x - MIDDLE) + dx[i]));
                float v = Math.max(0, Math.min(SIDE + 1, top + stepY * (x - MIDDLE) + dy[i]));
                int column = (int) u;
                int row = (int) v;
                float a = u - column;
                float b = v - row;
                int at = row * PADDED + column;
                float above = padded[at] + a * (padded[at + 1] - padded[at]);
                float below = padded[at + PADDED] + a * (padded[at + PADDED + 1] - padded[at + PADDED]);
                image[i] = above + b * (below - above);
            }
        }
    }
}
