package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.train.Epoch;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Observes the weighted inputs z of a network's sigmoids after every epoch, on 500 training images spread over the
 * data. For networks of two dense layers in FLOAT.
 */
final class ActivityWatch implements Listener {

    private static final int SAMPLE = 500;
    /** The z at which a sigmoid is 0.99. */
    private static final double SATURATED = Math.log(0.99 / 0.01);

    private final List<Activity> activity = new ArrayList<>();
    private Batch sample;
    private Pass pass;
    /** The hidden layer without its activation, to compute z. */
    private Network hidden;

    private Pass hiddenPass;

    /** The observations, one per epoch. */
    List<Activity> activity() {
        return List.copyOf(activity);
    }

    @Override
    public void onStart(Training training) {
        activity.clear();
        int rows = Math.min(SAMPLE, training.data().size());
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = (int) ((long) i * training.data().size() / rows);
        }
        sample = training.data().batch(rows, DataType.FLOAT);
        sample.gather(order, 0);
        Network network = training.network();
        pass = Pass.predicting(network, rows);
        Dense first = (Dense) network.architecture().layers().get(0);
        hidden = Network.input(network.architecture().input().size())
                .layer(new Dense(first.units()))
                .build();
        hiddenPass = Pass.predicting(hidden, rows);
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        Parameters parameters = training.network().parameters();
        for (String name : List.of("0.weight", "0.bias")) {
            hidden.parameters().get(name).assign(parameters.get(name));
        }
        float[] ofHidden = values(hiddenPass.logits(sample.features()));
        float[] ofOutput = values(pass.logits(sample.features()));
        int saturated = 0;
        for (float z : ofHidden) {
            saturated += Math.abs(z) > SATURATED ? 1 : 0;
        }
        double largest = Math.max(largest(ofHidden), largest(ofOutput));
        activity.add(new Activity(epoch.number(), largest, (double) saturated / ofHidden.length));
    }

    private static float[] values(INDArray array) {
        Memory memory = Memory.of(array);
        float[] values = new float[memory.length()];
        memory.get(0, values, 0, values.length);
        return values;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
