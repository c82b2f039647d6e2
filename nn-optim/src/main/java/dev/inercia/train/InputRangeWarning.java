package dev.inercia.train;

import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Memory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Warns if features are far outside [-1, 1], for example pixels that were not divided by 255. On by default; checks a
 * few hundred examples, spread over the data set, before the first step.
 */
public record InputRangeWarning() implements Listener {

    /** Features with a larger absolute value are far outside. */
    public static final double LIMIT = 10;

    private static final int SAMPLE = 100;

    @Override
    public void onStart(Training training) {
        double largest = largest(training.data());
        if (largest > LIMIT) {
            training.warn("Features are as large as " + (float) largest + ", far outside [-1, 1]: units will saturate."
                    + " Scale them first; pixels by 1/255");
        }
    }

    private static double largest(Dataset data) {
        Memory memory = Memory.of(Sample.of(data, SAMPLE, DataType.FLOAT).features());
        float[] values = new float[memory.length()];
        memory.get(0, values, 0, values.length);
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
