package dev.inercia.examples.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The contestant libtorch through org.bytedeco:pytorch: data as tensors in memory, batches by {@code index_select},
 * each step in a {@code PointerScope}. Settings in the environment, as for PyTorch.
 */
final class Bytedeco implements Learner {

    private static final long[] TWO = {2, 2};
    private static final long[] ONE = {1, 1};

    private final boolean isChannelsLast = setting("CHANNELS_LAST", 0) == 1;
    private final List<UnaryOperator<Tensor>> layers = new ArrayList<>();
    private final List<Module> modules = new ArrayList<>(); // held: what nobody holds is freed
    private final TensorVector parameters = new TensorVector();
    private final Optimizer optimizer;
    private final Tensor x;
    private final Tensor y;
    private final Tensor images;
    private final Tensor labels;
    private final List<Tensor> orders = new ArrayList<>();
    private final boolean isOfImages;
    private final int block;
    private boolean isTraining = true;

    /** Takes a {@link Task}'s arguments, or "version". */
    public static void main(String[] args) {
        if (List.of(args).equals(List.of("version"))) {
            torch.manual_seed(1); // with the natives, not only the constant
            System.out.println(torch.TORCH_VERSION);
            return;
        }
        Task task = Task.parse(args);
        Learner.serve(task, Commands.standard(), new Bytedeco(task));
    }

    private Bytedeco(Task task) {
        torch.set_num_threads(setting("OMP_NUM_THREADS", Runtime.getRuntime().availableProcessors()));
        Context.setFlushDenormal(setting("FLUSH_DENORMAL", 1) == 1);
        torch.globalContext().setUserEnabledMkldnn(setting("MKLDNN", 1) == 1);
        torch.manual_seed(1);
        isOfImages = task.isOfImages();
        int size = isOfImages ? 1 : Inputs.PIXELS;
        int side = Inputs.SIDE;
        for (String layer : task.layers()) {
            switch (Task.kind(layer)) {
                case "conv", "same" -> {
                    int filters = Task.count(layer, 1);
                    int kernel = Task.count(layer, 2);
                    boolean isPadded = layer.startsWith("same");
                    Conv2dOptions options = new Conv2dOptions(size, filters, new LongPointer(kernel, kernel));
                    options.padding().put(new LongPointer(isPadded ? kernel / 2 : 0, isPadded ? kernel / 2 : 0));
                    options.bias().put(!isPadded);
                    Conv2dImpl module = new Conv2dImpl(options);
                    add(module, module::forward);
                    side -= isPadded ? 0 : kernel - 1;
                    size = filters;
                }
                case "norm" -> {
                    BatchNorm2dImpl module = new BatchNorm2dImpl(new BatchNormOptions(size));
                    add(module, module::forward);
                }
                case "pool" -> {
                    layers.add(in -> torch.max_pool2d(in, TWO));
                    side /= 2;
                }
                case "average" ->
                    layers.add(in -> torch.adaptive_avg_pool2d(in, ONE).flatten(1, -1));
                case "flatten" -> {
                    layers.add(in -> in.flatten(1, -1));
                    size *= side * side;
                }
                case "dense" -> {
                    LinearImpl module = new LinearImpl(size, Task.count(layer, 1));
                    add(module, module::forward);
                    size = Task.count(layer, 1);
                }
                case "dropout" -> {
                    double rate = Double.parseDouble(Task.number(layer, 1));
                    layers.add(in -> torch.dropout(in, rate, isTraining));
                }
                case "relu" -> layers.add(torch::relu);
                case "sigmoid" -> layers.add(torch::sigmoid);
                default -> throw Task.unknown(layer);
            }
        }
        task.directory().ifPresent(this::start);
        if (isChannelsLast) {
            for (long i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i);
                if (parameter.dim() == 4) {
                    parameter.set_data(parameter.contiguous(torch.MemoryFormat.ChannelsLast));
                }
            }
        }
        optimizer = task.optimizer().equals("adam")
                ? new Adam(parameters, new AdamOptions(Task.ADAM_RATE))
                : new SGD(parameters, momentum());
        Inputs training = Inputs.training(task);
        x = pixels(training);
        y = longs(training.longLabels());
        Inputs test = Inputs.test(task);
        images = pixels(test);
        labels = longs(test.longLabels());
        block = Math.min(setting("BLOCK", test.size()), test.size());
        for (int[] order : Inputs.order(task)) {
            orders.add(longs(Arrays.stream(order).asLongStream().toArray()));
        }
    }

    private static int setting(String name, int usual) {
        String value = System.getenv(name);
        return value == null ? usual : Integer.parseInt(value);
    }

    private static SGDOptions momentum() {
        SGDOptions options = new SGDOptions(Task.MOMENTUM_RATE);
        options.momentum().put(Task.MOMENTUM);
        return options;
    }

    private void add(Module module, UnaryOperator<Tensor> forward) {
        modules.add(module);
        layers.add(forward);
        TensorVector own = module.parameters();
        for (long i = 0; i < own.size(); i++) {
            parameters.push_back(own.get(i));
        }
    }

    /** Starts as ours does. */
    private void start(Path directory) {
        List<Integer> sizes = new ArrayList<>();
        for (long i = 0; i < parameters.size(); i++) {
            sizes.add((int) parameters.get(i).numel());
        }
        List<float[]> values = Inputs.start(directory, sizes);
        for (int i = 0; i < values.size(); i++) {
            Tensor parameter = parameters.get(i);
            parameter.data().copy_(floats(values.get(i), parameter.numel()).view_as(parameter));
        }
    }

    private static Tensor floats(float[] values, long... shape) {
        return torch.from_blob(new FloatPointer(values), shape).clone();
    }

    private static Tensor longs(long[] values) {
        TensorOptions type = new TensorOptions(torch.ScalarType.Long);
        return torch.from_blob(new LongPointer(values), new long[] {values.length}, type)
                .clone();
    }

    private Tensor pixels(Inputs inputs) {
        if (!isOfImages) {
            return floats(inputs.pixels(), inputs.size(), Inputs.PIXELS);
        }
        Tensor pixels = floats(inputs.pixels(), inputs.size(), 1, Inputs.SIDE, Inputs.SIDE);
        return isChannelsLast ? pixels.contiguous(torch.MemoryFormat.ChannelsLast) : pixels;
    }

    private void train(boolean on) {
        if (isTraining != on) {
            isTraining = on;
            modules.forEach(module -> module.train(on));
        }
    }

    private Tensor logits(Tensor in) {
        Tensor out = in;
        for (UnaryOperator<Tensor> layer : layers) {
            out = layer.apply(out);
        }
        return out;
    }

    @Override
    public void step(int epoch, int from, int rows) {
        train(true);
        try (PointerScope scope = new PointerScope()) {
            Tensor batch = orders.get(epoch).narrow(0, from, rows);
            optimizer.zero_grad();
            torch.cross_entropy_loss(logits(x.index_select(0, batch)), y.index_select(0, batch))
                    .backward();
            optimizer.step();
        }
    }

    /** Predicts some test images. */
    private Tensor predict(int from, int count) {
        return torch.softmax(logits(images.narrow(0, from, count)), 1);
    }

    @Override
    public void all() {
        train(false);
        try (InferenceMode mode = new InferenceMode(true)) {
            for (int from = 0; from < images.size(0); from += block) {
                try (PointerScope scope = new PointerScope()) {
                    predict(from, (int) Math.min(block, images.size(0) - from));
                }
            }
        }
    }

    @Override
    public void one(int image) {
        train(false);
        try (InferenceMode mode = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            predict(image, 1);
        }
    }

    @Override
    public double accuracy() {
        train(false);
        try (InferenceMode mode = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Tensor predicted = predict(0, (int) images.size(0)).argmax(new LongOptional(1), false);
            return (double) predicted.eq(labels).sum().item_long() / images.size(0);
        }
    }

    @Override
    public double loss() {
        train(false);
        try (InferenceMode mode = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            int first = (int) Math.min(Commands.SINGLE_IMAGES, images.size(0));
            return torch.cross_entropy_loss(logits(images.narrow(0, 0, first)), labels.narrow(0, 0, first))
                    .item_float();
        }
    }
}
