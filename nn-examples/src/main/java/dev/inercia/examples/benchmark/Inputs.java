package dev.inercia.examples.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What {@link SharedFiles} wrote, as plain arrays: for contestants whose class path has nothing of ours but this
 * package.
 *
 * @param pixels in [0, 1], image by image, row by row
 * @param labels of the images
 */
record Inputs(float[] pixels, int[] labels) {

    static final int SIDE = 28;
    static final int PIXELS = SIDE * SIDE;
    static final int CLASSES = 10;

    static final String TRAINING = "train";
    static final String TEST = "t10k";
    static final String ORDER = "order.bin";
    static final String START = "start.bin";

    private static final int MADE_UP = 100;
    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;

    /** Reads at most this many images. */
    static Inputs read(Path directory, String name, int most) {
        byte[] images = bytes(directory.resolve(name + "-images-idx3-ubyte"));
        byte[] bytes = bytes(directory.resolve(name + "-labels-idx1-ubyte"));
        int[] labels = new int[Math.min(most, bytes.length - LABELS_HEADER)];
        Arrays.setAll(labels, i -> bytes[LABELS_HEADER + i]);
        float[] pixels = new float[labels.length * PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (images[IMAGES_HEADER + i] & 0xff) / 255f;
        }
        return new Inputs(pixels, labels);
    }

    /** The made-up data: random images. */
    static Inputs madeUp() {
        Random random = new Random(1);
        float[] pixels = new float[MADE_UP * PIXELS];
        int[] labels = new int[MADE_UP];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        Arrays.setAll(labels, i -> i % CLASSES);
        return new Inputs(pixels, labels);
    }

    /** The training images of a task, or made-up ones. */
    static Inputs training(Task task) {
        return task.directory()
                .map(directory -> read(directory, TRAINING, Integer.MAX_VALUE))
                .orElseGet(Inputs::madeUp);
    }

    /** The test images that a task predicts. */
    static Inputs test(Task task) {
        return task.directory()
                .map(directory -> read(directory, TEST, task.images()))
                .orElseGet(Inputs::madeUp);
    }

    int size() {
        return labels.length;
    }

    long[] longLabels() {
        return Arrays.stream(labels).asLongStream().toArray();
    }

    /** The images in the order of visits: a permutation for each epoch. One in sequence for made-up data. */
    static int[][] order(Task task) {
        if (task.directory().isEmpty()) {
            int[] order = new int[MADE_UP];
            Arrays.setAll(order, i -> i);
            return new int[][] {order};
        }
        ByteBuffer bytes = ByteBuffer.wrap(bytes(task.directory().get().resolve(ORDER)));
        int[][] order = new int[SharedFiles.EPOCHS][bytes.remaining() / Integer.BYTES / SharedFiles.EPOCHS];
        for (int[] epoch : order) {
            for (int i = 0; i < epoch.length; i++) {
                epoch[i] = bytes.getInt();
            }
        }
        return order;
    }

    /**
     * The first values of the parameters, layer by layer, in PyTorch's layout.
     *
     * @param sizes of the parameters
     * @throws IllegalArgumentException if they are not those of the network that the file is for
     */
    static List<float[]> start(Path directory, List<Integer> sizes) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(directory.resolve(START)));
        int numbers = bytes.remaining() / Float.BYTES;
        int expected = sizes.stream().mapToInt(Integer::intValue).sum();
        if (numbers != expected) {
            throw new IllegalArgumentException(
                    "The network has " + expected + " parameters, but it is to start from " + numbers);
        }
        List<float[]> values = new ArrayList<>();
        for (int size : sizes) {
            float[] parameter = new float[size];
            bytes.asFloatBuffer().get(parameter);
            bytes.position(bytes.position() + size * Float.BYTES);
            values.add(parameter);
        }
        return values;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
