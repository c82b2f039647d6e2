package dev.inercia.examples;

import dev.inercia.mnist.augment.Flip;
import dev.inercia.mnist.image.Images;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.GlobalMaxPool;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import java.nio.file.Path;

/**
 * Trains a network on a folder of pictures with a subfolder for each class, and classifies a picture from a file: {@code
 * PictureFolder folder picture}. Without arguments it draws 2,000 pictures into a temporary folder.
 */
public final class PictureFolder {

    private PictureFolder() {}

    public static void main(String[] args) {
        Path folder = args.length > 0 ? Path.of(args[0]) : DrawnPictures.folder(2_000, 1);
        run(folder, args.length > 1 ? Path.of(args[1]) : folder.resolve("triangle/7.jpg"));
    }

    /** Trains on four fifths of the folder, measures on the rest, and classifies the picture. */
    static void run(Path folder, Path picture) {
        Images images = Images.folder(folder, 32, 32);
        Split split = images.dataset().stratified(1).split(0.8);
        Network network = Network.input(32, 32, 3)
                .layer(new Sequential(new Conv2d(16, 5, new Relu()), new MaxPool(2)))
                .layer(new Sequential(new Conv2d(32, 5, new Relu()), new GlobalMaxPool()))
                .layer(new Dense(split.first().classes()))
                .output(new Softmax())
                .classes(split.first().classNames())
                .build();
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.003))
                .epochs(20)
                .validation(split.second())
                .train(split.first().augmented(new Flip(), 1));
        System.out.println(network.evaluate(split.second(), new ConfusionMatrix()));
        System.out.println(picture.getFileName() + ": " + network.classify(images.read(picture)));
    }
}
