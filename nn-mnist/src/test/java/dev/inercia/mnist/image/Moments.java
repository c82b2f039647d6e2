package dev.inercia.mnist.image;

/** Where the ink of a 28 x 28 image lies: its bounding box, its centre of mass and how much of it there is. */
public record Moments(int left, int top, int width, int height, double centreX, double centreY, double mean) {

    public static Moments of(float[] image) {
        int left = 28;
        int right = -1;
        int top = 28;
        int bottom = -1;
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int i = 0; i < 784; i++) {
            int x = i % 28;
            int y = i / 28;
            if (image[i] > 0) {
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
            mass += image[i];
            massX += image[i] * x;
            massY += image[i] * y;
        }
        return new Moments(left, top, right - left + 1, bottom - top + 1, massX / mass, massY / mass, mass / 784);
    }

    /** Image number {@code index} of unsigned bytes, scaled to [0, 1]. */
    public static float[] image(byte[] pixels, int index) {
        float[] image = new float[784];
        for (int i = 0; i < 784; i++) {
            image[i] = Byte.toUnsignedInt(pixels[index * 784 + i]) / 255f;
        }
        return image;
    }
}
