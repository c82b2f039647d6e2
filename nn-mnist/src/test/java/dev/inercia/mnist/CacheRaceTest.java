package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Several that fill one cache at the same time all get the digits, and leave exactly the four good files. */
@Timeout(60)
class CacheRaceTest {

    private static final int RACERS = 3;

    @TempDir
    Path cache;

    /** A server that lets nobody go ahead: the first file comes when everybody has asked for it. */
    private static URI startingLine(DigitServer server) {
        CountDownLatch everybody = new CountDownLatch(RACERS);
        return server.mirror("race", (exchange, file) -> {
            everybody.countDown();
            everybody.await(20, TimeUnit.SECONDS);
            DigitServer.good(exchange, file);
        });
    }

    @Test
    void threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try (DigitServer server = new DigitServer()) {
            URI mirror = startingLine(server);
            List<Callable<String>> racers = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                racers.add(() -> load(cache, mirror));
            }
            for (Future<String> racer : threads.invokeAll(racers)) {
                assertThat(racer.get()).isEqualTo(expected());
            }
            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(RACERS);
        } finally {
            threads.shutdownNow();
        }
        assertOnlyGoodFiles();
    }

    @Test
    void processes() throws Exception {
        try (DigitServer server = new DigitServer()) {
            URI mirror = startingLine(server);
            List<Process> racers = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                racers.add(start(mirror));
            }
            for (Process racer : racers) {
                String output = new String(racer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(racer.waitFor()).as(output).isZero();
                assertThat(output).contains(expected());
            }
            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(RACERS);
        }
        assertOnlyGoodFiles();
    }

    private Process start(URI mirror) throws IOException {
        String classPath = Stream.of(CacheSource.class, CacheRaceTest.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Racer.class.getName(),
                        cache.toString(),
                        mirror.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** What each process runs. */
    static final class Racer {

        private Racer() {}

        public static void main(String[] args) throws IOException {
            System.out.println(load(Path.of(args[0]), URI.create(args[1])));
        }
    }

    private static String load(Path cache, URI mirror) throws IOException {
        CacheSource source =
                new CacheSource(cache, List.of(mirror), SmallDigits.published(false), Download.Patience.DEFAULT);
        List<String> sums = new ArrayList<>();
        for (DigitFile file : DigitFile.values()) {
            sums.add(source.read(file).sha256());
        }
        return String.join(" ", sums);
    }

    private static String expected() {
        return Stream.of(DigitFile.values())
                .map(file -> SmallDigits.array(file).sha256())
                .collect(Collectors.joining(" "));
    }

    private void assertOnlyGoodFiles() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files).hasSize(4);
        }
        for (DigitFile file : DigitFile.values()) {
            assertThat(cache.resolve(file.publishedName() + ".gz")).hasBinaryContent(SmallDigits.gzip(file));
        }
    }
}
