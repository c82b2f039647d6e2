package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.OwnJvm;
import dev.inercia.nn.OwnJvm.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
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
            OwnJvm.print(Products.libraries() + ":" + bits);
        }
    }

    private static Outcome run(Predicate<String> isOnClassPath, String products, String... arguments) {
        OwnJvm jvm = OwnJvm.of(Program.class).classPath(isOnClassPath);
        return (products.isEmpty() ? jvm : jvm.option("-Dinercia.products=" + products)).run(arguments);
    }

    private static List<String> about(Outcome outcome) {
        return outcome.lines().stream()
                .filter(line -> line.contains("oneDNN") && !line.startsWith("RESULT"))
                .toList();
    }

    private static boolean isOneDnn(String entry) {
        return entry.contains("dnnl") || entry.contains("opencl");
    }

    @Test
    void everythingWorksAsWithOpenBlasPinnedAndSaysSoOnce() {
        Outcome pinned = run(entry -> true, "openblas");
        assertThat(pinned.result()).startsWith("OpenBLAS: ");
        assertThat(about(pinned)).isEmpty();
        Outcome without = run(entry -> !isOneDnn(entry), "onednn");
        assertThat(without.result()).isEqualTo(pinned.result());
        assertThat(about(without))
                .singleElement()
                .asString()
                .contains("DEBUG")
                .contains("oneDNN could not be loaded (")
                .endsWith("): OpenBLAS computes all products");
        Outcome withoutNatives = run(entry -> !(isOneDnn(entry) && entry.contains("x86_64")), "");
        assertThat(withoutNatives.result()).isEqualTo(pinned.result());
        assertThat(about(withoutNatives)).hasSize(1);
    }

    @Test
    void itIsLoadedForAnInterruptedThreadAndWithAnyClassPath() {
        Outcome pinned = run(entry -> true, "onednn");
        assertThat(pinned.result()).startsWith("oneDNN 2.5.2: ");
        assertThat(about(pinned)).hasSize(1);
        Outcome interrupted = run(entry -> true, "onednn", "interrupted");
        assertThat(interrupted.result()).isEqualTo(pinned.result());
    }

    @Test
    void aSettingThatMakesNoSenseIsSaidAndIgnored() {
        Outcome outcome = run(entry -> true, "mkl");
        assertThat(outcome.result()).startsWith("OpenBLAS and oneDNN 2.5.2: ");
        assertThat(outcome.lines())
                .filteredOn(line -> line.contains("inercia.products"))
                .singleElement()
                .asString()
                .contains("WARN")
                .endsWith("inercia.products must be openblas or onednn, but is 'mkl': choosing by processor and size");
    }
}
