package dev.inercia.train;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Computes the Euclidean norm of each layer's gradient, as the optimizer received it in the last step. Reads all
 * gradients once, which for large networks takes a share of a step's time: not for every step. For one thread.
 */
public final class GradientNorms {

    private static final int CHUNK = 1024;

    private final Memory gradients = Memory.create();
    private float[] floats;
    private double[] doubles;

    /** Makes an object that can be used again and again. */
    public GradientNorms() {}

    /** The norms of the layers that are trained, by layer path such as {@code 0}, in order. */
    public Map<String, Double> of(Training training) {
        gradients.at(training.gradients().flat());
        Map<String, Double> squares = new LinkedHashMap<>();
        for (Segment segment : training.gradients().segments()) {
            if (training.trainer().parameterGroups().isTrained(segment)) {
                squares.merge(segment.layerPath(), squareSum(segment), Double::sum);
            }
        }
        squares.replaceAll((layer, sum) -> Math.sqrt(sum));
        return squares;
    }

    private double squareSum(Segment segment) {
        double sum = 0;
        for (int at = segment.from(); at < segment.to(); at += CHUNK) {
            int count = Math.min(CHUNK, segment.to() - at);
            if (gradients.type() == DataType.DOUBLE) {
                doubles = doubles == null ? new double[CHUNK] : doubles;
                gradients.get(at, doubles, 0, count);
                for (int i = 0; i < count; i++) {
                    sum += doubles[i] * doubles[i];
                }
            } else {
                floats = floats == null ? new float[CHUNK] : floats;
                gradients.get(at, floats, 0, count);
                for (int i = 0; i < count; i++) {
                    sum += (double) floats[i] * floats[i];
                }
            }
        }
        return sum;
    }
}
