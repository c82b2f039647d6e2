package dev.inercia.train;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** A deterministic sample of examples, evenly spread over a data set. */
final class Sample {

    private Sample() {}

    /** At most {@code atMost} examples, evenly spread. */
    static Batch of(Dataset data, int atMost, DataType type) {
        int[] rows = rows(data, atMost);
        Batch batch = data.batch(rows.length, type);
        batch.gather(rows, 0);
        return batch;
    }

    /** At most {@code atMost} examples, evenly spread, as a data set. */
    static Dataset dataset(Dataset data, int atMost) {
        return data.size() <= atMost ? data : data.subset(rows(data, atMost));
    }

    /** The numbers of an array, of either type. */
    static double[] values(Memory memory) {
        double[] values = new double[memory.length()];
        if (memory.type() == DataType.DOUBLE) {
            memory.get(0, values, 0, values.length);
            return values;
        }
        float[] floats = new float[values.length];
        memory.get(0, floats, 0, floats.length);
        Arrays.setAll(values, i -> floats[i]);
        return values;
    }

    /** One number of an array of either type. */
    static double value(Memory memory, int at) {
        if (memory.type() == DataType.DOUBLE) {
            double[] value = new double[1];
            memory.get(at, value, 0, 1);
            return value[0];
        }
        float[] value = new float[1];
        memory.get(at, value, 0, 1);
        return value[0];
    }

    /** The rows of such a sample. */
    static int[] rows(Dataset data, int atMost) {
        int[] rows = new int[Math.min(atMost, data.size())];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (int) ((long) i * data.size() / rows.length);
        }
        return rows;
    }
}
