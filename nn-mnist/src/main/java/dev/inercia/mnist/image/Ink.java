package dev.inercia.mnist.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The ink of a picture, dark on light or light on dark.
 *
 * <p>Ink is what differs from the {@link Background}, in the direction of the larger difference, above Otsu's
 * threshold ("A threshold selection method from gray-level histograms", 1979). Where that leaves much ink along the
 * border, as a shadow with a hard edge does, ink is what differs from the {@link LocalPaper}. Removes
 * {@linkplain ScanEdges edges} and specks, and widens strokes that are thinner than nearly all of MNIST's.
 */
final class Ink {

    /** The minimum contrast of ink and paper, in brightness of 0 to 1. */
    private static final double MIN_CONTRAST = 0.06;
    /** The minimum contrast of ink and paper, as a multiple of the noise of the paper. */
    private static final double MIN_CONTRAST_TO_NOISE = 6;
    /** More ink along the border or in the whole than these fractions is no digit. */
    private static final double MOST_OF_BORDER = 0.12;

    private static final double MOST_OF_ALL = 0.4;

    /** Windows to look for local paper in, as fractions of the shorter side. */
    private static final double[] WINDOWS = {0.08, 0.12, 0.18, 0.25};
    /** A window is wide enough if strokes are no wider than this fraction of it. */
    private static final double STROKE_TO_WINDOW = 0.6;

    private static final int LEVELS = 256;
    /** Edges of different strength are found one after the other. */
    private static final int ROUNDS_OF_EDGES = 3;

    private final int width;
    private final int height;
    private final Mask strokes;
    private final float[] amount;
    private final double contrast;

    private Ink(int width, int height, Mask strokes, float[] amount, double contrast) {
        this.width = width;
        this.height = height;
        this.strokes = strokes;
        this.amount = amount;
        this.contrast = contrast;
    }

    /**
     * Finds the ink.
     *
     * @param light brightness in [0, 1], {@code width * height} values, row by row
     */
    static Ink of(float[] light, int width, int height) {
        Background background = new Background(light, width, height);
        double[] difference = new double[light.length];
        for (int i = 0; i < light.length; i++) {
            difference[i] = light[i] - background.at(i % width, i / width);
        }
        double[] inner = difference.clone();
        boolean hasEdges = removeEdges(inner, background.noise(), width, height);
        Ink ink = of(inner, background.noise(), width, height);
        if (ink.isBlank() && hasEdges) {
            ink = of(difference, background.noise(), width, height); // the digit lies along an edge
        }
        double border = ink.strokes.shareOfBorder();
        boolean isClear = border <= MOST_OF_BORDER && ink.strokes.bits().cardinality() <= MOST_OF_ALL * light.length;
        if (isClear && !ink.isBlank()) {
            return ink;
        }
        Ink local = local(light, width, height);
        boolean isBetter = ink.isBlank() || local.strokes.shareOfBorder() < border;
        return !local.isBlank() && isBetter ? local : ink;
    }

    private static Ink of(double[] difference, double noise, int width, int height) {
        double skew = 0;
        for (double c : difference) {
            skew += c * c * c;
        }
        // Ink covers few pixels but differs a lot; the cube lets it outweigh the many pixels of paper, which differ
        // little.
        double sign = Math.signum(skew);
        for (int i = 0; i < difference.length; i++) {
            difference[i] = Math.max(0, sign * difference[i]);
        }
        return above(difference, noise, width, height);
    }

    /** In the smallest window that is wide enough for the strokes. */
    private static Ink local(float[] light, int width, int height) {
        Ink ink = null;
        for (double window : WINDOWS) {
            LocalPaper paper = new LocalPaper(light, width, height, window);
            Ink dark = local(paper.contrast(true), width, height);
            Ink bright = local(paper.contrast(false), width, height);
            // Gaps between strokes, and within them, lie in a box that the strokes span.
            ink = dark.area() >= bright.area() ? dark : bright;
            if (!ink.isBlank() && ink.strokes.strokeWidth() <= STROKE_TO_WINDOW * paper.window()) {
                return ink;
            }
        }
        return ink;
    }

    private static Ink local(double[] contrast, int width, int height) {
        double noise = LocalPaper.center(contrast);
        Ink ink = above(contrast, noise, width, height);
        // Corners of a shadow or of the light are as narrow as strokes, too.
        ink.strokes.removeTouching();
        return ink.strokes.bits().isEmpty() ? blank(width, height) : ink;
    }

    private long area() {
        if (isBlank()) {
            return 0;
        }
        Box box = Box.of(strokes.bits(), width);
        return (long) box.width() * box.height();
    }

    /** Makes edges paper, and returns true if there are any. */
    private static boolean removeEdges(double[] difference, double noise, int width, int height) {
        for (int round = 0; round < ROUNDS_OF_EDGES; round++) {
            double[] distance = Arrays.stream(difference).map(Math::abs).toArray();
            double most = Arrays.stream(distance).max().orElse(0);
            if (most < least(noise)) {
                return round > 0;
            }
            BitSet edges = ScanEdges.of(mask(distance, otsu(distance, most), width, height));
            if (edges.isEmpty()) {
                return round > 0;
            }
            edges.stream().forEach(pixel -> difference[pixel] = 0);
        }
        return true;
    }

    private static double least(double noise) {
        return Math.max(MIN_CONTRAST, MIN_CONTRAST_TO_NOISE * noise);
    }

    private static Mask mask(double[] contrast, double threshold, int width, int height) {
        Mask mask = new Mask(width, height);
        for (int i = 0; i < contrast.length; i++) {
            mask.set(i, contrast[i] > threshold);
        }
        return mask;
    }

    private static Ink blank(int width, int height) {
        return new Ink(width, height, new Mask(width, height), new float[width * height], 0);
    }

    /** The ink of a picture whose contrast with the paper is known; at least 0 each. */
    private static Ink above(double[] contrast, double noise, int width, int height) {
        double most = Arrays.stream(contrast).max().orElse(0);
        double least = least(noise);
        if (most < least) {
            return blank(width, height);
        }
        double threshold = otsu(contrast, most);
        double[] inked =
                Arrays.stream(contrast).filter(c -> c > threshold).sorted().toArray();
        double black = inked[inked.length * 3 / 4];
        if (black < least) {
            return blank(width, height);
        }
        double white = Math.min(3 * noise, threshold / 2);
        Mask strokes = mask(contrast, threshold, width, height);
        strokes.removeSpecks();
        float[] amount = new float[contrast.length];
        for (int i = 0; i < amount.length; i++) {
            amount[i] = (float) Math.max(0, Math.min(1, (contrast[i] - white) / (black - white)));
        }
        return new Ink(width, height, strokes, amount, black);
    }

    /** The contrast of ink and paper, in the unit of the picture; 0 if nothing stands out. */
    double contrast() {
        return contrast;
    }

    boolean isBlank() {
        return contrast == 0;
    }

    /** For each digit, in reading order, {@code width * height} values in [0, 1], 0 for paper; none if it is blank. */
    List<float[]> digits() {
        List<float[]> digits = new ArrayList<>();
        for (BitSet digit : DigitPieces.of(strokes)) {
            Mask mask = strokes.like(digit);
            double missing = mask.missingStrokeWidth();
            // The grey pixels of the edge are below the threshold, but belong to the digit.
            Mask edged = mask.grown();
            float[] ink = new float[amount.length];
            for (int i = 0; i < ink.length; i++) {
                ink[i] = edged.get(i) ? amount[i] : 0;
            }
            digits.add(missing < 1 ? ink : widen(ink, width, height, missing / 2));
        }
        return digits;
    }

    private static double otsu(double[] contrast, double most) {
        int[] histogram = new int[LEVELS];
        double sum = 0;
        for (double c : contrast) {
            int level = (int) (c / most * (LEVELS - 1));
            histogram[level]++;
            sum += level;
        }
        double best = -1;
        int threshold = 0;
        double below = 0;
        double sumBelow = 0;
        for (int level = 0; level < LEVELS - 1; level++) {
            below += histogram[level];
            sumBelow += (double) level * histogram[level];
            double above = contrast.length - below;
            if (below > 0 && above > 0) {
                double gap = sumBelow / below - (sum - sumBelow) / above;
                double between = below * above * gap * gap;
                if (between > best) {
                    best = between;
                    threshold = level;
                }
            }
        }
        return (threshold + 1) * most / LEVELS;
    }

    /** Spreads each pixel over a disc. */
    private static float[] widen(float[] ink, int width, int height, double radius) {
        float[] wide = new float[ink.length];
        int reach = (int) radius;
        for (int i = 0; i < ink.length; i++) {
            if (ink[i] > 0) {
                int left = Math.max(0, i % width - reach);
                int right = Math.min(width - 1, i % width + reach);
                int top = Math.max(0, i / width - reach);
                int bottom = Math.min(height - 1, i / width + reach);
                for (int y = top; y <= bottom; y++) {
                    for (int x = left; x <= right; x++) {
                        int dx = x - i % width;
                        int dy = y - i / width;
                        if (dx * dx + dy * dy <= radius * radius) {
                            wide[y * width + x] = Math.max(wide[y * width + x], ink[i]);
                        }
                    }
                }
            }
        }
        return wide;
    }
}
