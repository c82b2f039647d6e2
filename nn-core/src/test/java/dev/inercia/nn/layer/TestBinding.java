package dev.inercia.nn.layer;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A binding of one layer alone, whose parameters and gradients a test can reach. */
record TestBinding(
        int rows,
        Shape input,
        Parameters parameters,
        Parameters gradients,
        boolean wantsInputGradient,
        boolean wantsParameterGradients)
        implements Binding {

    /** For training, with all gradients. Parameters start as the layer says, gradients at 99. */
    static TestBinding of(Layer layer, DataType type, int rows, Shape input) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (Parameter p : layer.parameters(input)) {
            int to = from + p.shape().size();
            segments.add(new Segment(0, p.name(), p.shape(), p.order(), p.role(), from, to));
            from = to;
        }
        Parameters parameters = Parameters.zeros(type, segments);
        Parameters gradients = parameters.zeros();
        RandomGenerator random = new SplittableRandom(1);
        for (Parameter p : layer.parameters(input)) {
            double[] values = p.initializer().values(p.shape(), p.fans(), random);
            parameters
                    .get(p.name())
                    .assign(Numbers.array(type, values, p.shape().toArrayShape()));
            gradients.get(p.name()).assign(99);
        }
        return new TestBinding(rows, input, parameters, gradients, true, true);
    }

    TestBinding wanting(boolean inputGradient, boolean parameterGradients) {
        return new TestBinding(rows, input, parameters, gradients, inputGradient, parameterGradients);
    }

    @Override
    public DataType type() {
        return parameters.type();
    }

    @Override
    public boolean training() {
        return gradients != null;
    }

    /** The same for predictions. */
    TestBinding predicting() {
        return new TestBinding(rows, input, parameters, null, false, false);
    }

    @Override
    public INDArray parameter(String name) {
        return parameters.get(name);
    }

    @Override
    public INDArray gradient(String name) {
        if (!wantsParameterGradients) {
            throw new IllegalStateException("Nobody wants the gradient of " + name);
        }
        return gradients.get(name);
    }

    @Override
    public INDArray buffer(String name) {
        return parameters.get(name);
    }

    @Override
    public INDArray nextBuffer(String name) {
        throw new UnsupportedOperationException("No layer under test keeps anything");
    }

    @Override
    public Chance chance() {
        return () -> 2;
    }

    @Override
    public boolean isTrained(String child) {
        throw new UnsupportedOperationException("No layer under test has layers within");
    }

    @Override
    public Layer.Bound bind(String child) {
        throw new UnsupportedOperationException("No layer under test has layers within");
    }

    @Override
    public Layer.Bound bind(String child, boolean isInputGradientWanted) {
        throw new UnsupportedOperationException("No layer under test has layers within");
    }

    @Override
    public Layer.Bound chain(String... children) {
        throw new UnsupportedOperationException("No layer under test has layers within");
    }
}
