package dev.inercia.mnist.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The pictures in a folder, listed but not read: those of the first subfolder, by path, then those of the next.
 *
 * @param folders the names of the subfolders, sorted
 * @param files the files of all subfolders
 * @param labels for each file, the name of its subfolder
 * @param ignored how many other files there are, by suffix
 */
record PictureFiles(List<String> folders, List<Path> files, List<String> labels, Map<String, Integer> ignored) {

    private static final Set<String> SUFFIXES = Stream.of(ImageIO.getReaderFileSuffixes())
            .filter(suffix -> !suffix.isEmpty())
            .map(suffix -> suffix.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    /** Lists a folder and its subfolders; what begins with a dot is passed over. */
    static PictureFiles list(Path folder) {
        PictureFiles found = new PictureFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> subfolders = entries.filter(Files::isDirectory)
                    .filter(path -> !isHidden(path))
                    .sorted(Comparator.comparing(PictureFiles::name))
                    .toList();
            for (Path subfolder : subfolders) {
                found.add(subfolder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Images in " + folder + ": the folder cannot be listed: " + e, e);
        }
        return found;
    }

    private void add(Path subfolder) throws IOException {
        folders.add(name(subfolder));
        Path real = subfolder.toRealPath();
        try (Stream<Path> walk = Files.walk(real)) {
            walk.filter(Files::isRegularFile)
                    .map(real::relativize)
                    .sorted(Comparator.comparing(PictureFiles::portable))
                    .forEach(path -> {
                        if (isHidden(path) || !SUFFIXES.contains(suffix(path))) {
                            ignored.merge(isHidden(path) ? "hidden" : "." + suffix(path), 1, Integer::sum);
                        } else {
                            files.add(subfolder.resolve(path));
                            labels.add(name(subfolder));
                        }
                    });
        }
    }

    /** True if a name on the path begins with a dot, such as those that operating systems and editors leave. */
    private static boolean isHidden(Path path) {
        for (Path name : path.isAbsolute() ? path.getFileName() : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** The same text on every operating system, so that the order is the same. */
    private static String portable(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    private static String suffix(Path path) {
        String name = name(path);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
