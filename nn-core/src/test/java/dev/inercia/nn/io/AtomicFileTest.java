package dev.inercia.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing is as careful as reading. */
class AtomicFileTest {

    @TempDir
    private Path directory;

    private static void write(Path path, String text) throws IOException {
        AtomicFile.replace(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assumePosix() {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void permissionsAreKept() throws IOException {
        assumePosix();
        Path path = directory.resolve("file");
        write(path, "1");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        write(path, "2");
        assertThat(path).hasContent("2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void linksAreFollowed() throws IOException {
        assumePosix();
        Path target = Files.createDirectories(directory.resolve("elsewhere")).resolve("target");
        write(target, "1");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("elsewhere/target"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("link"));
        write(second, "2");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isSymbolicLink(second)).isTrue();
        assertThat(target).hasContent("2");
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), Path.of("new"));
        write(dangling, "3");
        assertThat(directory.resolve("new")).hasContent("3");
        Path circle = Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
        assertThatThrownBy(() -> write(circle, "4"))
                .isInstanceOf(IOException.class)
                .hasMessage(circle + ": cannot be written: too many symbolic links");
    }

    @Test
    void longNamesAreFine() throws IOException {
        String name = "x".repeat(250);
        write(directory.resolve(name), "1");
        assertThat(names()).containsExactly(name);
    }

    @Test
    void whatKilledWritersLeftIsRemoved() throws Exception {
        Path path = directory.resolve("file");
        write(path, "old");
        for (int i = 0; i < 3; i++) {
            killWhileWriting(path);
        }
        assertThat(path).hasContent("old");
        assertThat(names()).as("each removes that of the one before").hasSize(2);
        write(directory.resolve("other"), "its orphans are others");
        assertThat(names()).hasSize(3);
        write(path, "new");
        assertThat(names()).containsExactly("file", "other");
    }

    private static void killWhileWriting(Path path) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", SlowWriter.class.getName(), path.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('w');
        process.destroyForcibly().waitFor();
    }

    /** Says that it is writing, and never ends. */
    static final class SlowWriter {

        private SlowWriter() {}

        public static void main(String[] args) throws IOException {
            AtomicFile.replace(Path.of(args[0]), out -> {
                out.write(1);
                out.flush();
                System.out.print('w');
                System.out.flush();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void writersOfOneFileLeaveEachOtherAlone() throws Exception {
        Path path = directory.resolve("file");
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String text = String.valueOf(i).repeat(1000);
            threads.add(new Thread(() -> {
                try {
                    for (int j = 0; j < 50; j++) {
                        write(path, text);
                    }
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(names()).containsExactly("file");
        assertThat(Files.readString(path)).hasSize(1000);
    }

    @Test
    void aFailureLeavesWhatWasThereAndNamesFileAndCause() throws IOException {
        Path path = directory.resolve("file");
        write(path, "old");
        assertThatThrownBy(() -> AtomicFile.replace(path, out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(path + ": cannot be written: No space left on device");
        assertThatThrownBy(() -> AtomicFile.replace(path, out -> {
                    throw new UncheckedIOException(new IOException("mine"));
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(path).hasContent("old");
        assertThat(names()).containsExactly("file");
        assertThatThrownBy(() -> write(directory, "x"))
                .hasMessage(directory + ": cannot be written: it is a directory");
    }

    @Test
    void whereWritingIsNotAllowedItSaysSo() throws IOException {
        assumePosix();
        Path path = directory.resolve("file");
        write(path, "old");
        File file = path.toFile();
        Assumptions.assumeTrue(file.setReadOnly() && !Files.isWritable(path), "not as root");
        assertThatThrownBy(() -> write(path, "new")).hasMessage(path + ": cannot be written: permission denied");
        assertThat(path).hasContent("old");
    }
}
