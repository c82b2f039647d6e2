package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer with a skip connection around it, {@code y = x + f(x)}.
 *
 * <p>Shapes: any; f must keep the shape. Child: {@code body}, f.
 *
 * <pre>{@code
 * new Residual(new Sequential(new Dense(30, new Relu()), new Dense(30)))
 * }</pre>
 *
 * <p>Source: He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2015.
 *
 * @param body f
 */
public record Residual(Layer body) implements Layer {

    public Residual {
        Objects.requireNonNull(body, "body");
    }

    @Override
    public Shape output(Shape input) {
        Shape output = child(input).output();
        if (!output.equals(input)) {
            throw new IllegalArgumentException("expected a body that gives back the shape of its input, " + input
                    + ", but it gives " + output + ": end it with a layer of as many outputs");
        }
        return output;
    }

    @Override
    public boolean hasBranches() {
        return true;
    }

    @Override
    public List<Child> children(Shape input) {
        return List.of(child(input));
    }

    private Child child(Shape input) {
        return new Child("body", body, input);
    }

    @Override
    public Bound bind(Binding binding) {
        Memory y = Memory.of(binding.output());
        Memory dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradient()) : null;
        Bound inner = binding.bind("body");
        Sum sum = new Sum(binding.type(), y.length());
        // One view per array, because making a new view allocates.
        Memory input = Memory.create();
        Memory throughBody = Memory.create();
        Memory outputGradient = Memory.create();
        Memory gradientThroughBody = Memory.create();
        return new Bound() {

            @Override
            public INDArray forward(INDArray x) {
                sum.set(y, input.at(x), throughBody.at(inner.forward(x)));
                return y.array();
            }

            @Override
            public INDArray backward(INDArray dy) {
                INDArray fromBody = inner.backward(dy);
                if (dx == null) {
                    return null;
                }
                sum.set(dx, outputGradient.at(dy), gradientThroughBody.at(fromBody));
                return dx.array();
            }
        };
    }
}
