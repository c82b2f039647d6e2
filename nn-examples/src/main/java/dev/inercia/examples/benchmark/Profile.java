package dev.inercia.examples.benchmark;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.State;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Profiles a training step. Calls the parts of the trainer's step one by one and times each. Repeats every matrix
 * product right after its part; the time of the part minus its products is element-wise work. The time of the real
 * trainer minus the sum of all parts is left over: listeners, checks, the shuffle, and the overhead of the clock
 * (which can make it negative). The repeated products find their operands in the cache, so their times are somewhat
 * too short, and those of the element-wise parts too long.
 */
final class Profile {

    private static final int EPOCHS_WARM = 2;
    private static final int EPOCHS_TIMED = 3;

    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final Task task;
    private final Dataset data;

    private Profile(Task task, Dataset data) {
        this.task = task;
        this.data = data;
    }

    /** Takes a {@link Task}'s arguments. */
    public static void main(String[] args) {
        Task task = Task.parse(args);
        Mnist mnist = Mnist.load(task.directory().orElseThrow());
        new Profile(task, mnist.train()).run();
    }

    private void run() {
        double trainer = trainerMicroseconds();
        long steps = parts();
        Map<String, Double> parts = new LinkedHashMap<>();
        int layers = Gemms.sizes(task).length - 1;
        double total = 0;
        double forwardGemms = 0;
        double backwardGemms = 0;
        for (int layer = 0; layer < layers; layer++) {
            forwardGemms += microseconds("forward " + layer, steps);
            backwardGemms += microseconds("backward " + layer, steps);
        }
        parts.put("gather", microseconds("gather", steps));
        for (int layer = 0; layer < layers; layer++) {
            parts.put("forward, layer " + layer + ": gemm", microseconds("forward " + layer, steps));
        }
        parts.put("forward: bias and activation", microseconds("logits", steps) - forwardGemms);
        parts.put("loss and its gradient", microseconds("loss", steps) - microseconds("logits", steps));
        for (int layer = layers - 1; layer >= 0; layer--) {
            parts.put("backward, layer " + layer + ": gemms", microseconds("backward " + layer, steps));
        }
        parts.put("backward: activation and bias", microseconds("backward", steps) - backwardGemms);
        parts.put("optimizer", microseconds("optimizer", steps));
        for (double part : parts.values()) {
            total += part;
        }
        parts.put("left over", trainer - total);
        parts.put("a step of the trainer", trainer);
        parts.forEach((name, value) ->
                System.out.printf(Locale.ROOT, "%-32s %10.2f us %6.1f %%%n", name, value, 100 * value / trainer));
    }

    private double microseconds(String part, long steps) {
        return nanos.getOrDefault(part, 0L) / 1e3 / steps;
    }

    private void add(String part, long start) {
        nanos.merge(part, System.nanoTime() - start, Long::sum);
    }

    /** The time of a whole step in a real training. */
    private double trainerMicroseconds() {
        double[] seconds = new double[1];
        int[] steps = new int[1];
        Ours.trainer(task, Ours.network(task))
                .epochs(EPOCHS_WARM + EPOCHS_TIMED)
                .listener(new Listener() {
                    @Override
                    public void onEpoch(Training training, dev.inercia.train.Epoch epoch) {
                        if (training.epoch() > EPOCHS_WARM) {
                            seconds[0] += epoch.trainingSeconds();
                            steps[0] += training.stepsPerEpoch();
                        }
                    }
                })
                .train(data);
        return 1e6 * seconds[0] / steps[0];
    }

    /** Times the parts, for full batches only. Returns the number of steps. */
    private long parts() {
        Network network = Ours.network(task);
        Optimizer optimizer = Ours.optimizer(task);
        State state = optimizer.start(network.parameters());
        Pass pass = Pass.training(network, task.batch(), new SoftmaxCrossEntropy(), 0);
        int[] sizes = Gemms.sizes(task);
        Gemms.Products products = new Gemms.Products(network, sizes, task.batch());
        // Not the real gradients: the optimizer still has to read those.
        Matrix[] gradients = new Matrix[sizes.length - 1];
        Arrays.setAll(
                gradients,
                layer -> Memory.zeros(DataType.FLOAT, sizes[layer + 1], sizes[layer])
                        .matrix(sizes[layer + 1], sizes[layer]));
        Batches batches = data.batches(task.batch(), DataType.FLOAT);
        long steps = 0;
        for (int epoch = 1; epoch <= EPOCHS_WARM + EPOCHS_TIMED; epoch++) {
            if (epoch == EPOCHS_WARM + 1) {
                nanos.clear();
                steps = 0;
            }
            batches.shuffle(SharedFiles.SEED, epoch);
            for (int i = 0; i < data.size() / task.batch(); i++) {
                step(batches, i, network, pass, products, gradients);
                long start = System.nanoTime();
                optimizer.step(network.parameters(), pass.gradients(), state);
                add("optimizer", start);
                steps++;
            }
        }
        return steps;
    }

    private void step(
            Batches batches, int index, Network network, Pass pass, Gemms.Products products, Matrix[] gradients) {
        long start = System.nanoTime();
        Batch batch = batches.get(index);
        add("gather", start);
        start = System.nanoTime();
        pass.loss(batch.features(), batch.targets());
        add("loss", start);
        start = System.nanoTime();
        pass.backward();
        add("backward", start);
        start = System.nanoTime();
        pass.logits(batch.features());
        add("logits", start);
        for (int layer = 0; layer < gradients.length; layer++) {
            start = System.nanoTime();
            products.forward(layer);
            add("forward " + layer, start);
        }
        for (int layer = gradients.length - 1; layer >= 0; layer--) {
            start = System.nanoTime();
            products.weightGradient(layer, gradients[layer]);
            if (layer > 0) {
                products.inputGradient(layer);
            }
            add("backward " + layer, start);
        }
    }
}
