package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalisation: {@code y = (x - mean) / sqrt(variance + epsilon) * weight + bias}, with the mean
 * and variance of each feature or channel (the last axis) in the batch.
 *
 * <p>Training keeps running averages of both, {@code running = (1 - momentum) running + momentum batch}. This is
 * PyTorch's momentum; Keras's is 1 - momentum. The running variance is unbiased. Predictions use the running averages,
 * and so does training while the layer is frozen.
 *
 * <p>Shapes: any with an axis, unchanged. {@code weight}, {@code bias}, and the buffers {@code mean} and
 * {@code variance} are {@code [channels]}. A training batch needs at least two values per channel.
 *
 * <pre>{@code
 * new Sequential(new Conv2d(32, 3).withoutBias(), new BatchNorm(), new Activate(new Relu()))
 * }</pre>
 *
 * <p>Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
 * Shift", 2015.
 *
 * @param epsilon added to the variance, above 0, by default 1e-5
 * @param momentum the weight of a batch in the running averages, in (0, 1], by default 0.1
 */
@CheckReturnValue
public record BatchNorm(double epsilon, double momentum) implements Layer {

    public BatchNorm {
        Range.aboveZero("BatchNorm", "epsilon", epsilon);
        Range.share("BatchNorm", "momentum", momentum);
    }

    /** With an epsilon of 1e-5 and a momentum of 0.1. */
    public BatchNorm() {
        this(1e-5, 0.1);
    }

    /** Sets epsilon. */
    public BatchNorm epsilon(double value) {
        return new BatchNorm(value, momentum);
    }

    /** Sets the momentum. */
    public BatchNorm momentum(double value) {
        return new BatchNorm(epsilon, value);
    }

    @Override
    public Shape output(Shape input) {
        return requireChannels(input);
    }

    /** Rejects scalars: there is no channel axis. */
    static Shape requireChannels(Shape input) {
        if (input.rank() == 0) {
            throw new IllegalArgumentException(
                    "expected input of shape [..., channels], but got []: reshape the examples to [1]");
        }
        return input;
    }

    static int channels(Shape input) {
        return input.dimension(input.rank() - 1);
    }

    /** A scale and a shift of this shape, initially 1 and 0. */
    static List<Parameter> scaleAndShift(Shape shape, Interchange there) {
        return List.of(
                parameter("weight", shape, Role.NORM, new Constant(1), there),
                parameter("bias", shape, Role.NORM, new Zeros(), there));
    }

    private static Parameter parameter(
            String name, Shape shape, Role role, Initializer initializer, Interchange there) {
        return new Parameter(name, shape, 'c', role, new Fans(1, 1), initializer, there);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        Shape shape = Shape.of(channels(input));
        Interchange there = Interchange.SAME.features(0);
        List<Parameter> parameters = new ArrayList<>(scaleAndShift(shape, there));
        parameters.add(parameter("mean", shape, Role.BUFFER, new Zeros(), there.named("running_mean")));
        parameters.add(parameter("variance", shape, Role.BUFFER, new Constant(1), there.named("running_var")));
        return parameters;
    }

    @Override
    public int leastBatch(Shape input) {
        return input.size() == channels(input) ? 2 : 1;
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.OFFERED;
    }

    @Override
    public Sweeping sweeping() {
        return Sweeping.MEASURED_EXAMPLES;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundBatchNorm(this, binding).byExample(binding);
    }
}
