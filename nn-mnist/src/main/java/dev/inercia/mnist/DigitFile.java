package dev.inercia.mnist;

import java.util.List;

/** The four files of a digit set, with the names of MNIST, which most sets use. */
enum DigitFile {
    TRAIN_IMAGES("train-images", 60_000, 28, 28),
    TRAIN_LABELS("train-labels", 60_000),
    TEST_IMAGES("t10k-images", 10_000, 28, 28),
    TEST_LABELS("t10k-labels", 10_000);

    private final String stem;
    private final List<Integer> dimensions;

    DigitFile(String stem, Integer... dimensions) {
        this.stem = stem;
        this.dimensions = List.of(dimensions);
    }

    boolean isTraining() {
        return this == TRAIN_IMAGES || this == TRAIN_LABELS;
    }

    /** Images or labels. */
    String kind() {
        return stem.substring(stem.indexOf('-') + 1);
    }

    /** The dimensions of MNIST's file. */
    List<Integer> dimensions() {
        return dimensions;
    }

    /** The name without {@code .gz}: {@code train-images-idx3-ubyte}. */
    String publishedName() {
        return stem + "-idx" + dimensions.size() + "-ubyte";
    }

    /** The accepted names: as published, and with the dot that some unpackers insert. */
    List<String> spellings() {
        return spellings(publishedName());
    }

    /** A published name with and without {@code .gz}, and each with a dot. */
    static List<String> spellings(String name) {
        String dotted = name.replace("-idx", ".idx");
        return List.of(name + ".gz", name, dotted + ".gz", dotted);
    }
}
