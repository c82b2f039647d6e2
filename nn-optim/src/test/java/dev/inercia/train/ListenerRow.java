package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A listener under test, in a training in which it does something.
 *
 * @param listener a description
 * @param network makes a new one
 * @param optimizer of that training
 * @param scale of the features
 * @param remembered an epoch after whose end the listener remembers something that matters later; 0 if there is none
 */
record ListenerRow(Listener listener, Supplier<Network> network, Optimizer optimizer, float scale, int remembered) {

    private static final int EPOCHS = 20;

    /** Points in two diagonally opposite quarters are of one class. */
    static Split data(float scale) {
        Random random = new Random(1);
        float[][] x = new float[400][2];
        int[] y = new int[400];
        for (int i = 0; i < 400; i++) {
            x[i] = new float[] {scale * (random.nextFloat() - 0.5f), scale * (random.nextFloat() - 0.5f)};
            y[i] = x[i][0] * x[i][1] > 0 ? 1 : 0;
        }
        return Dataset.of(x, y).split(0.75);
    }

    private static Network network(Dense hidden, Dense output) {
        return Network.input(2)
                .layer(hidden)
                .layer(output)
                .output(new Softmax())
                .build();
    }

    /** Whose course the rows below know. */
    private static Network learner() {
        return network(new Dense(16, new Tanh()).weights(new ScaledNormal()), new Dense(2).weights(new ScaledNormal()));
    }

    private static Network deep() {
        NetworkBuilder builder = Network.input(2);
        for (int i = 0; i < 12; i++) {
            builder.layer(new Dense(4, new Sigmoid()));
        }
        return builder.layer(new Dense(2)).output(new Softmax()).build();
    }

    static Stream<ListenerRow> all() {
        Supplier<Network> learner = ListenerRow::learner;
        Supplier<Network> same = () -> network(new Dense(4, new Tanh()), new Dense(2).weights(new Zeros()));
        Supplier<Network> saturated = () -> network(new Dense(4, new Tanh()).weights(new Constant(1e5)), new Dense(2));
        return Stream.of(
                new ListenerRow(new StopOnNonFinite(), learner, new Sgd(1e38), 1, 0),
                new ListenerRow(new InputRangeWarning(), learner, new Adam(0.01), 100, 0),
                new ListenerRow(new CollapseWarning(), same, new Sgd(0), 1, 2),
                new ListenerRow(new StuckUnitsWarning(), saturated, new Sgd(0.01), 1, 2),
                new ListenerRow(new GradientSizeWarning(), ListenerRow::deep, new Sgd(0.1), 1, 2),
                new ListenerRow(new StalledLossWarning(), same, new Sgd(0), 1, 3),
                new ListenerRow(new EarlyStopping(4), learner, new Adam(0.2), 1, 10),
                new ListenerRow(new EarlyStopping(4).restoringBest(), learner, new Adam(0.2), 1, 10),
                new ListenerRow(new RestoreBest(), learner, new Adam(0.2), 1, 15),
                new ListenerRow(new ReduceOnPlateau(2), learner, new Adam(0.2), 1, 9));
    }

    /** A trainer without listeners but those given; all derived from one are to be independent of each other. */
    Trainer trainer(Listener... listeners) {
        return new Trainer(network.get(), new SoftmaxCrossEntropy(), optimizer)
                .epochs(EPOCHS)
                .batchSize(16)
                .validation(data(scale).second())
                .listeners(List.of(listeners));
    }

    @Override
    public String toString() {
        return listener.toString();
    }
}
