package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.util.Random;

/** A first network: which of these points lie inside a circle? */
public final class QuickStart {

    public static void main(String[] args) {
        Random random = new Random(1);
        float[][] points = new float[1000][2];
        int[] inside = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            inside[i] = Math.hypot(points[i][0], points[i][1]) < 0.8 ? 1 : 0;
        }
        Split data = Dataset.of(points, inside).split(0.8);
        Network network = Network.input(2)
                .layer(new Dense(16, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .epochs(30)
                .validation(data.second())
                .train(data.first());
        System.out.println(history);
    }
}
