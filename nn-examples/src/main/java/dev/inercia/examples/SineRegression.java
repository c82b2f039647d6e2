package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.optim.Adam;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;

/** A small regression: learns a sine from 200 points. */
public final class SineRegression {

    private SineRegression() {}

    static Network network() {
        return Network.input(1)
                .layer(new Dense(32, new Tanh()))
                .layer(new Dense(1))
                .seed(1)
                .build();
    }

    private static Dataset points(int count) {
        float[][] x = new float[count][1];
        float[][] y = new float[count][1];
        for (int i = 0; i < count; i++) {
            x[i][0] = 2f * i / (count - 1) - 1;
            y[i][0] = (float) Math.sin(Math.PI * x[i][0]);
        }
        return Dataset.of(x, y);
    }

    /** Trains a network on 200 points and validates it on 77 others. */
    static History train(Network network) {
        return new Trainer(network, new MeanSquaredError(), new Adam(0.01))
                .batchSize(20)
                .epochs(300)
                .validation(points(77))
                .train(points(200));
    }

    /** Trains the network and prints its predictions. */
    public static void main(String[] args) {
        Network network = network();
        System.out.println(train(network).last().orElseThrow());
        float[] y = new float[1];
        for (float x = -1; x <= 1; x += 0.25f) {
            network.predict(new float[] {x}, y);
            System.out.printf("sin(%5.2f pi) = %6.3f, predicted %6.3f%n", x, Math.sin(Math.PI * x), y[0]);
        }
    }

    /** A trained network and its history, for tests. */
    static History run() {
        return train(network());
    }
}
