package dev.inercia.examples.pad;

import dev.inercia.mnist.augment.Distortion;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Reshape;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import java.util.List;

/**
 * The pad's network, and how it learns: three convolutions, on digits that are distorted anew in every epoch, because
 * people draw less evenly with a mouse than MNIST's writers wrote with a pen.
 *
 * @param first filters of the first convolution
 * @param second filters of the second
 * @param third filters of the third
 * @param epochs at least 1
 * @param rate the highest learning rate
 * @param seed of everything random
 */
public record Recipe(int first, int second, int third, int epochs, double rate, long seed) {

    private static final int BATCH_SIZE = 100;

    /** Strong: chosen by digits drawn with pen paths, of other seeds than those that are reported. */
    private static final Distortion DISTORTION = new Distortion(1.5, 15, 0.2, 0.3, 2.5);

    /** Fine-tuning goes gently: at this fraction of the rate. */
    private static final double TUNING = 0.1;

    /** The network of {@code DigitPad}. */
    public static Recipe standard(long seed) {
        return new Recipe(16, 32, 48, 2, 0.012, seed);
    }

    /** A network that has not learned anything: 784 pixels in, ten probabilities out. */
    public Network network() {
        return new DigitNetwork(first, second, third)
                .after(Network.input(784).layer(new Reshape(28, 28, 1)))
                .seed(seed)
                .build();
    }

    /** Trains a network from its first step on. */
    History train(Network network, Dataset digits, Listener listener) {
        return trainer(network, rate, epochs, listener).train(distorted(digits));
    }

    /** Trains a network further, once through these digits. */
    History tune(Network network, Dataset digits, Listener listener) {
        return trainer(network, TUNING * rate, 1, listener).train(distorted(digits));
    }

    private Trainer trainer(Network network, double highest, int times, Listener listener) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(highest))
                .batchSize(BATCH_SIZE)
                .epochs(times)
                .seed(seed)
                .schedule(new OneCycle(times, 0.3, 0.1, 0.001, 0.9, 0.9))
                .listeners(List.of(listener));
    }

    private Dataset distorted(Dataset digits) {
        return digits.augmented(DISTORTION, seed);
    }
}
