package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.OwnJvm;
import dev.inercia.nn.OwnJvm.Outcome;
import dev.inercia.nn.layer.Dense;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.factory.Nd4j;

/** The first use in a process: on whatever thread it happens, it leaves the same, and a failure says what to mend. */
class StartTest {

    private static final String NO_BACKEND = "java.lang.IllegalStateException: There is no ND4J backend on the class"
            + " path: add the dependency org.nd4j:nd4j-native-platform, in the version of nd4j-api";

    /** Predicts with a new network, first thing, in the state that the argument names. */
    static final class First {

        private First() {}

        public static void main(String[] args) throws Exception {
            Thread thread = new Thread(() -> {
                if (args[0].equals("interrupted")) {
                    Thread.currentThread().interrupt();
                }
                String bits = predict();
                OwnJvm.print(bits + OpenBlas.hasSmallProducts() + " " + Products.libraries() + " "
                        + Thread.currentThread().isInterrupted());
            });
            if (args[0].equals("foreign")) {
                thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
                thread.setPriority(Thread.MIN_PRIORITY);
            }
            thread.start();
            thread.join();
        }

        private static String predict() {
            Network network = Network.input(784).layer(new Dense(300)).build();
            float[] x = new float[784];
            Arrays.setAll(new Object[784], i -> x[i] = (i * 37 % 101) / 101f);
            float[] y = new float[300];
            network.predict(x, y);
            return Arrays.hashCode(y) + " ";
        }
    }

    private static Outcome first(String state, Path temporary) {
        return OwnJvm.of(First.class)
                .option("-Djava.io.tmpdir=" + temporary)
                .option("-Dinercia.threads=2")
                .run(state);
    }

    @Test
    void theThreadThatComesFirstMakesNoDifference(@TempDir Path temporary) {
        String plain = first("plain", temporary).result();
        assertThat(plain).endsWith(" false");
        assertThat(first("foreign", temporary).result()).isEqualTo(plain);
        assertThat(first("interrupted", temporary).result()).isEqualTo(plain.replaceFirst("false$", "true"));
    }

    /** Nothing unpacked yet: natives are written to files, which breaks off on an interrupted thread. */
    @Test
    void nativesAreUnpackedForAnInterruptedThread(@TempDir Path cache) {
        Outcome outcome = OwnJvm.of(First.class)
                .option("-Dorg.bytedeco.javacpp.cachedir=" + cache)
                .run("interrupted");
        assertThat(outcome.result()).endsWith(" true");
    }

    /** Tries twice, and prints what was thrown. */
    static final class Failing {

        private Failing() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    Network.input(2).layer(new Dense(2)).build();
                    OwnJvm.print("built");
                } catch (RuntimeException | Error e) {
                    OwnJvm.print(e);
                }
            }
        }
    }

    @Test
    void withoutABackendTheDependencyToAddIsNamed() {
        Outcome outcome = OwnJvm.of(Failing.class)
                .classPath(entry -> !entry.contains("nd4j-native"))
                .run();
        assertThat(outcome.results()).containsExactly(NO_BACKEND, NO_BACKEND);
    }

    @Test
    void withoutNativesTheCauseIsNamedEachTime() {
        Outcome outcome = OwnJvm.of(Failing.class)
                .classPath(entry -> !entry.matches(".*nd4j-native-[^/]*(linux|windows|macosx)-.*"))
                .run();
        assertThat(outcome.results())
                .hasSize(2)
                .allMatch(result -> result.startsWith(
                                "java.lang.IllegalStateException: ND4J could not start: java.lang.UnsatisfiedLinkError: ")
                        && result.contains(" jnind4jcpu ")
                        && result.endsWith(
                                "add the dependency org.nd4j:nd4j-native-platform, or the natives of this platform"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void whereNativeAccessIsDeniedTheOptionIsNamed() {
        Outcome outcome =
                OwnJvm.of(Failing.class).option("--illegal-native-access=deny").run();
        assertThat(outcome.results())
                .hasSize(2)
                .allMatch(result -> result.endsWith("; this JVM denies native access: start it with the option"
                        + " --enable-native-access=ALL-UNNAMED"));
    }

    /** Builds a network in an open workspace. */
    static final class InWorkspace {

        private InWorkspace() {}

        @SuppressWarnings("try") // being open is all that the workspace is for
        public static void main(String[] args) {
            WorkspaceConfiguration configuration =
                    WorkspaceConfiguration.builder().initialSize(1 << 20).build();
            Network network;
            try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "user")) {
                network = Network.input(2).layer(new Dense(2)).build();
            }
            OwnJvm.print(network.parameters().flat().isAttached() + " "
                    + Nd4j.zeros(2).isAttached());
        }
    }

    @Test
    void anOpenWorkspaceHoldsNothingOfTheStart() {
        assertThat(OwnJvm.of(InWorkspace.class).run().result()).isEqualTo("false false");
    }
}
