package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.OwnJvm;
import dev.inercia.nn.layer.Dense;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Applications in one process, each with the library in a class loader of its own and ND4J in their parent. */
class ClassLoadersTest {

    /** What an application does: predicts with a network large enough for helpers and oneDNN. */
    public static final class Application {

        private Application() {}

        /** Who computes, and the bits of predictions of a small and a large network. */
        public static String predict() {
            StringBuilder bits = new StringBuilder();
            for (int side : new int[] {40, 600}) {
                Network network = Network.input(side).layer(new Dense(side)).build();
                float[][] x = new float[300][side];
                for (int i = 0; i < x.length; i++) {
                    for (int j = 0; j < side; j++) {
                        x[i][j] = (i * 37 + j * 11) % 101 / 101f;
                    }
                }
                float[][] y = network.predict(Nd4j.createFromArray(x)).toFloatMatrix();
                bits.append(' ').append(Arrays.deepHashCode(y));
            }
            boolean isCut = Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("inercia-helper"));
            return Products.libraries() + " " + OpenBlas.hasSmallProducts() + " " + isCut + bits;
        }
    }

    /** A server that starts ND4J, and two applications one after the other. */
    static final class Server {

        private Server() {}

        public static void main(String[] args) throws Exception {
            Predicate<String> isLibrary = entry -> args[0].equals("library") && isClasses(entry)
                    || args[0].equals("products") && (isClasses(entry) || entry.contains("dnnl"));
            for (int i = 0; i < 2; i++) {
                run(isLibrary);
            }
        }

        private static boolean isClasses(String entry) {
            return !entry.endsWith(".jar");
        }

        private static void run(Predicate<String> isLibrary) throws Exception {
            List<String> entries = OwnJvm.classPath();
            ClassLoader server = new URLClassLoader(
                    urls(entries.stream().filter(isLibrary.negate()).toList()), ClassLoader.getPlatformClassLoader());
            if (shared == null) {
                shared = server;
                Thread.currentThread().setContextClassLoader(server);
                Class.forName(Nd4j.class.getName(), true, server)
                        .getMethod("scalar", double.class)
                        .invoke(null, 1);
            }
            URLClassLoader application =
                    new URLClassLoader(urls(entries.stream().filter(isLibrary).toList()), shared);
            Thread thread = new Thread(() -> {
                try {
                    Object result = application
                            .loadClass(Application.class.getName())
                            .getMethod("predict")
                            .invoke(null);
                    OwnJvm.print(result);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.setContextClassLoader(application);
            thread.start();
            thread.join();
            application.close();
        }

        /** With ND4J. */
        private static ClassLoader shared;

        private static URL[] urls(List<String> entries) throws MalformedURLException {
            URL[] urls = new URL[entries.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = Path.of(entries.get(i)).toUri().toURL();
            }
            return urls;
        }
    }

    /** Where oneDNN is the application's too, the second cannot load its natives, which is for JavaCPP to mend. */
    @ParameterizedTest
    @ValueSource(strings = {"library", "products"})
    void theSecondComputesWhatTheFirstDid(String inApplication) {
        for (String kernels : new String[] {"", "Haswell"}) {
            OwnJvm jvm = OwnJvm.of(Server.class).option("-Dinercia.threads=2");
            if (!kernels.isEmpty()) {
                jvm.environment("OPENBLAS_CORETYPE", kernels);
            }
            List<String> results = jvm.run(inApplication).results();
            assertThat(results).hasSize(2);
            assertThat(results.get(1)).isEqualTo(results.get(0));
            assertThat(results.get(0)).contains(" true ");
        }
    }
}
