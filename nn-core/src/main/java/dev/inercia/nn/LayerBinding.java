package dev.inercia.nn;

import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a pass tells a layer: its part of the parameters, under the names it gave them. */
final class LayerBinding implements Binding {

    private final Parameters parameters;
    private final Parameters gradients;
    private final String prefix;
    private final int rows;
    private final Shape input;
    private final boolean wantsInputGradient;
    private final boolean wantsParameterGradients;
    private final RandomGenerator random;

    LayerBinding(
            Network network,
            Parameters gradients,
            int layer,
            int rows,
            Shape input,
            boolean wantsInputGradient,
            boolean wantsParameterGradients,
            long seed) {
        this(
                network.parameters(),
                gradients,
                layer + ".",
                rows,
                input,
                wantsInputGradient,
                wantsParameterGradients,
                // Passes of different sizes draw different numbers from one seed.
                Seeds.DROPOUT.generator(seed, ((long) rows << 32) + layer));
    }

    private LayerBinding(
            Parameters parameters,
            Parameters gradients,
            String prefix,
            int rows,
            Shape input,
            boolean wantsInputGradient,
            boolean wantsParameterGradients,
            RandomGenerator random) {
        this.parameters = parameters;
        this.gradients = gradients;
        this.prefix = prefix;
        this.rows = rows;
        this.input = input;
        this.wantsInputGradient = wantsInputGradient;
        this.wantsParameterGradients = wantsParameterGradients;
        this.random = random;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public DataType type() {
        return parameters.type();
    }

    @Override
    public boolean training() {
        return gradients != null;
    }

    @Override
    public boolean wantsInputGradient() {
        return wantsInputGradient;
    }

    @Override
    public boolean wantsParameterGradients() {
        return wantsParameterGradients;
    }

    @Override
    public INDArray parameter(String name) {
        return parameters.get(prefix + name);
    }

    @Override
    public INDArray gradient(String name) {
        if (gradients == null) {
            throw new IllegalStateException(
                    "There is no gradient of " + prefix + name + ": nobody wants gradients in this pass");
        }
        return gradients.get(prefix + name);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Binding child(String name, Shape childInput) {
        return new LayerBinding(
                parameters,
                gradients,
                prefix + name + ".",
                rows,
                childInput,
                training(),
                wantsParameterGradients,
                random);
    }
}
