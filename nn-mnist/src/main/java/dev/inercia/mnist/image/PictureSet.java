package dev.inercia.mnist.image;

import dev.inercia.nn.data.ByteRows;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.Failure;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures that have been looked at.
 *
 * @param dataset the sound ones
 * @param skipped for each damaged one, its path and what is wrong with it
 */
record PictureSet(Dataset dataset, List<String> skipped) {

    private static final Logger LOG = LoggerFactory.getLogger(PictureSet.class);
    /** The most damaged files that the log names one by one. */
    private static final int NAMED = 20;

    /** Decodes every picture once, and keeps as many as the limit allows. */
    static PictureSet read(
            Path folder, PictureFiles found, Shape shape, List<String> classes, boolean refuses, long keptBytes) {
        requireClasses(folder, found, classes);
        int size = found.files().size();
        byte[][] kept = new byte[size][];
        String[] faults = new String[size];
        long most = keptBytes / shape.size();
        AtomicInteger next = new AtomicInteger();
        // One at a time, since some take far longer than others.
        Cores.share(
                (part, parts) -> {
                    for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
                        try {
                            byte[] bytes = read(found.files().get(i), shape);
                            kept[i] = i < most ? bytes : null;
                        } catch (IllegalArgumentException e) {
                            faults[i] = e.getMessage();
                        }
                    }
                },
                Math.max(1, Math.min(Cores.count(), size)));
        List<String> skipped = report(folder, found, faults, refuses);
        List<Path> files = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (faults[i] == null) {
                files.add(found.files().get(i));
                bytes.add(kept[i]);
                labels.add(found.labels().get(i));
            }
        }
        requirePictures(folder, found, labels, skipped.size(), classes);
        ByteRows rows = row -> bytes.get(row) != null ? bytes.get(row) : read(files.get(row), shape);
        return new PictureSet(rows.dataset(shape, labels, classes), skipped);
    }

    /** Reads one picture, scaled. */
    static byte[] read(Path file, Shape shape) {
        String name = "Picture " + file;
        try {
            return Picture.bytes(
                    ImageFile.read(file, name), shape.dimension(0), shape.dimension(1), shape.dimension(2));
        } catch (RuntimeException e) {
            // Colour models of damaged files throw all kinds of exceptions.
            if (e instanceof IllegalArgumentException || e instanceof IndexOutOfBoundsException) {
                throw new IllegalArgumentException(Failure.message(name, String.valueOf(e.getMessage())), e);
            }
            throw e;
        }
    }

    private static void requireClasses(Path folder, PictureFiles found, List<String> classes) {
        if (found.folders().isEmpty()) {
            throw new IllegalArgumentException("Images in " + folder + ": expected a subfolder for each class; found"
                    + " none. Move the pictures of each class to a folder of its own.");
        }
        for (String name : found.folders()) {
            if (!classes.isEmpty() && !classes.contains(name)) {
                throw new IllegalArgumentException("Images in " + folder + ": expected a subfolder for each of the"
                        + " classes " + classes + "; found '" + name + "', which is none of them. Move it away, or"
                        + " train with it.");
            }
        }
    }

    private static void requirePictures(
            Path folder, PictureFiles found, List<String> labels, int skipped, List<String> classes) {
        Set<String> filled = new HashSet<>(labels);
        for (String name : found.folders()) {
            if (filled.isEmpty() || classes.isEmpty() && !filled.contains(name)) {
                throw new IllegalArgumentException("Images in " + folder + ": expected pictures in each subfolder;"
                        + " found none in '" + name + "' (in all: " + skipped + " damaged, ignored "
                        + found.ignored() + "). Add pictures in a format such as PNG or JPEG, or move it away.");
            }
        }
    }

    private static List<String> report(Path folder, PictureFiles found, String[] faults, boolean refuses) {
        List<String> skipped = new ArrayList<>();
        for (String fault : faults) {
            if (fault != null && refuses) {
                throw new IllegalArgumentException(fault);
            }
            if (fault != null) {
                skipped.add(fault);
                if (skipped.size() <= NAMED) {
                    LOG.warn("Skipped: {}", fault);
                }
            }
        }
        if (!skipped.isEmpty()) {
            LOG.warn("Images in {}: skipped {} damaged files of {}", folder, skipped.size(), faults.length);
        }
        if (!found.ignored().isEmpty()) {
            LOG.info("Images in {}: ignored other files, by suffix: {}", folder, found.ignored());
        }
        return List.copyOf(skipped);
    }
}
