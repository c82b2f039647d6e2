package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;

/** Exclusive or: the smallest problem that needs a hidden layer. */
public final class Xor {

    private static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[][] TARGETS = {{0}, {1}, {1}, {0}};

    private Xor() {}

    /** The network, untrained. */
    static Network network() {
        return Network.input(2)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(1))
                .output(new Sigmoid())
                .seed(1)
                .build();
    }

    /** The trained network. */
    static Network train() {
        Network network = network();
        new Trainer(network, new SigmoidBinaryCrossEntropy(), new Adam(0.05))
                .batchSize(4)
                .epochs(500)
                .train(Dataset.of(INPUTS, TARGETS));
        return network;
    }

    /** Trains the network and prints its predictions. */
    public static void main(String[] args) {
        Network network = train();
        float[] probability = new float[1];
        for (float[] input : INPUTS) {
            network.predict(input, probability);
            System.out.printf("%.0f xor %.0f = %.3f%n", input[0], input[1], probability[0]);
        }
    }
}
