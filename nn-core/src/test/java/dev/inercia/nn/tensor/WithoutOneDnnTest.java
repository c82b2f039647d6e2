package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Numbers;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.buffer.DataType;

/** JVMs whose class path lacks oneDNN or its natives, or whose property pins a library. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "x86_64"})
class WithoutOneDnnTest {

    /** Prints who computes, and the bits of two products, large and small. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            StringBuilder bits = new StringBuilder();
            for (int side : new int[] {40, 400}) {
                Memory a = Memory.of(Numbers.array(DataType.FLOAT, Numbers.uniform(side * side, -1, 1, 1), side, side));
                Memory c = Memory.zeros(DataType.FLOAT, side, side);
                if (args.length > 0) {
                    Thread.currentThread().interrupt();
                }
                c.matrix(side, side)
                        .setProduct(a.matrix(side, side), a.matrix(side, side).transposed());
                bits.append(' ').append(Arrays.hashCode(c.array().data().asFloat()));
            }
            System.out.println("RESULT " + Products.libraries() + ":" + bits);
        }
    }

    private record Outcome(String result, List<String> lines) {}

    private static Outcome run(Predicate<String> isOnClassPath, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        String classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(isOnClassPath)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.log.dev.inercia=debug",
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-cp",
                classPath,
                Program.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String> lines = output.lines().toList();
        String result = lines.stream()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow();
        return new Outcome(result.substring("RESULT ".length()), lines);
    }

    private static List<String> about(Outcome outcome) {
        return outcome.lines.stream()
                .filter(line -> line.contains("oneDNN") && !line.startsWith("RESULT"))
                .toList();
    }

    private static boolean isOneDnn(String entry) {
        return entry.contains("dnnl") || entry.contains("opencl");
    }

    @Test
    void everythingWorksAsWithOpenBlasPinnedAndSaysSoOnce() throws IOException, InterruptedException {
        Outcome pinned = run(entry -> true, List.of("-Dinercia.products=openblas"));
        assertThat(pinned.result).startsWith("OpenBLAS: ");
        assertThat(about(pinned)).isEmpty();
        Outcome without = run(entry -> !isOneDnn(entry), List.of("-Dinercia.products=onednn"));
        assertThat(without.result).isEqualTo(pinned.result);
        assertThat(about(without))
                .singleElement()
                .asString()
                .contains("DEBUG")
                .contains("oneDNN could not be loaded (")
                .endsWith("): OpenBLAS computes all products");
        Outcome withoutNatives = run(entry -> !(isOneDnn(entry) && entry.contains("x86_64")), List.of());
        assertThat(withoutNatives.result).isEqualTo(pinned.result);
        assertThat(about(withoutNatives)).hasSize(1);
    }

    @Test
    void itIsLoadedForAnInterruptedThreadAndWithAnyClassPath() throws IOException, InterruptedException {
        Outcome pinned = run(entry -> true, List.of("-Dinercia.products=onednn"));
        assertThat(pinned.result).startsWith("oneDNN 2.5.2: ");
        assertThat(about(pinned)).hasSize(1);
        Outcome interrupted = run(entry -> true, List.of("-Dinercia.products=onednn"), "interrupted");
        assertThat(interrupted.result).isEqualTo(pinned.result);
    }

    @Test
    void aSettingThatMakesNoSenseIsSaidAndIgnored() throws IOException, InterruptedException {
        Outcome outcome = run(entry -> true, List.of("-Dinercia.products=mkl"));
        assertThat(outcome.result).startsWith("OpenBLAS and oneDNN 2.5.2: ");
        assertThat(outcome.lines)
                .filteredOn(line -> line.contains("inercia.products"))
                .singleElement()
                .asString()
                .contains("WARN")
                .endsWith("inercia.products must be openblas or onednn, but is 'mkl': choosing by processor and size");
    }
}
