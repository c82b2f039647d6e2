package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    private static final String CLASSES = classes();

    @TempDir
    private Path directory;

    private static String classes() {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        for (String entry : entries) {
            if (Files.exists(Path.of(entry, BenchmarkHello.class.getName().replace('.', '/') + ".class"))) {
                return entry;
            }
        }
        throw new IllegalStateException("The test classes are in none of " + List.of(entries));
    }

    private List<String> hello(String classPath) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(java, "-cp", classPath, BenchmarkHello.class.getName()));
    }

    @Test
    void aRunWithItTakesItsClassesFromThere() throws IOException, InterruptedException {
        ClassArchive archive = new ClassArchive(directory);
        String packed = archive.packed(CLASSES + File.pathSeparator + "other.jar");
        assertThat(packed).endsWith(".jar" + File.pathSeparator + "other.jar").doesNotContain(CLASSES);

        List<String> command = hello(packed);
        command.add(1, archive.make("hello", hello(packed)));
        command.add(2, "-Xshare:on"); // an error if the archive does not fit
        command.add(3, "-Xlog:class+load");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains(BenchmarkHello.class.getName())))
                .isNotEmpty()
                .allMatch(line -> line.contains("shared objects file"));
    }

    @Test
    void saysWhyThereIsNone() {
        List<String> nobody = new ArrayList<>(hello(CLASSES));
        nobody.set(nobody.size() - 1, "Nobody");

        assertThatThrownBy(() -> new ClassArchive(directory).make("nobody", nobody))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no class archive was made")
                .hasMessageContaining("Nobody");
    }
}
