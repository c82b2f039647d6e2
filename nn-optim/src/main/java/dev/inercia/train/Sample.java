package dev.inercia.train;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import org.nd4j.linalg.api.buffer.DataType;

/** Some examples from all over a data set, always the same ones. */
final class Sample {

    private Sample() {}

    /** At most so many examples, evenly spread. */
    static Batch of(Dataset data, int atMost, DataType type) {
        int count = Math.min(atMost, data.size());
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (int) ((long) i * data.size() / count);
        }
        Batch batch = data.batch(count, type);
        batch.gather(rows, 0);
        return batch;
    }
}
