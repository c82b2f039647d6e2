package dev.inercia.examples;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import dev.inercia.train.log.Progress;
import java.nio.file.Path;

/** Trains a network on handwritten digits and saves it to a file. */
public final class DigitsQuickStart {

    public static void main(String[] args) {
        Mnist mnist = args.length > 0 ? Mnist.load(Path.of(args[0])) : Mnist.load();
        Network network = Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .build();
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .batchSize(10)
                .epochs(3)
                .validation(mnist.validation())
                .listener(Progress.on(System.err))
                .train(mnist.training());
        System.out.println(mnist.source());
        System.out.println(network.evaluate(mnist.test(), new ConfusionMatrix()));
        network.save(Path.of("digits.safetensors"));
    }
}
