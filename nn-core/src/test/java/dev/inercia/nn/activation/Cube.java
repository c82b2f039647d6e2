package dev.inercia.nn.activation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A user's activation in plain ND4J calls: the example of {@link ArrayActivation}'s javadoc. */
record Cube() implements ArrayActivation {

    @Override
    public INDArray forward(INDArray z) {
        return Transforms.pow(z, 3);
    }

    @Override
    public INDArray backward(INDArray z, INDArray y, INDArray dy) {
        return z.mul(z).muli(3).muli(dy);
    }
}
