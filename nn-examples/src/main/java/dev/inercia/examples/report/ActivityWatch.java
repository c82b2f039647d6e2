package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.train.Epoch;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Looks at the weighted inputs z of a network with one hidden layer of sigmoids, after every epoch. */
final class ActivityWatch implements Listener {

    private static final int SAMPLE = 200;
    private static final float LOW = 0.01f;
    private static final float HIGH = 0.99f;

    private final List<Activity> activity = new ArrayList<>();
    private INDArray images;
    private long steps;

    /** Steps taken up to the end of the last epoch. */
    long steps() {
        return steps;
    }

    List<Activity> activity() {
        return activity;
    }

    @Override
    public void onStart(Training training) {
        activity.clear();
        int count = Math.min(SAMPLE, training.data().size());
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (int) ((long) i * training.data().size() / count);
        }
        Batch batch = training.data().batch(count, DataType.FLOAT);
        batch.gather(rows, 0);
        images = batch.features();
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        steps = training.step();
        Parameters p = training.network().parameters();
        INDArray hidden = images.mmul(p.get("0.weight")).addiRowVector(p.get("0.bias"));
        double largest = hidden.amaxNumber().doubleValue();
        INDArray activations = Transforms.sigmoid(hidden);
        INDArray output = activations.mmul(p.get("1.weight")).addiRowVector(p.get("1.bias"));
        largest = Math.max(largest, output.amaxNumber().doubleValue());
        float[] values = Nd4j.toFlattened(activations).toFloatVector();
        int saturated = 0;
        for (float a : values) {
            if (a < LOW || a > HIGH) {
                saturated++;
            }
        }
        activity.add(new Activity(epoch.number(), largest, (double) saturated / values.length));
    }
}
