package dev.inercia.examples.pad;

import dev.inercia.mnist.image.DigitImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What was drawn: the paths of a pen. The unit is free and the place does not matter, because the drawing is scaled to the
 * same size before the pen has a width: a digit drawn small does not become a blot.
 *
 * @param paths for each stroke {@code x0, y0, x1, y1, ...}, y downwards
 */
record Strokes(List<float[]> paths) {

    static final int MOST_PATHS = 200;
    static final int MOST_POINTS = 20_000;

    /** The longer side of the drawing, without the width of the pen, in pixels. */
    private static final int SIDE = 100;

    private static final float PEN = 12;
    private static final int MARGIN = 24;

    /** Checks the paths; the messages are for the user of the page. */
    Strokes {
        paths = List.copyOf(paths);
        int points = 0;
        for (float[] path : paths) {
            if (path.length < 2 || path.length % 2 != 0) {
                throw new IllegalArgumentException(
                        "Expected strokes of points x, y, but got one of " + path.length + " numbers");
            }
            for (float value : path) {
                if (!(Math.abs(value) <= 1e6f)) {
                    throw new IllegalArgumentException("Expected points within a million, but got " + value);
                }
            }
            points += path.length / 2;
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("Nothing is drawn yet");
        }
        if (paths.size() > MOST_PATHS || points > MOST_POINTS) {
            throw new IllegalArgumentException("Expected at most " + MOST_PATHS + " strokes and " + MOST_POINTS
                    + " points, but got " + paths.size() + " and " + points);
        }
    }

    /**
     * What the network sees.
     *
     * @throws IllegalArgumentException if several digits were drawn
     */
    byte[] digit() {
        return only(DigitImage.allOf(image()));
    }

    /** The only digit of a picture, as 784 unsigned bytes. */
    static byte[] only(List<float[]> digits) {
        if (digits.size() > 1) {
            throw new IllegalArgumentException(
                    "There are " + digits.size() + " digits with paper between them; the pad reads one at a time");
        }
        float[] digit = digits.get(0);
        byte[] bytes = new byte[digit.length];
        for (int i = 0; i < digit.length; i++) {
            bytes[i] = (byte) Math.round(255 * digit[i]);
        }
        return bytes;
    }

    /** The drawing, black on white. */
    BufferedImage image() {
        float[] box = box();
        float longer = Math.max(box[2] - box[0], box[3] - box[1]);
        float scale = longer > 0 ? SIDE / longer : 1;
        int width = 2 * MARGIN + (int) Math.ceil(scale * (box[2] - box[0]));
        int height = 2 * MARGIN + (int) Math.ceil(scale * (box[3] - box[1]));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(PEN, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (float[] path : paths) {
            Path2D line = new Path2D.Float();
            for (int i = 0; i < path.length; i += 2) {
                float x = MARGIN + scale * (path[i] - box[0]);
                float y = MARGIN + scale * (path[i + 1] - box[1]);
                if (i == 0) {
                    line.moveTo(x, y);
                }
                line.lineTo(x, y); // also to where it is: a dot
            }
            graphics.draw(line);
        }
        graphics.dispose();
        return image;
    }

    /** Left, top, right, bottom. */
    private float[] box() {
        float[] box = {Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
        for (float[] path : paths) {
            for (int i = 0; i < path.length; i++) {
                int axis = i % 2;
                box[axis] = Math.min(box[axis], path[i]);
                box[axis + 2] = Math.max(box[axis + 2], path[i]);
            }
        }
        return box;
    }

    /** As a browser sends them. */
    static Strokes of(float[][] paths) {
        List<float[]> all = new ArrayList<>();
        for (float[] path : paths) {
            all.add(path == null ? new float[0] : path);
        }
        return new Strokes(all);
    }
}
