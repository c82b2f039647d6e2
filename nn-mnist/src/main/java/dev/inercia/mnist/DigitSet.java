package dev.inercia.mnist;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sets of 28 x 28 grey images that {@link Mnist} loads: their files, mirrors, checksums and class names.
 *
 * <p>Some mirrors use plain http; a download is kept only if its SHA-256 is the published one. EMNIST and QMNIST are
 * not downloaded: EMNIST comes as one archive, and no SHA-256 of its files is published. Get the files from the page
 * in {@link #home()} and name their directory.
 */
public enum DigitSet {
    /** Handwritten digits: Y. LeCun, C. Cortes and C. Burges, The MNIST database. Ten names, "0" to "9". */
    MNIST(
            "MNIST",
            "CC BY-SA 3.0, Yann LeCun, Corinna Cortes and Christopher J. C. Burges",
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            List.of(
                    "https://storage.googleapis.com/cvdf-datasets/mnist/",
                    "https://ossci-datasets.s3.amazonaws.com/mnist/"),
            false, // mirrors compress differently
            List.of(
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            List.of()),

    /** Clothes: H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST, 2017, arXiv:1708.07747. */
    FASHION_MNIST(
            "Fashion-MNIST",
            "MIT, Zalando SE",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            List.of(
                    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            true,
            List.of(
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            List.of(
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),

    /** Cursive Japanese characters: T. Clanuwat and others, Deep Learning for Classical Japanese Literature, 2018. */
    KMNIST(
            "KMNIST",
            "CC BY-SA 4.0, created by CODH from the Kuzushiji dataset of NIJL, doi:10.20676/00000341",
            List.of("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を"),
            List.of("http://codh.rois.ac.jp/kmnist/dataset/kmnist/", "https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            true,
            List.of(
                    "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
                    "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
                    "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
                    "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
            List.of()),

    /** 131,600 digits and letters, 47 classes: G. Cohen and others, EMNIST, 2017, arXiv:1702.05373. */
    EMNIST_BALANCED(
            "EMNIST-Balanced",
            "emnist-balanced",
            names("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"),
            0,
            112_800,
            18_800),

    /** 145,600 letters, upper and lower case in one class: as {@link #EMNIST_BALANCED}. Class 0 is "A". */
    EMNIST_LETTERS("EMNIST-Letters", "emnist-letters", names("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 1, 124_800, 20_800),

    /** 280,000 digits: as {@link #EMNIST_BALANCED}. */
    EMNIST_DIGITS("EMNIST-Digits", "emnist-digits", names("0123456789"), 0, 240_000, 40_000),

    /**
     * MNIST's training digits and all 60,000 test digits, made again from NIST's: C. Yadav and L. Bottou, Cold Case:
     * the Lost MNIST Digits, 2019, arXiv:1905.10498. Labels are the first of eight columns.
     */
    QMNIST();

    private final String title;
    private final String licence;
    private final List<String> classNames;
    private final List<URI> mirrors;
    private final Map<DigitFile, PublishedFile> files;
    private final URI home;
    private final int firstLabel;
    private final boolean isTransposed;

    /** Takes checksums in the order of {@link DigitFile}, and those of the decompressed bytes, if others and known. */
    DigitSet(
            String title,
            String licence,
            List<String> classNames,
            List<String> mirrors,
            boolean ofGzip,
            List<String> checksums,
            List<String> unpacked) {
        this.title = title;
        this.licence = licence;
        this.classNames = classNames;
        this.mirrors = mirrors.stream().map(URI::create).toList();
        Map<DigitFile, PublishedFile> published = new EnumMap<>(DigitFile.class);
        for (DigitFile file : DigitFile.values()) {
            published.put(
                    file,
                    new PublishedFile(
                            file.publishedName(),
                            IdxType.UBYTE,
                            file.dimensions(),
                            checksums.get(file.ordinal()),
                            unpacked.isEmpty() ? "" : unpacked.get(file.ordinal()),
                            ofGzip));
        }
        this.files = Collections.unmodifiableMap(published);
        this.home = this.mirrors.get(0);
        this.firstLabel = 0;
        this.isTransposed = false;
    }

    /** A part of EMNIST, whose images are transposed. */
    DigitSet(String title, String prefix, List<String> classNames, int firstLabel, int train, int test) {
        this.title = title;
        this.licence = "NIST Special Database 19, Gregory Cohen, Saeed Afshar, Jonathan Tapson and Andre van Schaik";
        this.classNames = classNames;
        this.mirrors = List.of();
        this.home = URI.create("https://www.nist.gov/itl/products-and-services/emnist-dataset");
        this.firstLabel = firstLabel;
        this.isTransposed = true;
        Map<DigitFile, PublishedFile> unverified = new EnumMap<>(DigitFile.class);
        for (DigitFile file : DigitFile.values()) {
            List<Integer> dimensions = new ArrayList<>(file.dimensions());
            dimensions.set(0, file.isTraining() ? train : test);
            String name = prefix + (file.isTraining() ? "-train-" : "-test-") + file.kind() + "-idx" + dimensions.size()
                    + "-ubyte";
            unverified.put(file, new PublishedFile(name, IdxType.UBYTE, dimensions, "", "", false));
        }
        this.files = Collections.unmodifiableMap(unverified);
    }

    /** QMNIST, of which the checksums of the labels are known. */
    DigitSet() {
        title = "QMNIST";
        licence = "BSD, Facebook, Inc.";
        classNames = names("0123456789");
        mirrors = List.of();
        home = URI.create("https://github.com/facebookresearch/qmnist");
        firstLabel = 0;
        isTransposed = false;
        List<Integer> images = List.of(60_000, 28, 28);
        List<Integer> labels = List.of(60_000, 8);
        files = Map.of(
                DigitFile.TRAIN_IMAGES,
                new PublishedFile("qmnist-train-images-idx3-ubyte", IdxType.UBYTE, images, "", "", false),
                DigitFile.TRAIN_LABELS,
                new PublishedFile(
                        "qmnist-train-labels-idx2-int",
                        IdxType.INT,
                        labels,
                        "bb1b6e1ec7b04fd5696f1ed50b5f58f8ef195118edd5c93c81783df9740b8ac5",
                        "",
                        false),
                DigitFile.TEST_IMAGES,
                new PublishedFile("qmnist-test-images-idx3-ubyte", IdxType.UBYTE, images, "", "", false),
                DigitFile.TEST_LABELS,
                new PublishedFile(
                        "qmnist-test-labels-idx2-int",
                        IdxType.INT,
                        labels,
                        "92d0ccb8c25f9c6534270fb4be7e1d24a1c6d315edfc8a638bfbd31c70f362dd",
                        "",
                        false));
    }

    private static List<String> names(String characters) {
        return List.of(characters.split(""));
    }

    /** The name as its authors write it: {@code Fashion-MNIST}. */
    public String title() {
        return title;
    }

    /** The licence of the data and its authors, in a line. */
    public String licence() {
        return licence;
    }

    /** The names of the classes, from class 0. */
    public List<String> classNames() {
        return classNames;
    }

    /** The URLs of the folders to download from, in the order in which they are tried; none for EMNIST and QMNIST. */
    public List<URI> mirrors() {
        return mirrors;
    }

    /** Where the set is published. */
    public URI home() {
        return home;
    }

    /** The number that the files give to class 0. */
    int firstLabel() {
        return firstLabel;
    }

    /** True if the files hold every image with rows and columns exchanged. */
    boolean isTransposed() {
        return isTransposed;
    }

    /** The name of its folder in the cache: {@code fashion-mnist}. */
    String folder() {
        return title.toLowerCase(Locale.ROOT);
    }

    Map<DigitFile, PublishedFile> files() {
        return files;
    }
}
