package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache and the mirrors: what is good is kept, what is bad never is, and whoever fails says why. */
@Timeout(30)
class CacheSourceTest {

    private static final Download.Patience SHORT =
            new Download.Patience(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofSeconds(1));
    private static final Download.Patience LONG =
            new Download.Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
    private static final DigitFile FILE = DigitFile.TRAIN_LABELS;
    private static final String NAME = "train-labels-idx1-ubyte.gz";

    @TempDir
    Path directory;

    private DigitServer server;
    private URI good;
    private Path cache;

    @BeforeEach
    void start() throws IOException {
        server = new DigitServer();
        good = server.mirror("good", DigitServer::good);
        cache = directory.resolve("not").resolve("there").resolve("yet");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CacheSource source(Download.Patience patience, URI... mirrors) {
        return new CacheSource(cache, List.of(mirrors), SmallDigits.published(false), patience);
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void downloadsOnceAndThenAsksNobody(boolean ofGzip) throws IOException {
        var files = SmallDigits.published(ofGzip);
        Mnist first = Mnist.load(DigitSet.MNIST, "x", new CacheSource(cache, List.of(good), files, LONG));
        assertThat(first.verified()).isTrue();
        assertThat(first.test().size()).isEqualTo(6);
        assertThat(server.requests())
                .containsExactly(
                        "/good/train-images-idx3-ubyte.gz",
                        "/good/train-labels-idx1-ubyte.gz",
                        "/good/t10k-images-idx3-ubyte.gz",
                        "/good/t10k-labels-idx1-ubyte.gz");
        assertThat(cached())
                .containsExactly(
                        "t10k-images-idx3-ubyte.gz",
                        "t10k-labels-idx1-ubyte.gz",
                        "train-images-idx3-ubyte.gz",
                        "train-labels-idx1-ubyte.gz");
        assertThat(cache.resolve(NAME)).hasBinaryContent(SmallDigits.gzip(FILE));

        Mnist second = Mnist.load(DigitSet.MNIST, "x", new CacheSource(cache, List.of(good), files, LONG));
        assertThat(second.checksums()).isEqualTo(first.checksums());
        assertThat(server.requests()).as("none since").hasSize(4);
    }

    /** Each of them gives way to the good mirror and leaves nothing behind. */
    enum Bad {
        NOT_FOUND,
        FORBIDDEN,
        SERVER_ERROR,
        ERROR_PAGE,
        EMPTY,
        HANGS_UP,
        TRUNCATED_GZIP,
        OTHER_FILE,
        OTHER_BYTES,
        ENDLESS,
        GOES_SILENT,
        SAYS_NOTHING,
        DRIPS,
        NOBODY_THERE
    }

    /** Only where it is waited out: a busy machine can keep a good mirror waiting too. */
    private static Download.Patience patience(Bad bad) {
        return switch (bad) {
            case GOES_SILENT, SAYS_NOTHING, DRIPS -> SHORT;
            default -> LONG;
        };
    }

    private URI bad(Bad bad) throws IOException {
        byte[] file = SmallDigits.gzip(FILE);
        return switch (bad) {
            case NOT_FOUND -> server.mirror("bad", DigitServer.status(404));
            case FORBIDDEN -> server.mirror("bad", DigitServer.status(403));
            case SERVER_ERROR -> server.mirror("bad", DigitServer.status(500));
            case ERROR_PAGE ->
                server.mirror("bad", DigitServer.instead("<html>Sorry</html>".getBytes(StandardCharsets.US_ASCII)));
            case EMPTY -> server.mirror("bad", DigitServer.instead(new byte[0]));
            case HANGS_UP -> server.mirror("bad", DigitServer::hangsUp);
            case TRUNCATED_GZIP -> server.mirror("bad", DigitServer.instead(Arrays.copyOf(file, file.length - 5)));
            case OTHER_FILE -> server.mirror("bad", DigitServer.instead(SmallDigits.gzip(DigitFile.TEST_LABELS)));
            case OTHER_BYTES -> server.mirror("bad", DigitServer.instead(SmallDigits.gzip(otherLabels())));
            case ENDLESS -> server.mirror("bad", DigitServer::endless);
            case GOES_SILENT -> server.mirror("bad", server::goesSilent);
            case SAYS_NOTHING -> server.mirror("bad", server::saysNothing);
            case DRIPS -> server.mirror("bad", DigitServer::drips);
            case NOBODY_THERE -> {
                try (ServerSocket socket = new ServerSocket(0)) {
                    yield URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/bad/");
                }
            }
        };
    }

    private static String reason(Bad bad) {
        return switch (bad) {
            case NOT_FOUND -> "expected HTTP status 200, found 404";
            case FORBIDDEN -> "expected HTTP status 200, found 403";
            case SERVER_ERROR -> "expected HTTP status 200, found 500";
            case ERROR_PAGE ->
                NAME + ": expected an IDX file (00 00, an element type 08, 09, 0b, 0c, 0d or 0e, then the"
                        + " number of dimensions), found 3c 68 74 6d (\"<htm\")";
            case EMPTY ->
                NAME + ": expected an IDX file (00 00, an element type 08, 09, 0b, 0c, 0d or 0e, then the"
                        + " number of dimensions), found no bytes at all";
            case HANGS_UP -> "fixed content-length: 40, bytes received: 20";
            case TRUNCATED_GZIP -> NAME + ": expected a complete gzip stream, found its end after ";
            case OTHER_FILE -> NAME + ": expected UBYTE [12], found UBYTE [6] - this is another file";
            case OTHER_BYTES ->
                NAME + ": expected SHA-256 " + SmallDigits.labels(12).sha256() + " of the decompressed bytes, found "
                        + otherLabels().sha256();
            case ENDLESS -> "expected at most 4108 bytes, found more";
            case GOES_SILENT -> "HttpTimeoutException: nothing more came for 0.4 s, after 20 bytes";
            case SAYS_NOTHING -> "HttpTimeoutException: nothing more came for 0.4 s, after 0 bytes";
            case DRIPS -> "HttpTimeoutException: not finished after 1.0 s, after ";
            case NOBODY_THERE -> "ConnectException";
        };
    }

    private static IdxArray otherLabels() {
        IdxArray labels = SmallDigits.labels(12);
        labels.bytes()[0] = 9;
        return labels;
    }

    @ParameterizedTest
    @EnumSource
    void badMirrorGivesWayToTheNext(Bad bad) throws IOException {
        CacheSource source = source(patience(bad), bad(bad), good);
        assertThat(source.read(FILE).array().bytes())
                .isEqualTo(SmallDigits.labels(12).bytes());
        assertThat(server.requests()).endsWith("/good/" + NAME);
        assertThat(cached()).containsExactly(NAME);
        assertThat(cache.resolve(NAME)).hasBinaryContent(SmallDigits.gzip(FILE));
    }

    @ParameterizedTest
    @EnumSource
    void badMirrorAloneLeavesNothingBehindAndSaysWhy(Bad bad) throws IOException {
        URI mirror = bad(bad);
        assertThatThrownBy(() -> source(patience(bad), mirror).read(FILE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot get " + NAME + ": there is no sound copy in the cache " + cache)
                .hasMessageContaining("\n  " + mirror + NAME + "\n    " + reason(bad))
                .hasMessageContaining("Mnist.load(directory) or, for MNIST, the environment variable INERCIA_DATA");
        assertThat(cached()).isEmpty();
    }

    @Test
    void theErrorListsEveryMirror() {
        URI first = server.mirror("first", DigitServer.status(403));
        URI second = server.mirror("second", DigitServer.status(404));
        assertThatThrownBy(() -> source(LONG, first, second).read(FILE))
                .hasMessageContaining(first + NAME + "\n    expected HTTP status 200, found 403\n  " + second + NAME
                        + "\n    expected HTTP status 200, found 404\nTry again");
    }

    @Test
    void aMirrorThatFailedIsAskedLastForTheNextFile() throws IOException {
        CacheSource source = source(LONG, server.mirror("bad", DigitServer.status(404)), good);
        source.read(DigitFile.TRAIN_LABELS);
        source.read(DigitFile.TEST_LABELS);
        assertThat(server.requests())
                .containsExactly("/bad/" + NAME, "/good/" + NAME, "/good/t10k-labels-idx1-ubyte.gz");
    }

    @Test
    void followsRedirects() throws IOException {
        URI moved = server.mirror("moved", (exchange, file) -> {
            exchange.getResponseHeaders().set("Location", good + NAME);
            exchange.sendResponseHeaders(302, -1);
        });
        assertThat(source(LONG, moved).read(FILE).verified()).isTrue();
    }

    @Test
    void aCachedFileThatWentBadIsFetchedAgain() throws IOException {
        byte[] file = SmallDigits.gzip(FILE);
        Files.createDirectories(cache);
        for (byte[] bad : List.of(new byte[0], Arrays.copyOf(file, file.length / 2), SmallDigits.gzip(otherLabels()))) {
            Files.write(cache.resolve(NAME), bad);
            assertThat(source(LONG, good).read(FILE).verified()).isTrue();
            assertThat(cache.resolve(NAME)).hasBinaryContent(file);
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void gzipChecksumCoversEveryByteOfTheFile() throws IOException {
        byte[] repacked = SmallDigits.gzip(FILE);
        repacked[4] ^= 1; // the time in the header: the same data, another .gz
        URI mirror = server.mirror("repacked", DigitServer.instead(repacked));
        assertThat(source(LONG, mirror).read(FILE).verified()).isTrue();
        Files.delete(cache.resolve(NAME));
        CacheSource strict = new CacheSource(cache, List.of(mirror), SmallDigits.published(true), LONG);
        assertThatThrownBy(() -> strict.read(FILE))
                .hasMessageContaining(NAME + ": expected SHA-256 ")
                .hasMessageContaining(" of the .gz, found ");
        assertThat(cached()).isEmpty();
    }

    @Test
    void unwritableCacheSaysHowToNameAnother() throws IOException {
        cache = Files.createFile(directory.resolve("file")).resolve("cache");
        assertThatThrownBy(() -> source(LONG, good).read(FILE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write to the cache " + cache + ": File")
                .hasMessageEndingWith("name a directory that can be written with -Dinercia.cache=... or the environment"
                        + " variable INERCIA_CACHE");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void interruptEndsIt() throws IOException {
        URI silent = server.mirror("silent", server::saysNothing);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> source(LONG, silent, good).read(FILE))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("interrupted while downloading");
        assertThat(Thread.interrupted()).as("the flag is still up").isTrue();
        assertThat(cached()).isEmpty();
    }
}
