package dev.inercia.mnist;

import java.util.List;

/** The four files of a digit set; every set uses the names of MNIST. */
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

    /** The dimensions of the published file. */
    List<Integer> dimensions() {
        return dimensions;
    }

    /** The name without {@code .gz}: {@code train-images-idx3-ubyte}. */
    String publishedName() {
        return stem + "-idx" + dimensions.size() + "-ubyte";
    }

    /** The accepted names: as published, and with the dot that some unpackers insert. */
    List<String> spellings() {
        String dotted = stem + ".idx" + dimensions.size() + "-ubyte";
        return List.of(publishedName() + ".gz", publishedName(), dotted + ".gz", dotted);
    }
}
