package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.OwnJvm;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application that is taken down leaves nothing that holds its classes, even if ND4J started for it. */
class UnloadingTest {

    /** Computes gradients and predicts, on helpers and with oneDNN. */
    public static final class Application implements Runnable {

        public Application() {}

        @Override
        public void run() {
            Network network = Network.input(600)
                    .layer(new Dense(600))
                    .layer(new Dense(3))
                    .output(new Softmax())
                    .build();
            float[][] x = new float[300][600];
            int[] y = new int[300];
            for (int i = 0; i < 300; i++) {
                y[i] = i % 3;
                x[i][i] = 1;
            }
            Pass pass = Pass.training(network, 300, new SoftmaxCrossEntropy(), 1);
            for (Batch batch : Dataset.of(x, y).batches(300)) {
                pass.loss(batch);
                pass.backward();
            }
            OwnJvm.print(Products.libraries() + " " + network.predict(x).length);
        }
    }

    /** Runs two applications, one after the other, and sees them go. */
    static final class Server {

        private Server() {}

        public static void main(String[] args) throws Exception {
            List<URL> library = new ArrayList<>();
            List<URL> others = new ArrayList<>();
            for (String entry : OwnJvm.classPath()) {
                (isLibrary(entry) ? library : others).add(Path.of(entry).toUri().toURL());
            }
            ClassLoader shared = new URLClassLoader(others.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            List<WeakReference<ClassLoader>> applications = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                applications.add(run(library.toArray(URL[]::new), shared));
            }
            // JDK 17 itself holds the class of the record that it last made equals or hashCode for: the last one's.
            for (WeakReference<ClassLoader> application : applications.subList(0, 2)) {
                for (int wait = 0; wait < 100 && application.get() != null; wait++) {
                    System.gc();
                    Thread.sleep(100);
                }
                OwnJvm.print(application.get() == null ? "gone" : "held");
            }
        }

        private static boolean isLibrary(String entry) {
            return !entry.endsWith(".jar") || entry.contains("nn-core");
        }

        private static WeakReference<ClassLoader> run(URL[] library, ClassLoader shared) throws Exception {
            URLClassLoader application = new URLClassLoader(library, shared);
            Runnable work = (Runnable) application
                    .loadClass(Application.class.getName())
                    .getConstructor()
                    .newInstance();
            Thread thread = new Thread(work);
            thread.setContextClassLoader(application);
            thread.start();
            thread.join();
            application.close();
            return new WeakReference<>(application);
        }
    }

    @Test
    void nothingHoldsAnApplicationThatIsTakenDown() {
        List<String> results = OwnJvm.of(Server.class)
                .option("-Dinercia.threads=2")
                .option("-XX:SoftRefLRUPolicyMSPerMB=0")
                .run()
                .results();
        assertThat(results).hasSize(5);
        assertThat(results.subList(3, 5)).containsExactly("gone", "gone");
    }
}
