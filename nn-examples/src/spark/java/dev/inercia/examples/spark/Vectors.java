package dev.inercia.examples.spark;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.State;
import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What travels between the driver and the executors: plain arrays, which every serializer knows.
 *
 * @param parameters the trained parameters
 * @param buffers the untrained ones, such as running statistics
 * @param state the vectors of the optimizer's state, in the order of their names
 * @param step the number of steps that the state counts
 */
record Vectors(float[] parameters, float[] buffers, float[][] state, long step) implements Serializable {

    static Vectors of(Parameters parameters, State state) {
        List<String> names = state.names();
        float[][] vectors = new float[names.size()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = state.get(names.get(i)).toFloatVector();
        }
        return new Vectors(floats(parameters.flat()), floats(parameters.buffers()), vectors, state.step());
    }

    private static float[] floats(INDArray array) {
        return array.isEmpty() ? new float[0] : array.toFloatVector();
    }

    void copyTo(Parameters target, State targetState) {
        copyTo(target);
        List<String> names = targetState.names();
        for (int i = 0; i < names.size(); i++) {
            targetState.set(names.get(i), Nd4j.createFromArray(state[i]));
        }
        targetState.setStep(step);
    }

    void copyTo(Parameters target) {
        target.flat().assign(Nd4j.createFromArray(parameters));
        if (buffers.length > 0) {
            target.buffers().assign(Nd4j.createFromArray(buffers));
        }
    }

    /** The size in bytes, but for some. */
    long bytes() {
        long floats = parameters.length + buffers.length;
        for (float[] vector : state) {
            floats += vector.length;
        }
        return floats * Float.BYTES;
    }

    static void requireFloat(Parameters parameters) {
        if (parameters.type() != DataType.FLOAT) {
            throw new IllegalArgumentException(
                    "Expected a network of type FLOAT, which is what is shipped, but it is " + parameters.type());
        }
    }
}
