package dev.inercia.mnist.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * The styles in which people write the ten digits, each the path of a pen.
 *
 * <p>A path is a list of points {@code x,y} in a square of 100 x 100, y downwards, joined by a smooth curve in drawing
 * order. {@code !} after a point makes it a corner, {@code |} lifts the pen. The number before a path is the relative
 * frequency of the style.
 *
 * <p>The paths were written from general knowledge of handwriting; none was traced from or fitted to an image. MNIST's
 * training images showed which styles were still missing.
 */
final class DigitStrokes {

    /** A point of the path; a corner if the curve may break there. */
    record Point(double x, double y, boolean corner) {}

    /** A style: its strokes, each of at least two points, and its relative frequency. */
    record Style(double weight, List<List<Point>> strokes) {}

    private static final List<List<Style>> DIGITS = List.of(
            styles( // 0: round, narrow, wide, started at the right, overlapping, open, curled in, struck through
                    "4  52,2 20,24 16,74 50,98 84,74 80,24 50,2",
                    "3  50,1 26,30 28,74 50,99 74,70 72,26 50,1",
                    "2  58,6 14,20 4,60 34,94 84,78 94,34 54,4",
                    "2  68,10 38,4 14,36 18,80 48,98 82,72 80,28 56,4 40,12",
                    "2  70,14 40,4 14,40 18,82 48,97 84,66 78,28 64,14",
                    "1.5 34,10 14,46 22,86 56,96 86,66 78,20 44,3 26,14 34,34",
                    "1  60,10 24,18 14,66 44,98 82,72 78,22 56,4 60,34 42,66"),
            styles( // 1: a bar, a bent bar, with a flag, with flag and foot, with a foot
                    "10 50,0 50,50 50,100",
                    "4  62,0 50,50 38,100",
                    "1  52,0 46,48 50,100",
                    "1  50,0 54,52 50,100",
                    "1.5 34,20 50,2! 50,50 50,100",
                    "1.5 24,24 52,0! 52,50 52,96 | 18,98 88,97",
                    "0.5 50,0 50,50 50,96 | 24,98 78,97"),
            styles( // 2: flat base, round with a small, a large and an open loop, angular like a Z, wavy base, hooked
                    "4  14,24 28,6 58,3 76,26 54,64 10,96! 50,95 92,96",
                    "3  18,20 44,2 68,16 66,48 42,82 14,96 8,82 30,72 60,84 96,90",
                    "3  14,20 42,1 70,12 70,46 50,80 20,98 4,84 18,68 56,74 96,86",
                    "2  24,14 50,2 70,18 64,52 36,90 10,94 10,74 36,68 70,88 98,98",
                    "2  10,10 50,3 78,18 66,54 32,92 8,92 18,74 54,80 94,72",
                    "2  8,12 46,8 84,8! 48,50 8,94! 50,94 94,92",
                    "1.5 16,28 30,6 60,4 76,26 60,56 14,94! 34,86 60,96 94,90",
                    "2  28,30 14,18 40,2 72,12 70,44 8,97! 92,94",
                    "1.5 32,12 52,2 68,18 62,50 44,94! 30,82 58,86 92,90",
                    "1  36,10 52,2 62,16 54,50 34,96! 52,93 70,96",
                    "1  20,16 46,2 72,14 66,46 30,84 34,97 60,96 90,88"),
            styles( // 3: round, even bowls, narrow, flat-topped, looped waist, small top, no corner, long tail, Z
                    "3  16,14 46,2 72,16 64,38 38,47! 74,58 82,84 50,98 12,90",
                    "4  18,14 36,2 66,6 70,28 48,46! 66,50 80,70 66,94 36,98 14,86",
                    "3  24,8 52,1 74,18 54,44! 78,60 70,88 40,99 14,88",
                    "2  28,8 54,3 66,20 48,44! 70,62 64,88 44,99 22,90",
                    "1.5 12,6 46,5 80,5! 40,42! 76,56 76,84 48,98 10,90",
                    "1.5 16,14 46,2 72,16 58,40 40,50 34,46 48,44 78,62 74,86 44,98 10,90",
                    "1.5 26,16 50,4 66,16 56,36 36,42! 76,52 88,76 56,98 8,92",
                    "2  14,16 46,2 74,14 66,38 52,46 78,62 76,88 46,98 10,88",
                    "2  30,12 60,1 84,14 70,36 46,46! 70,56 68,80 38,97 4,96",
                    "1  14,10 56,2 84,18 70,42 34,48! 66,52 72,76 48,96 20,92",
                    "1  20,8 74,4! 44,40 62,52 70,74 46,96 14,84"),
            styles( // 4: open and angular, open and curved, closed, in one stroke, wide, slanted, with a round corner
                    "3  26,6 18,34 14,56! 50,54 90,52 | 74,6 70,50 66,100",
                    "3  22,8 14,36 22,56 50,56 80,44 | 82,4 74,50 66,100",
                    "2  62,2 34,36 8,66! 50,65 96,62 | 62,2 62,50 60,100",
                    "2  26,8 16,36 22,52 46,52 76,36 84,6! 76,50 68,100",
                    "2  18,10 14,44! 50,46 86,42 | 78,2 76,50 72,100",
                    "1  64,100 66,50 66,2! 12,58! 94,58",
                    "2  34,4 20,30 8,58! 44,56 92,48 | 66,26 58,60 48,100",
                    "1.5 10,2 6,36 16,52 56,50 92,40 | 92,2 88,50 84,100",
                    "1  40,0 12,52 8,68! 46,66 88,62 | 70,30 64,64 58,98"),
            styles( // 5: hat drawn last, in one stroke, like an S, hat apart, long hat, large belly, small belly
                    "4  28,6 22,42! 50,36 78,56 70,86 42,98 10,90 | 28,6 56,5 88,3",
                    "3  88,5 56,5 30,7! 22,42! 56,38 82,62 68,90 38,98 10,88",
                    "2  82,8 52,4 28,16 32,38 60,50 74,72 54,94 30,98 8,90",
                    "2  26,14 20,46! 50,40 74,60 68,86 40,98 10,90 | 38,6 64,5 94,0",
                    "2  98,2 66,6 38,10! 28,42! 52,46 64,68 48,88 26,97 2,92",
                    "1.5 84,6 34,5! 26,44! 60,42 82,66 66,92 36,98 8,84",
                    "1.5 26,4 22,30! 52,28 86,56 76,90 38,98 8,80 | 26,4 80,2",
                    "1.5 34,8 26,50! 46,48 58,66 44,90 14,98 | 34,8 66,6 98,2",
                    "1  34,10 18,40! 48,34 68,60 56,88 30,97 16,84 | 36,12 62,8"),
            styles( // 6: round, straight and short back, small loop, like a b, hooked start, wide, loop curling in
                    "3  66,2 34,28 14,64 28,96 66,92 76,66 48,56 18,76",
                    "3  60,0 34,34 16,70 30,96 60,94 70,76 54,64 22,76",
                    "1.5 72,4 42,22 24,58 32,92 54,96 64,80 52,70 28,82",
                    "2  28,0 18,40 20,86 48,98 76,82 68,60 44,60 20,78",
                    "1  76,12 58,2 28,26 14,64 28,96 62,94 74,72 54,56 18,72",
                    "2  52,0 22,34 10,66 26,94 58,98 84,78 74,54 44,50 14,70",
                    "3  30,2 10,36 12,78 42,98 82,88 90,64 66,52 40,66 34,90",
                    "2  38,0 16,30 8,68 30,96 70,92 86,68 66,50 42,62 44,88",
                    "1.5 50,2 14,30 4,66 30,96 76,90 96,66 70,52 38,62 30,84"),
            styles( // 7: plain, crossed, curved stem, with a serif, like a hook, like an n, wide, crossed with a serif
                    "4  12,10 48,8 86,6! 60,50 42,100",
                    "2  12,10 50,8 86,6! 60,50 44,100 | 28,56 56,52 88,50",
                    "2  12,12 50,10 84,8! 60,34 52,66 52,100",
                    "1.5 14,26 14,8! 50,8 86,4! 66,46 48,100",
                    "1.5 10,26 22,8 56,6 82,16 80,50 72,100",
                    "1.5 10,22 34,6 66,4 80,22 62,60 44,100",
                    "1.5 8,30 14,10! 50,8 82,8 86,28 76,64 70,100",
                    "1  6,16 44,12 80,8 82,22 58,54 22,96",
                    "1.5 16,24 18,8! 50,8 82,6! 66,44 50,100 | 22,52 92,46"),
            styles( // 8: begun as an S, two circles, begun right and left open, begun in the middle, narrow, small foot
                    "3  72,12 44,2 24,20 48,46 78,76 50,98 20,78 52,46 76,20 62,6",
                    "1.5 50,2 24,24 50,46 76,24 50,2 | 50,46 20,72 50,98 80,72 50,46",
                    "3  84,6 50,2 26,20 48,46 66,78 42,98 20,78 54,46 90,8",
                    "1.5 50,46 26,26 50,2 74,24 50,46 24,76 50,98 74,74 50,46",
                    "1.5 76,20 52,2 28,22 60,52 66,84 44,98 28,80 56,46 78,18",
                    "1.5 66,10 50,1 36,18 50,48 62,78 48,99 36,78 52,44 66,18 58,6",
                    "1.5 78,14 46,2 14,24 46,52 68,80 52,98 36,80 54,54 84,26 70,8",
                    "1  48,1 22,14 26,38 52,44 78,34 74,8 50,2 | 52,50 14,60 18,92 54,99 88,84 80,56 48,48",
                    "1  74,16 48,2 28,18 34,36 66,56 82,80 48,98 10,84 24,62 60,44 78,24 66,6"),
            styles( // 9: straight, curved, hooked and slanted tail, loop and bar, one sweep, narrow loop, open, wide
                    "3  74,16 46,2 20,28 44,48 70,32 76,12! 74,56 70,100",
                    "2  76,18 48,2 20,30 48,48 76,22! 78,62 62,92 24,96",
                    "2  68,10 40,4 20,30 44,46 72,16! 66,60 46,100",
                    "1.5 70,22 46,4 18,30 48,47 74,24 | 78,4 74,52 72,100",
                    "2  78,10 46,4 20,34 50,44 80,14! 62,58 44,98",
                    "1.5 64,42 28,42 24,16 52,2 72,20 70,56 58,80 38,100",
                    "1.5 60,12 46,2 32,22 46,40 60,20! 60,60 58,100",
                    "1.5 86,4 48,6 18,30 40,42 80,14! 64,54 48,100",
                    "1.5 78,10 44,2 10,32 32,60 72,48 82,14! 84,60 80,100",
                    "1  88,20 50,2 8,30 40,52 84,22! 88,60 84,98"));

    private DigitStrokes() {}

    /**
     * The styles of one digit.
     *
     * @param digit 0 to 9
     * @return its styles, never empty
     */
    static List<Style> of(int digit) {
        return DIGITS.get(digit);
    }

    private static List<Style> styles(String... lines) {
        return List.of(lines).stream().map(DigitStrokes::parse).toList();
    }

    private static Style parse(String line) {
        String[] weightAndPath = line.split(" +", 2);
        List<List<Point>> strokes = new ArrayList<>();
        for (String stroke : weightAndPath[1].split(" *\\| *")) {
            strokes.add(List.of(stroke.split(" +")).stream()
                    .map(DigitStrokes::point)
                    .toList());
        }
        return new Style(Double.parseDouble(weightAndPath[0]), List.copyOf(strokes));
    }

    private static Point point(String text) {
        boolean corner = text.endsWith("!");
        String[] xy = (corner ? text.substring(0, text.length() - 1) : text).split(",");
        return new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]), corner);
    }
}
