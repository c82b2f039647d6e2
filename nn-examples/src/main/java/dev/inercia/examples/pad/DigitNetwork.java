package dev.inercia.examples.pad;

import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Sequential;

/**
 * Three convolutions that read a digit, as small and quick as the numbers of their filters allow; {@code FastDigits
 * --to 99.4} has them, too.
 *
 * @param first filters of the first convolution
 * @param second filters of the second
 * @param third filters of the third
 */
public record DigitNetwork(int first, int second, int third) {

    /**
     * Adds all layers, the output with its ten probabilities included.
     *
     * @param input the input and what precedes the convolutions: images {@code [28, 28, 1]} come out of it
     * @return what was given
     */
    public NetworkBuilder after(NetworkBuilder input) {
        // Pooling first leaves a quarter of the values to normalise.
        return input.layer(new Sequential(
                        convolution(first, 5), new MaxPool(2), new BatchNorm(), new Activate(new Relu())))
                .layer(new Sequential(convolution(second, 3), new BatchNorm(), new Activate(new Relu())))
                .layer(new Sequential(convolution(third, 3), new MaxPool(2), new BatchNorm(), new Activate(new Relu())))
                .layer(new Flatten())
                .layer(new Dense(10))
                .output(new Softmax());
    }

    private static Conv2d convolution(int filters, int side) {
        return new Conv2d(filters, side).withoutBias();
    }
}
