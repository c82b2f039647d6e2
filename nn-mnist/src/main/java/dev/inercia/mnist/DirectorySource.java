package dev.inercia.mnist;

import dev.inercia.nn.io.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A directory that the user names. Accepts the usual spellings of the file names, raw or gzip. Users may supply their
 * own digits, so checksums decide what the data is called, not whether it is read.
 */
final class DirectorySource implements DigitSource {

    private static final int LISTED = 12;
    private static final int LONGEST_LISTING = 120;

    private final Path directory;
    private final Map<DigitFile, PublishedFile> files;

    /**
     * @throws IllegalArgumentException if the directory does not exist
     */
    DirectorySource(Path directory, Map<DigitFile, PublishedFile> files) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("Expected a directory with the four files of a digit set, but "
                    + directory.toAbsolutePath() + (Files.exists(directory) ? " is a file" : " does not exist")
                    + "; name the directory that holds "
                    + DigitFile.TRAIN_IMAGES.spellings().get(0)
                    + ", or name none to use the cache and the mirrors");
        }
        this.directory = directory;
        this.files = files;
    }

    @Override
    public DigitData read(DigitFile file) throws IOException {
        return files.get(file).read(path(file));
    }

    /** The file, under whichever spelling it is there. */
    Path path(DigitFile file) throws IOException {
        List<String> spellings = files.get(file).spellings(file);
        for (String spelling : spellings) {
            Path path = directory.resolve(spelling);
            if (Files.isRegularFile(path)) {
                return path;
            }
        }
        String why = "expected one of " + String.join(", ", spellings.subList(0, 4)) + ", found "
                + Failure.cut(listing(), LONGEST_LISTING)
                + " - name the directory that holds the four files, or none to use the cache and the mirrors";
        throw new IOException(Failure.message(directory, why));
    }

    private String listing() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names = entries.limit(LISTED + 1)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                return "nothing";
            }
            String shown = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
            return names.size() > LISTED ? shown + " and more" : shown;
        }
    }
}
