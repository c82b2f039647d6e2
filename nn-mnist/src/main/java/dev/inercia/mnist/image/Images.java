package dev.inercia.mnist.image;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A folder of pictures as a data set: a class for each subfolder, named like it.
 *
 * <pre>{@code
 * Images images = Images.folder(Path.of("flowers"), 64, 64);
 * Split split = images.dataset().stratified(1).split(0.8);    // features [64, 64, 3] in [0, 1]
 * String flower = network.classify(images.read(Path.of("garden.jpg")));     // by a network trained on them
 * }</pre>
 *
 * <p>Each picture is scaled as a whole to height x width, whatever its aspect ratio: area averaging to shrink, linear
 * interpolation to enlarge. Transparent parts are white; photographs are turned upright as their EXIF orientation says.
 * Formats are those that {@link ImageIO} reads, such as PNG, JPEG, GIF (the first picture), BMP and TIFF, told by the
 * file's suffix. A picture has at most 64 MiB, 20,000 pixels a side and 50,000,000 in all; one larger than 2,000 pixels
 * a side is subsampled first. Other files, and everything whose name begins with a dot, are ignored.
 *
 * <p>Nothing is read before {@link #dataset()} is called. It decodes every picture once, on all cores, so that damaged
 * files are known before training begins, and keeps the scaled pictures as bytes up to a limit. Those beyond are read
 * from their files again for every batch.
 *
 * <p>Classes are sorted, by value if all names are numbers, alphabetically otherwise, on every operating system; the
 * examples of a class by path. Subfolders of a class belong to it. Immutable and safe to share between threads.
 */
@CheckReturnValue
public final class Images {

    private final Path folder;
    private final Shape shape;
    private final List<String> classes;
    private final boolean refusesDamaged;
    private final long keptBytes;
    /** Null until the pictures are first asked for. */
    private PictureSet pictures;

    private Images(Path folder, Shape shape, List<String> classes, boolean refusesDamaged, long keptBytes) {
        this.folder = folder;
        this.shape = shape;
        this.classes = classes;
        this.refusesDamaged = refusesDamaged;
        this.keptBytes = keptBytes;
    }

    /**
     * The pictures in a folder, in colour: features are {@code [height, width, 3]}, red, green and blue.
     *
     * @param folder with a subfolder for each class
     * @param height at least 1
     * @param width at least 1
     * @throws IllegalArgumentException if there is no such folder
     */
    public static Images folder(Path folder, int height, int width) {
        Range.atLeastOne("Images", "height", height);
        Range.atLeastOne("Images", "width", width);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Images: expected a folder with a subfolder for each class; found "
                    + (Files.exists(folder) ? "a file" : "nothing") + " at " + folder.toAbsolutePath()
                    + ". Check the path.");
        }
        return new Images(
                folder,
                Shape.of(height, width, 3),
                List.of(),
                false,
                Runtime.getRuntime().maxMemory() / 4);
    }

    /** In grey: features are {@code [height, width, 1]}. Colours are weighted as in ITU-R BT.601. */
    public Images grey() {
        Shape grey = Shape.of(shape.dimension(0), shape.dimension(1), 1);
        return new Images(folder, grey, classes, refusesDamaged, keptBytes);
    }

    /**
     * Numbers the classes by this list instead, as for test pictures: {@code
     * Images.folder(test, 64, 64).classes(training.classNames())}. A class may then have no pictures.
     */
    public Images classes(List<String> names) {
        return new Images(folder, shape, List.copyOf(names), refusesDamaged, keptBytes);
    }

    /** Refuses damaged files. By default they are skipped, with a warning in the log, see {@link #skipped()}. */
    public Images refusingDamaged() {
        return new Images(folder, shape, classes, true, keptBytes);
    }

    /**
     * Keeps scaled pictures in memory up to this limit.
     *
     * @param bytes at least 0, height x width x channels for each picture; by default a quarter of the largest heap
     */
    public Images keeping(long bytes) {
        Range.atLeastZero("Images", "keeping", bytes);
        return new Images(folder, shape, classes, refusesDamaged, bytes);
    }

    /**
     * The pictures as a data set, class by class: {@link Dataset#stratified} or {@link Dataset#shuffled} before a
     * split.
     *
     * @return features {@code [height, width, channels]} in [0, 1], class indices, class names
     * @throws IllegalArgumentException if there are no subfolders, a class has no pictures, a subfolder is not among
     *     the given classes, or a file is damaged and that is refused
     * @throws UncheckedIOException if a file cannot be read
     */
    public Dataset dataset() {
        return pictures().dataset();
    }

    /** One line for each damaged file that was skipped: its path, and what is wrong with it. Reads the pictures. */
    public List<String> skipped() {
        return pictures().skipped();
    }

    /**
     * Reads one picture from any file, to classify it.
     *
     * @return height x width x channels values in [0, 1], as an example of {@link #dataset()} has them
     * @throws IllegalArgumentException if the file does not exist, or contains no picture, or one that is damaged or
     *     too large
     * @throws UncheckedIOException if the file cannot be read
     */
    public float[] read(Path file) {
        byte[] bytes = PictureSet.read(file, shape);
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 255) / 255f;
        }
        return values;
    }

    private synchronized PictureSet pictures() {
        if (pictures == null) {
            pictures = PictureSet.read(folder, PictureFiles.list(folder), shape, classes, refusesDamaged, keptBytes);
        }
        return pictures;
    }

    /** The folder and the shape of an example. */
    @Override
    public String toString() {
        return "Images in " + folder + " " + shape;
    }
}
