package dev.inercia.mnist;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MNIST and similar sets, ready to train on: features of shape [784], pixels scaled to [0, 1], labels from 0.
 *
 * <pre>{@code
 * Mnist mnist = Mnist.load();                 // from INERCIA_DATA, the cache or the mirrors
 * Dataset train = mnist.training();           // the 50,000 of the book
 * Dataset images = mnist.images().training(); // the same as [28, 28, 1], for convolutions
 * System.out.println(mnist.source());         // which data this is
 * }</pre>
 *
 * <p><b>From the cache and the mirrors</b> ({@link #load()} unless {@value #DATA} is set, {@link #load(DigitSet)}):
 * the cache directory is the first one set of the system property {@code inercia.cache}, the environment variable
 * {@code INERCIA_CACHE}, {@code $XDG_CACHE_HOME/inercia}, and the platform's own ({@code ~/.cache/inercia};
 * {@code ~/Library/Caches/inercia} on macOS; {@code %LOCALAPPDATA%\inercia\cache} on Windows), with a folder for each
 * set. Missing or damaged files are downloaded. A file is used and kept only if its SHA-256 is the published one.
 *
 * <p><b>From a directory</b> ({@link #load(Path)}, {@link #load(DigitSet, Path)}), and nowhere else: each of the four
 * files as {@code train-images-idx3-ubyte} or {@code train-images.idx3-ubyte}, with or without {@code .gz}; gzip is
 * recognised by content. EMNIST's and QMNIST's own names, such as {@code emnist-balanced-train-images-idx3-ubyte}, are
 * known, too; EMNIST's images, which its files hold transposed, are turned upright. Your own digits work as well, given
 * one label per image, 28 x 28 pixels and the classes of the set; {@link #verified()} and {@link #source()} say whether
 * they are the published ones.
 */
public final class Mnist {

    /** The environment variable that may name a directory with MNIST's four files. */
    public static final String DATA = "INERCIA_DATA";

    /** The last sixth of the training images is for validation: 10,000 of MNIST's 60,000. */
    private static final int VALIDATION_PART = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Mnist.class);

    private static final Shape FLAT = Shape.of(LabelledDigits.PIXELS);

    private final DigitSet set;
    private final String source;
    private final boolean verified;
    private final Map<String, String> checksums;
    private final LabelledDigits trainDigits;
    private final LabelledDigits testDigits;
    private final Dataset train;
    private final Dataset test;

    private Mnist(DigitSet set, String where, Map<DigitFile, DigitData> files) throws IOException {
        this.set = set;
        this.verified = files.values().stream().allMatch(DigitData::verified);
        Map<String, String> sums = new LinkedHashMap<>();
        files.forEach((file, data) -> sums.put(file.publishedName(), data.sha256()));
        this.checksums = Collections.unmodifiableMap(sums);
        this.trainDigits = LabelledDigits.of(set, files.get(DigitFile.TRAIN_IMAGES), files.get(DigitFile.TRAIN_LABELS));
        this.testDigits = LabelledDigits.of(set, files.get(DigitFile.TEST_IMAGES), files.get(DigitFile.TEST_LABELS));
        this.train = dataset(set, trainDigits, FLAT);
        this.test = dataset(set, testDigits, FLAT);
        this.source = source(set, where, verified, trainDigits);
    }

    private static String source(DigitSet set, String where, boolean isVerified, LabelledDigits digits) {
        if (isVerified) {
            return set.title() + " from " + where + ", SHA-256 verified";
        }
        String source =
                "digits in the format of " + set.title() + " from " + where + ", not verified as the published ones";
        int bar = Math.max(set.classNames().indexOf("1"), set.classNames().indexOf("I"));
        if (bar < 0 || !digits.isLying(bar)) {
            return source;
        }
        String turned = "; images look transposed, as EMNIST's files are: load EMNIST as DigitSet.EMNIST_..., MNIST as"
                + " DigitSet.MNIST";
        LOG.warn("{}{}", source, turned);
        return source + turned;
    }

    /** The same digits in another shape. */
    private Mnist(Mnist other, Shape shape) {
        set = other.set;
        verified = other.verified;
        source = other.source;
        checksums = other.checksums;
        trainDigits = other.trainDigits;
        testDigits = other.testDigits;
        train = dataset(set, trainDigits, shape);
        test = dataset(set, testDigits, shape);
    }

    /**
     * Loads MNIST from the directory in the environment variable {@value #DATA}; if it is not set, from the cache,
     * downloading what is missing.
     *
     * @throws IllegalArgumentException if the variable does not name a directory
     * @throws UncheckedIOException if a file there is missing or damaged; without the variable, if MNIST is not cached
     *     and cannot be downloaded (the message lists all mirrors and reasons)
     */
    public static Mnist load() {
        return load(System.getenv(DATA));
    }

    static Mnist load(String directory) {
        if (directory == null || directory.isBlank()) {
            return load(DigitSet.MNIST);
        }
        try {
            return load(Path.of(directory));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The environment variable " + DATA + ": " + e.getMessage(), e);
        }
    }

    /**
     * Loads a set from the cache, downloading what is missing.
     *
     * @throws UncheckedIOException if it is not cached and cannot be downloaded; the message lists all mirrors and
     *     reasons
     * @throws IllegalArgumentException if the set is not downloaded: parts of EMNIST, QMNIST
     */
    public static Mnist load(DigitSet set) {
        if (set.mirrors().isEmpty()) {
            throw new IllegalArgumentException(set.title() + " is not downloaded, since checksums of its files are not"
                    + " known. Get its files from " + set.home() + ", and name their directory: Mnist.load(DigitSet."
                    + set + ", directory).");
        }
        Path folder = CacheDirectory.current().resolve(set.folder());
        return load(
                set, folder.toString(), new CacheSource(folder, set.mirrors(), set.files(), Download.Patience.DEFAULT));
    }

    /**
     * Loads MNIST, or your own digits in its format, from a directory.
     *
     * @throws IllegalArgumentException if the directory does not exist
     * @throws UncheckedIOException if a file is missing, damaged or not of this format
     */
    public static Mnist load(Path directory) {
        return load(DigitSet.MNIST, directory);
    }

    /**
     * Loads a set from a directory.
     *
     * @param set the expected set, which determines the class names and the checksums
     * @throws IllegalArgumentException if the directory does not exist
     * @throws UncheckedIOException if a file is missing, damaged or not of this format
     */
    public static Mnist load(DigitSet set, Path directory) {
        return load(set, directory.toString(), new DirectorySource(directory, set.files()));
    }

    static Mnist load(DigitSet set, String where, DigitSource source) {
        try {
            Map<DigitFile, DigitData> files = new EnumMap<>(DigitFile.class);
            for (DigitFile file : DigitFile.values()) {
                files.put(file, source.read(file));
            }
            return new Mnist(set, where, files);
        } catch (IOException e) {
            // Unchecked, so that a first program is a dozen lines and no try.
            throw new UncheckedIOException(Idx.describe(e), e);
        }
    }

    private static Dataset dataset(DigitSet set, LabelledDigits digits, Shape shape) {
        return Dataset.ofBytes(
                digits.pixels(), shape, digits.labels(), set.classNames().size());
    }

    /** The same data as images of shape [28, 28, 1] (height, width, channels), for convolutions. */
    @CheckReturnValue
    public Mnist images() {
        return new Mnist(this, Shape.of(LabelledDigits.SIDE, LabelledDigits.SIDE, 1));
    }

    /** All training images: 60,000 in the published sets. */
    public Dataset train() {
        return train;
    }

    /**
     * The first five sixths of {@link #train()}: in the published sets the 50,000 that the book trains on (M. Nielsen,
     * Neural Networks and Deep Learning, chapter 1).
     *
     * @throws IllegalStateException if there are fewer than 6 training images
     */
    public Dataset training() {
        return train.subset(0, split());
    }

    /**
     * The last sixth of {@link #train()}, rounded down: in the published sets the book's 10,000 for validation.
     *
     * @throws IllegalStateException if there are fewer than 6 training images
     */
    public Dataset validation() {
        return train.subset(split(), train.size());
    }

    /** The test images: 10,000 in the published sets. */
    public Dataset test() {
        return test;
    }

    /** A line that describes the data, to print with results: {@code MNIST from /data/mnist, SHA-256 verified}. */
    public String source() {
        return source;
    }

    /** True if all four files have the published checksums; always true from the cache. */
    public boolean verified() {
        return verified;
    }

    /** The set that was requested. */
    public DigitSet set() {
        return set;
    }

    /** The names of the classes, from class 0. */
    public List<String> classNames() {
        return set.classNames();
    }

    /** The SHA-256 of the decompressed files, keyed by published file name. */
    public Map<String, String> checksums() {
        return checksums;
    }

    private int split() {
        if (train.size() < VALIDATION_PART) {
            throw new IllegalStateException("At least " + VALIDATION_PART
                    + " images are needed to set some aside for validation, but " + source + " has " + train.size()
                    + "; use train()");
        }
        return train.size() - train.size() / VALIDATION_PART;
    }

    /** The {@link #source()}. */
    @Override
    public String toString() {
        return source;
    }
}
