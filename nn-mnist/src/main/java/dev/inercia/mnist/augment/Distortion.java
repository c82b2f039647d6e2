package dev.inercia.mnist.augment;

import dev.inercia.nn.data.Augmentation;
import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Small random distortions of an image of 28 x 28 pixels: shift, rotation, stretch, slant and bend. Each amount is
 * uniform between minus and plus its maximum. They are combined so that the image is interpolated only once,
 * bilinearly; pixels from outside are 0.
 *
 * <p>The defaults are mild, for networks with few units.
 *
 * <p>Source: Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 * analysis", 2003. The bend is their elastic distortion, with a cubic B-spline in place of the Gaussian filter.
 *
 * @param shift pixels along each axis, in [0, {@value #MOST_SHIFT}], by default {@value #SHIFT}
 * @param rotation degrees, in [0, {@value #MOST_ROTATION}], by default {@value #ROTATION}
 * @param stretch fraction of the size, along each axis, in [0, {@value #MOST_SHARE}], by default {@value #STRETCH}
 * @param slant horizontal pixels per vertical pixel, in [0, {@value #MOST_SHARE}], by default {@value #SLANT}
 * @param bend pixels along each axis by which the nodes of a grid, {@value #GRID} pixels apart, move, in [0,
 *     {@value #MOST_SHIFT}], by default {@value #BEND}
 */
public record Distortion(double shift, double rotation, double stretch, double slant, double bend)
        implements Augmentation {

    public static final double SHIFT = 0.5;

    public static final double ROTATION = 5;

    public static final double STRETCH = 0.05;

    public static final double SLANT = 0.05;

    public static final double BEND = 1;

    /** The distance between the nodes of the bend, in pixels. */
    public static final int GRID = 7;

    /** The largest shift and bend, in pixels. */
    public static final double MOST_SHIFT = 28;

    /** The largest rotation, in degrees. */
    public static final double MOST_ROTATION = 180;

    /** The largest stretch and slant. */
    public static final double MOST_SHARE = 0.9;

    private static final Shape FLAT = Shape.of(Warp.PIXELS);
    private static final Shape IMAGE = Shape.of(Warp.SIDE, Warp.SIDE, 1);

    /** Uses the default of every setting. */
    public Distortion() {
        this(SHIFT, ROTATION, STRETCH, SLANT, BEND);
    }

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
     * Binds to images of 28 x 28 pixels.
     *
     * @param features [784] or [28, 28, 1]
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
