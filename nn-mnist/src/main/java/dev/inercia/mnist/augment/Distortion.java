package dev.inercia.mnist.augment;

import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Small random distortions of an image of 28 x 28 pixels: shifted, turned, stretched, slanted and bent, each by a
 * uniformly drawn amount of at most so much in either direction. All at once, so that the image is interpolated only
 * once, bilinearly; what comes in from outside is 0.
 *
 * <p>The defaults are mild, as suits a network with few units.
 *
 * <p>Source: Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 * analysis", 2003. The bend is their elastic distortion, with a cubic B-spline in place of the Gaussian filter.
 *
 * @param shift pixels along each axis, in [0, {@value #MOST_SHIFT}], by default {@value #SHIFT}
 * @param rotation degrees, in [0, {@value #MOST_ROTATION}], by default {@value #ROTATION}
 * @param stretch share of the size, along each axis, in [0, {@value #MOST_SHARE}], by default {@value #STRETCH}
 * @param slant pixels to the side for each pixel up, in [0, {@value #MOST_SHARE}], by default {@value #SLANT}
 * @param bend pixels that the nodes of a grid, {@value #GRID} pixels apart, move along each axis, in
 *     [0, {@value #MOST_SHIFT}], by default {@value #BEND}
 */
public record Distortion(double shift, double rotation, double stretch, double slant, double bend)
        implements Augmentation {

    /** The default shift. */
    public static final double SHIFT = 0.5;

    /** The default rotation. */
    public static final double ROTATION = 5;

    /** The default stretch. */
    public static final double STRETCH = 0.05;

    /** The default slant. */
    public static final double SLANT = 0.05;

    /** The default bend. */
    public static final double BEND = 1;

    /** The pixels from one node of the bend to the next. */
    public static final int GRID = 7;

    /** The largest shift, and bend. */
    public static final double MOST_SHIFT = 28;

    /** The largest rotation. */
    public static final double MOST_ROTATION = 180;

    /** The largest stretch, and slant. */
    public static final double MOST_SHARE = 0.9;

    private static final Shape FLAT = Shape.of(Warp.PIXELS);
    private static final Shape IMAGE = Shape.of(1, Warp.SIDE, Warp.SIDE);

    /** All defaults. */
    public Distortion() {
        this(SHIFT, ROTATION, STRETCH, SLANT, BEND);
    }

    /** Checks all. */
    public Distortion {
        require("shift", shift, MOST_SHIFT);
        require("rotation", rotation, MOST_ROTATION);
        require("stretch", stretch, MOST_SHARE);
        require("slant", slant, MOST_SHARE);
        require("bend", bend, MOST_SHIFT);
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "Distortion: " + name + " must be in [0, " + most + "], but is " + value);
        }
    }

    /**
     * For images of 28 x 28 pixels.
     *
     * @param features [784] or [1, 28, 28]
     */
    @Override
    public Bound bind(Shape features) {
        if (!features.equals(FLAT) && !features.equals(IMAGE)) {
            throw new IllegalArgumentException("Distortion: expected images of 28 x 28 pixels, features of shape "
                    + FLAT + " or " + IMAGE + ", but got " + features);
        }
        Warp warp = new Warp();
        return (example, random) -> {
            double turn = Math.toRadians(draw(rotation, random));
            warp.stretch(1 + draw(stretch, random), 1 + draw(stretch, random))
                    .slant(draw(slant, random))
                    .turn(turn)
                    .shift(draw(shift, random), draw(shift, random));
            warp.bend((float) bend, random);
            warp.apply(example);
        };
    }

    private static double draw(double most, RandomGenerator random) {
        return most * (2 * random.nextDouble() - 1);
    }
}
