package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.tensor.Memory;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What tests of the sweep do with numbers. */
final class Numbers {

    private Numbers() {}

    /** Uniform numbers, the same for the same seed. */
    static double[] uniform(int count, double from, double to, long seed) {
        return new SplittableRandom(seed).doubles(count, from, to).toArray();
    }

    /** These numbers as an array of this type holds them. */
    static double[] rounded(double[] values, DataType type) {
        return type == DataType.FLOAT ? doubles(floats(values)) : values.clone();
    }

    /** Rounded to float. */
    static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    /** The same numbers as doubles. */
    static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /** A new array, row by row in memory. */
    static INDArray array(DataType type, double[] values, long... shape) {
        Memory memory = Memory.zeros(type, shape);
        assertThat(memory.length()).as("elements of the array to fill").isEqualTo(values.length);
        if (type == DataType.FLOAT) {
            memory.put(0, floats(values), 0, values.length);
        } else {
            memory.put(0, values, 0, values.length);
        }
        return memory.array();
    }

    /** The numbers of an array, row by row, bit for bit. */
    static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
