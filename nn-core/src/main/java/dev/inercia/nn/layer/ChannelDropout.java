package dev.inercia.nn.layer;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Shape;

/**
 * Dropout of whole channels: in training, sets each channel of each example to 0 with this probability and divides the
 * others by {@code 1 - rate}. Adjacent pixels are similar, so dropping single ones would change little. Does nothing in
 * predictions.
 *
 * <p>The mask depends on the seed of the training, the path of the layer, the gradient step and the batch, not on the
 * threads; see {@link Chance}.
 *
 * <p>Shapes: any with an axis, unchanged; the channels are the last axis.
 *
 * <p>Source: Tompson, Goroshin, Jain, LeCun and Bregler, "Efficient Object Localization Using Convolutional Networks",
 * 2015.
 *
 * @param rate the probability, in [0, 1]; 0 drops nothing, 1 drops everything
 */
public record ChannelDropout(double rate) implements Layer {

    public ChannelDropout {
        Range.zeroToOne("ChannelDropout", "rate", rate);
    }

    @Override
    public Shape output(Shape input) {
        return BatchNorm.requireChannels(input);
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.IN_PLACE_RELEASED;
    }

    @Override
    public Sweeping sweeping() {
        return Sweeping.EXAMPLES;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundDropout(rate, binding, true).byExample(binding);
    }
}
