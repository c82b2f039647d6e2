package dev.inercia.mnist.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Digits as the paths of a pen on a pad of 1 x 1, as a browser would report them: sampled at even times, by hands that
 * differ in size, speed and calm. In this package for the paths, which are not public.
 */
public final class PenPaths {

    /**
     * How somebody draws.
     *
     * @param size of a digit, as a fraction of the pad
     * @param speed in sizes per second; the faster, the farther apart are the points
     * @param tremor standard deviation of each point, as a fraction of the size
     * @param events per second
     */
    public record Hand(String name, double size, double speed, double tremor, int events) {}

    /** A careful hand, a quick one, a shaky one, a small one, a large one with a slow device. */
    public static final List<Hand> HANDS = List.of(
            new Hand("careful", 0.6, 2, 0.002, 60),
            new Hand("quick", 0.6, 8, 0.006, 60),
            new Hand("shaky", 0.5, 3, 0.012, 60),
            new Hand("small", 0.2, 3, 0.008, 60),
            new Hand("large, few events", 0.85, 5, 0.005, 30));

    private final RandomGenerator random;
    private final Handwriting handwriting;

    /** Repeatable by its seed. */
    public PenPaths(long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        handwriting = new Handwriting(root.split());
        random = root;
    }

    /** For each stroke {@code x0, y0, x1, y1, ...}, within the pad, y downwards. */
    public List<float[]> draw(int digit, Hand hand) {
        List<double[]> curves = handwriting.curves(digit);
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] curve : curves) {
            for (int i = 0; i < curve.length; i++) {
                box[i % 2] = Math.min(box[i % 2], curve[i]);
                box[i % 2 + 2] = Math.max(box[i % 2 + 2], curve[i]);
            }
        }
        double scale = hand.size() / Math.max(box[2] - box[0], box[3] - box[1]);
        double left = 0.05 + random.nextDouble() * (0.9 - scale * (box[2] - box[0]));
        double top = 0.05 + random.nextDouble() * (0.9 - scale * (box[3] - box[1]));
        List<float[]> paths = new ArrayList<>();
        for (double[] curve : curves) {
            double[] placed = new double[curve.length];
            for (int i = 0; i < curve.length; i += 2) {
                placed[i] = left + scale * (curve[i] - box[0]);
                placed[i + 1] = top + scale * (curve[i + 1] - box[1]);
            }
            paths.add(sampled(placed, hand));
        }
        return paths;
    }

    /** Points at even times: slow at both ends of a stroke, fast in its middle. */
    private float[] sampled(double[] curve, Hand hand) {
        double[] until = new double[curve.length / 2];
        for (int i = 1; i < until.length; i++) {
            until[i] = until[i - 1] + Math.hypot(curve[2 * i] - curve[2 * i - 2], curve[2 * i + 1] - curve[2 * i - 1]);
        }
        double length = until[until.length - 1];
        int count = Math.max(3, (int) Math.round(hand.events() * length / (hand.size() * hand.speed())));
        float[] points = new float[2 * count];
        int piece = 1;
        for (int i = 0; i < count; i++) {
            double t = (double) i / (count - 1);
            double at = length * t * t * (3 - 2 * t);
            while (piece < until.length - 1 && until[piece] < at) {
                piece++;
            }
            double part =
                    until[piece] == until[piece - 1] ? 0 : (at - until[piece - 1]) / (until[piece] - until[piece - 1]);
            for (int axis = 0; axis < 2; axis++) {
                double from = curve[2 * piece - 2 + axis];
                double to = curve[2 * piece + axis];
                double tremor = hand.tremor() * hand.size() * Handwriting.normal(random);
                points[2 * i + axis] = (float) Math.max(0, Math.min(1, from + part * (to - from) + tremor));
            }
        }
        return points;
    }
}
