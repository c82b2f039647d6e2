package dev.inercia.nn.loss;

import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A user's loss in plain ND4J calls: {@code log(cosh(p - t))}, summed over outputs, mean over the batch. */
record LogCosh() implements Loss {

    @Override
    public Bound bind(int rows, Shape outputs, DataType type) {
        return (prediction, target, weights, gradient) -> {
            INDArray error = prediction.sub(target);
            INDArray shares = Loss.shares(weights, rows, type);
            gradient.assign(Transforms.tanh(error).muli(shares));
            return Transforms.log(Transforms.cosh(error))
                    .muli(shares)
                    .sumNumber()
                    .doubleValue();
        };
    }
}
