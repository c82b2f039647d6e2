package dev.inercia.nn.layer;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Shape;

/**
 * Dropout: in training, sets each number to 0 with this probability and divides the others by {@code 1 - rate}, so that
 * the expected value stays the same (inverted dropout). Does nothing in predictions.
 *
 * <p>The mask depends on the seed of the training, the path of the layer, the gradient step and the batch, not on the
 * threads; see {@link Chance}.
 *
 * <p>Shapes: any, unchanged.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: A Simple Way to Prevent Neural
 * Networks from Overfitting", 2014.
 *
 * @param rate the probability, in [0, 1]; 0 drops nothing, 1 drops everything
 */
public record Dropout(double rate) implements Layer {

    public Dropout {
        Range.zeroToOne("Dropout", "rate", rate);
    }

    @Override
    public Shape output(Shape input) {
        return input;
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
        return new BoundDropout(rate, binding, false).byExample(binding);
    }
}
