package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Shape;
import java.util.List;

/**
 * Group normalisation: {@code y = (x - mean) / sqrt(variance + epsilon) * weight + bias}, with the mean and variance of
 * each example and group of channels, over all positions. Works the same way in training and prediction, and for any
 * batch size.
 *
 * <p>Shapes: any with an axis, unchanged; the channels are the last axis, a multiple of groups. {@code weight} and
 * {@code bias} are {@code [channels]}.
 *
 * <p>Source: Wu and He, "Group Normalization", 2018.
 *
 * @param groups the number of groups of adjacent channels, at least 1
 * @param epsilon added to the variance, above 0, by default 1e-5
 */
@CheckReturnValue
public record GroupNorm(int groups, double epsilon) implements Layer {

    public GroupNorm {
        Range.atLeastOne("GroupNorm", "groups", groups);
        Range.aboveZero("GroupNorm", "epsilon", epsilon);
    }

    /** With an epsilon of 1e-5. */
    public GroupNorm(int groups) {
        this(groups, 1e-5);
    }

    /** Sets epsilon. */
    public GroupNorm epsilon(double value) {
        return new GroupNorm(groups, value);
    }

    @Override
    public Shape output(Shape input) {
        int channels = BatchNorm.channels(BatchNorm.requireChannels(input));
        if (channels % groups != 0) {
            throw new IllegalArgumentException("expected channels that are a multiple of groups, " + groups
                    + ", but got " + input + ": use as many groups as divide " + channels);
        }
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return BatchNorm.scaleAndShift(Shape.of(BatchNorm.channels(input)), Interchange.SAME);
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.OWN_RELEASED;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundGroupNorm(this, binding);
    }
}
