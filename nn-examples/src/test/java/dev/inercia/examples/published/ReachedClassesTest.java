package dev.inercia.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ND4J carries inside, and nobody can raise from outside: a trace of class loading shows what is reached. */
class ReachedClassesTest {

    /** Each has published faults; THIRD-PARTY.md tells which. */
    private static final List<String> UNREACHED = List.of(
            "org.nd4j.shade.yaml.",
            "org.nd4j.shade.wstx.",
            "org.nd4j.shade.jackson.dataformat.",
            "org.nd4j.shade.guava.io.",
            "org.nd4j.shade.protobuf.CodedInputStream",
            "org.nd4j.shade.protobuf.TextFormat",
            "org.nd4j.shade.protobuf.util.");

    @TempDir
    private Path directory;

    private static Stream<String> loaded(Path trace) throws IOException {
        return Files.readAllLines(trace).stream()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ?", ""));
    }

    @Test
    void nothingWithPublishedFaultsIsReached() throws IOException, InterruptedException {
        Path trace = directory.resolve("classes.txt");
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + trace,
                        "-XX:TieredStopAtLevel=1",
                        Everything.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        List<String> loaded = loaded(trace).toList();
        assertThat(loaded.stream().filter(line -> line.startsWith("org.nd4j.shade.jackson.core.JsonFactory ")))
                .as("the trace works")
                .hasSize(1);
        assertThat(loaded.stream().filter(line -> UNREACHED.stream().anyMatch(line::startsWith)))
                .as("classes with published faults")
                .isEmpty();
    }
}
