package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.train.Trainer;

/**
 * A small training with all that has to travel: running statistics, chance, a schedule, accumulated gradients.
 *
 * @param optimizer adam, momentum or average
 */
record CloudRecipe(String optimizer, double learningRate, int epochs) implements Recipe {

    @Override
    public Trainer trainer() {
        if (learningRate == 13) {
            throw new IllegalArgumentException("no luck");
        }
        if (learningRate == 666) {
            Runtime.getRuntime().halt(3);
        }
        NetworkBuilder network = Network.input(4)
                .layer(new Dense(8, new Tanh()))
                .layer(new BatchNorm())
                .layer(new Dropout(0.2))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(1);
        return new Trainer(network.build(), new SoftmaxCrossEntropy(), optimizer(optimizer))
                .batchSize(10)
                .accumulate(2)
                .epochs(epochs)
                .seed(5)
                .schedule(time -> Math.min(1, 0.1 + time));
    }

    private Optimizer optimizer(String name) {
        return switch (name) {
            case "momentum" -> new Momentum(learningRate);
            case "average" -> new ExponentialMovingAverage(new Adam(learningRate), 0.9);
            default -> new Adam(learningRate);
        };
    }
}
