package dev.inercia.examples.benchmark;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The contestant libtorch through DJL: data as arrays in memory, batches by index, each step with a manager of its own.
 * DJL takes its number of threads from a property; channels last it does not know.
 */
final class Djl implements Learner {

    private static final Shape TWO = new Shape(2, 2);

    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Trainer trainer;
    private final NDArray x;
    private final NDArray y;
    private final NDArray images;
    private final NDArray labels;
    private final List<NDArray> orders = new ArrayList<>();
    private final boolean isOfImages;
    private final int block;

    /** Takes a {@link Task}'s arguments, or "version". */
    public static void main(String[] args) {
        System.setProperty("ai.djl.pytorch.num_threads", System.getenv().getOrDefault("OMP_NUM_THREADS", "1"));
        if (List.of(args).equals(List.of("version"))) {
            System.out.println(Engine.getInstance().getVersion());
            return;
        }
        Task task = Task.parse(args);
        Learner.serve(task, Commands.standard(), new Djl(task));
    }

    private Djl(Task task) {
        isOfImages = task.isOfImages();
        SequentialBlock network = new SequentialBlock();
        task.layers().forEach(layer -> network.add(block(layer)));
        Model model = Model.newInstance("benchmark");
        model.setBlock(network);
        Tracker rate = Tracker.fixed((float) Task.ADAM_RATE);
        Optimizer optimizer = task.optimizer().equals("adam")
                ? Adam.builder().optLearningRateTracker(rate).build()
                : Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed((float) Task.MOMENTUM_RATE))
                        .optMomentum((float) Task.MOMENTUM)
                        .build();
        trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer));
        trainer.initialize(shape(task.batch()));
        task.directory().ifPresent(directory -> start(network, directory));
        NDManager manager = trainer.getManager();
        Inputs training = Inputs.training(task);
        x = manager.create(training.pixels(), shape(training.size()));
        y = manager.create(training.longLabels());
        Inputs test = Inputs.test(task);
        images = manager.create(test.pixels(), shape(test.size()));
        labels = manager.create(test.longLabels());
        block = Math.min(
                Integer.parseInt(System.getenv().getOrDefault("BLOCK", Integer.toString(test.size()))), test.size());
        for (int[] order : Inputs.order(task)) {
            orders.add(manager.create(Arrays.stream(order).asLongStream().toArray()));
        }
    }

    private static Block block(String layer) {
        return switch (Task.kind(layer)) {
            case "conv", "same" -> {
                int kernel = Task.count(layer, 2);
                boolean isPadded = layer.startsWith("same");
                int padding = isPadded ? kernel / 2 : 0;
                yield Conv2d.builder()
                        .setKernelShape(new Shape(kernel, kernel))
                        .setFilters(Task.count(layer, 1))
                        .optPadding(new Shape(padding, padding))
                        .optBias(!isPadded)
                        .build();
            }
            case "norm" -> BatchNorm.builder().build();
            case "pool" -> Pool.maxPool2dBlock(TWO, TWO);
            case "average" ->
                new SequentialBlock().add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock());
            case "flatten" -> Blocks.batchFlattenBlock();
            case "dense" -> Linear.builder().setUnits(Task.count(layer, 1)).build();
            case "dropout" ->
                Dropout.builder()
                        .optRate(Float.parseFloat(Task.number(layer, 1)))
                        .build();
            case "relu" -> Activation.reluBlock();
            case "sigmoid" -> Activation.sigmoidBlock();
            default -> throw Task.unknown(layer);
        };
    }

    private Shape shape(int rows) {
        return isOfImages ? new Shape(rows, 1, Inputs.SIDE, Inputs.SIDE) : new Shape(rows, Inputs.PIXELS);
    }

    /** Starts as ours does; running statistics are no parameters there. */
    private static void start(SequentialBlock network, Path directory) {
        List<NDArray> arrays = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
        List<float[]> values = Inputs.start(
                directory, arrays.stream().map(array -> (int) array.size()).toList());
        for (int i = 0; i < values.size(); i++) {
            arrays.get(i).set(FloatBuffer.wrap(values.get(i)));
        }
    }

    @Override
    public void step(int epoch, int from, int rows) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray batch = orders.get(epoch).get(from + ":" + (from + rows));
            NDArray in = x.get(batch);
            NDArray expected = y.get(batch);
            batch.attach(manager);
            in.attach(manager);
            expected.attach(manager);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList out = trainer.forward(new NDList(in));
                NDArray value = loss.evaluate(new NDList(expected), out);
                collector.backward(value);
                value.close();
                out.close();
            }
            trainer.step();
        }
    }

    /** Logits of some test images; the manager frees them. */
    private NDArray logits(NDManager manager, int from, int count) {
        NDArray in = images.get(from + ":" + (from + count));
        in.attach(manager);
        NDArray out = trainer.evaluate(new NDList(in)).singletonOrThrow();
        out.attach(manager);
        return out;
    }

    @Override
    public void all() {
        int size = (int) images.size(0);
        for (int from = 0; from < size; from += block) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                logits(manager, from, Math.min(block, size - from)).softmax(1);
            }
        }
    }

    @Override
    public void one(int image) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            logits(manager, image, 1).softmax(1);
        }
    }

    @Override
    public double accuracy() {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray predicted = logits(manager, 0, (int) images.size(0)).argMax(1);
            return (double) predicted.eq(labels).countNonzero().getLong() / images.size(0);
        }
    }

    @Override
    public double loss() {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            int first = (int) Math.min(Commands.SINGLE_IMAGES, images.size(0));
            NDArray expected = labels.get("0:" + first);
            expected.attach(manager);
            return loss.evaluate(new NDList(expected), new NDList(logits(manager, 0, first)))
                    .getFloat();
        }
    }
}
