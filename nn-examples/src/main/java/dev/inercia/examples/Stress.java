package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains and predicts on many threads while the rest of the program misbehaves, and compares every result, bit for bit,
 * with the same work done alone. In every round something else sets OpenBLAS's threads, multiplies with ND4J and loads
 * the library a second time; meanwhile threads are interrupted, arrays closed, workspaces left open, and parts of shared
 * work fail.
 */
@Command(
        name = "stress",
        description = "Compares work on many threads, beside a program that misbehaves, with the same work alone.",
        mixinStandardHelpOptions = true)
public final class Stress implements Callable<Integer> {

    private static final int THREADS = 16;
    private static final int SEEDS = 3;

    @Option(names = "--minutes", description = "how long, by default ${DEFAULT-VALUE}", defaultValue = "10")
    private double minutes;

    private Stress() {}

    /** Exits with 1 if a result differs. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Stress()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Work> works = works();
        List<Integer> expected = new ArrayList<>();
        for (Work work : works) {
            expected.add(work.run());
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "stress");
            thread.setDaemon(true);
            return thread;
        });
        long end = System.nanoTime() + (long) (minutes * 60e9);
        int rounds = 0;
        int results = 0;
        while (System.nanoTime() < end) {
            misbehave(rounds++);
            List<Callable<String>> round = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int index = (rounds + i) % works.size();
                round.add(() -> compare(works.get(index), expected.get(index)));
            }
            for (Future<String> outcome : pool.invokeAll(round)) {
                results++;
                if (outcome.get() != null) {
                    System.out.println("Round " + rounds + ": " + outcome.get());
                    return 1;
                }
            }
        }
        pool.shutdown();
        System.out.println(rounds + " rounds, " + results + " results, each the same as alone");
        return 0;
    }

    /** Something that gives a number. */
    private record Work(String name, Callable<Integer> result) {

        int run() throws Exception {
            return result.call();
        }
    }

    private static String compare(Work work, int expected) throws Exception {
        int result = work.run();
        return result == expected ? null : work.name + " gave " + result + " instead of " + expected;
    }

    private static List<Work> works() {
        List<Work> works = new ArrayList<>();
        Dataset small = data(20, 300);
        Dataset wide = data(784, 600);
        for (int i = 0; i < SEEDS; i++) {
            int seed = i;
            works.add(new Work("training a small network, seed " + seed, () -> bits(trained(small, 16, seed))));
            works.add(new Work("training a wide network, seed " + seed, () -> bits(trained(wide, 256, seed))));
            works.add(new Work("predicting, seed " + seed, () -> predict(seed, DataType.FLOAT)));
            works.add(new Work("predicting in DOUBLE, seed " + seed, () -> predict(seed, DataType.DOUBLE)));
            works.add(new Work("passes whose arrays are closed, seed " + seed, () -> closing(wide, seed)));
        }
        works.add(new Work("parts of shared work that fail", Stress::failing));
        return works;
    }

    /** Three classes around different centres. */
    private static Dataset data(int features, int examples) {
        Random random = new Random(1);
        float[][] x = new float[examples][features];
        int[] y = new int[examples];
        for (int i = 0; i < examples; i++) {
            y[i] = i % 3;
            for (int j = 0; j < features; j++) {
                x[i][j] = (float) random.nextGaussian() * 0.3f + (j % 3 == y[i] ? 0.5f : 0);
            }
        }
        return Dataset.of(x, y);
    }

    static Network network(int features, int units, DataType type, long seed) {
        return Network.input(features)
                .layer(new Dense(units, new Relu()))
                .layer(new Dense(units, new Tanh()))
                .layer(new Dense(3))
                .output(new Softmax())
                .type(type)
                .seed(seed)
                .build();
    }

    private static Network trained(Dataset data, int units, long seed) {
        Network network = network(data.features().size(), units, DataType.FLOAT, seed);
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .batchSize(64)
                .epochs(3)
                .seed(seed)
                .train(data);
        return network;
    }

    private static int bits(Network network) {
        return Arrays.hashCode(network.parameters().flat().toFloatVector());
    }

    /** Predicts on an interrupted thread and in an open workspace, after an input that is refused for being closed. */
    @SuppressWarnings("try") // being open is all that the workspace is for
    private static int predict(long seed, DataType type) {
        Network network = network(300, 300, type, seed);
        INDArray x = Nd4j.linspace(-1, 1, 300 * 300, type).reshape('c', 300, 300);
        INDArray closed = x.dup();
        closed.close();
        requireRefused(() -> network.predict(closed));
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        try (MemoryWorkspace open = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "stress")) {
            Thread.currentThread().interrupt();
            return Arrays.deepHashCode(network.predict(x).toDoubleMatrix());
        } finally {
            Thread.interrupted();
        }
    }

    private static void requireRefused(Runnable call) {
        try {
            call.run();
        } catch (IllegalArgumentException e) {
            return;
        }
        throw new IllegalStateException("A closed array was taken");
    }

    /** Some gradient steps by hand, after each of which all arrays that were handed out are closed. */
    private static int closing(Dataset data, long seed) {
        Network network = network(data.features().size(), 100, DataType.FLOAT, seed);
        Pass pass = Pass.training(network, 50, new SoftmaxCrossEntropy(), seed);
        for (Batch batch : data.batches(50)) {
            pass.loss(batch);
            pass.backward();
            network.parameters().flat().subi(pass.gradients().flat().mul(0.1));
            for (INDArray array : List.of(
                    batch.features(),
                    batch.targets(),
                    pass.outputs(),
                    pass.output(0),
                    pass.gradients().flat(),
                    network.parameters().flat(),
                    network.parameters().get("0.weight"))) {
                array.close();
            }
        }
        return bits(network);
    }

    /** What a part of shared work throws reaches whoever shares it, and nobody else. */
    private static int failing() {
        int caught = 0;
        for (int i = 0; i < 200; i++) {
            Object mine = new Object();
            try {
                Cores.share(
                        (part, parts) -> {
                            throw new OutOfMemoryError(String.valueOf(mine));
                        },
                        Cores.count());
            } catch (OutOfMemoryError e) {
                caught += e.getMessage().equals(String.valueOf(mine)) ? 1 : 0;
            }
        }
        return caught;
    }

    /** What the rest of a program may do between our work. */
    private static void misbehave(int round) throws ReflectiveOperationException, IOException {
        Nd4j.factory().blas().setMaxThreads(1 + round % 3);
        int side = ThreadLocalRandom.current().nextInt(1, 200);
        Nd4j.ones(side, side).mmul(Nd4j.ones(side, side)).close();
        if (round % 20 == 0) {
            int expected = predict(7, DataType.FLOAT);
            try (Second second = new Second()) {
                Object bits = second.loadClass(Stress.class.getName())
                        .getMethod("secondOpinion")
                        .invoke(null);
                if (!bits.equals(expected)) {
                    throw new IllegalStateException("Loaded a second time, the library predicts otherwise");
                }
            }
            System.gc();
        }
    }

    /** A prediction, for the library loaded a second time. */
    public static int secondOpinion() {
        return predict(7, DataType.FLOAT);
    }

    /** A class loader that has the library itself, and everything else from ours. */
    private static final class Second extends URLClassLoader {

        Second() throws MalformedURLException {
            super(urls(), Stress.class.getClassLoader());
        }

        private static URL[] urls() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (Class<?> type : List.of(Stress.class, Network.class, Trainer.class)) {
                urls.add(type.getProtectionDomain().getCodeSource().getLocation());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("dev.inercia.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
