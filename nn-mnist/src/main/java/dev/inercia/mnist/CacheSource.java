package dev.inercia.mnist;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of verified downloads, filled from the mirrors on demand.
 *
 * <p>Every read verifies the checksum, so a file that went bad on disk is downloaded again. A download goes to a
 * temporary file beside its target, is verified there and then moved atomically: every process sees a complete, intact
 * file or none, and two concurrent downloads both succeed. Not thread-safe.
 */
final class CacheSource implements DigitSource {

    private static final Logger LOG = LoggerFactory.getLogger(CacheSource.class);

    private final Path folder;
    private final List<URI> mirrors;
    private final Map<DigitFile, PublishedFile> files;
    private final Download.Patience patience;
    private Download download;

    CacheSource(Path folder, List<URI> mirrors, Map<DigitFile, PublishedFile> files, Download.Patience patience) {
        this.folder = folder;
        this.mirrors = new ArrayList<>(mirrors);
        this.files = files;
        this.patience = patience;
    }

    @Override
    public DigitData read(DigitFile file) throws IOException {
        PublishedFile published = files.get(file);
        Path target = folder.resolve(published.name() + ".gz");
        if (Files.exists(target)) {
            try {
                return published.readVerified(target, target.toString());
            } catch (IOException e) {
                LOG.warn("A cached file is not sound and is fetched again: {}", Idx.describe(e));
            }
        }
        return fetch(published, target);
    }

    private DigitData fetch(PublishedFile published, Path target) throws IOException {
        Path part = createPart(published);
        try {
            StringBuilder failures = new StringBuilder();
            for (URI mirror : List.copyOf(mirrors)) {
                URI address = mirror.resolve(published.name() + ".gz");
                DigitData data;
                try {
                    data = fetch(published, address, part);
                } catch (IOException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    LOG.info("{} failed: {}", address, Idx.describe(e));
                    failures.append("\n  ").append(address).append("\n    ").append(Idx.describe(e));
                    // Start the next file with a mirror that may still work.
                    mirrors.remove(mirror);
                    mirrors.add(mirror);
                    continue;
                }
                keep(part, target, published);
                return data;
            }
            throw new IOException(
                    "Cannot get " + published.name() + ".gz: there is no sound copy in the cache " + folder
                            + ", and no mirror gave it:" + failures
                            + "\nTry again when the network is there, or get the four files some other way and name"
                            + " their directory, with Mnist.load(directory) or, for MNIST, the environment variable "
                            + Mnist.DATA);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private DigitData fetch(PublishedFile published, URI address, Path part) throws IOException {
        LOG.info("Downloading {}", address);
        if (download == null) {
            download = new Download(patience);
        }
        download.fetch(address, part, published.maxDownloadBytes());
        return published.readVerified(part, published.name() + ".gz");
    }

    /** Not by {@link Files#createTempFile}, whose files are readable by their owner only; a cache may be shared. */
    private Path createPart(PublishedFile published) throws IOException {
        try {
            Files.createDirectories(folder);
            Path part = Files.createFile(folder.resolve(published.name() + "." + UUID.randomUUID() + ".part"));
            part.toFile().deleteOnExit(); // for Ctrl-C during a download
            return part;
        } catch (IOException e) {
            throw new IOException(
                    "Cannot write to the cache " + folder + ": " + Idx.describe(e) + " - name a directory that can be"
                            + " written with -D" + CacheDirectory.PROPERTY + "=... or the environment variable "
                            + CacheDirectory.VARIABLE,
                    e);
        }
    }

    private static void keep(Path part, Path target, PublishedFile published) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Windows refuses while another process reads the target, which that process has then just downloaded.
            try {
                published.readVerified(target, target.toString());
            } catch (IOException unsound) {
                e.addSuppressed(unsound);
                throw new IOException("Cannot move a download to " + target + ": " + Idx.describe(e), e);
            }
        }
    }
}
