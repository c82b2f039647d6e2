package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Layer normalisation: {@code y = (x - mean) / sqrt(variance + epsilon) * weight + bias}, with the mean and variance of
 * each row (the numbers along the last axes of an example). Works the same way in training and prediction, and for any
 * batch size.
 *
 * <p>Shapes: any with at least that many axes, unchanged. {@code weight} and {@code bias} have the shape of a row.
 *
 * <p>Source: Ba, Kiros and Hinton, "Layer Normalization", 2016.
 *
 * @param axes the number of last axes that make up a row, at least 1, by default 1
 * @param epsilon added to the variance, above 0, by default 1e-5 (Keras: 1e-3)
 */
@CheckReturnValue
public record LayerNorm(int axes, double epsilon) implements Layer {

    public LayerNorm {
        Range.atLeastOne("LayerNorm", "axes", axes);
        Range.aboveZero("LayerNorm", "epsilon", epsilon);
    }

    /** Normalises along the last axis, with an epsilon of 1e-5. */
    public LayerNorm() {
        this(1);
    }

    /** Normalises along this many last axes, with an epsilon of 1e-5. */
    public LayerNorm(int axes) {
        this(axes, 1e-5);
    }

    /** Sets epsilon. */
    public LayerNorm epsilon(double value) {
        return new LayerNorm(axes, value);
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() < axes) {
            throw new IllegalArgumentException("expected input of at least " + axes + (axes == 1 ? " axis" : " axes")
                    + ", but got " + input + ": normalise along fewer axes, or reshape the examples");
        }
        return input;
    }

    /** The shape of a row. */
    private Shape row(Shape input) {
        int[] dimensions = input.dimensions();
        return Shape.of(Arrays.copyOfRange(dimensions, dimensions.length - axes, dimensions.length));
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        Shape row = row(input);
        // A row of three axes is an image.
        Interchange there = row.rank() == 3 ? Interchange.axes(2, 0, 1) : Interchange.SAME;
        return BatchNorm.scaleAndShift(row, row.rank() == 1 ? there.features(0) : there);
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.OWN_RELEASED;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundLayerNorm(epsilon, row(binding.input()).size(), binding);
    }
}
