package dev.inercia.examples;

import dev.inercia.examples.report.output.TrainingRecord;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.metric.Rmse;
import dev.inercia.optim.Adam;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.log.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A small dense autoencoder: squeezes a digit's 784 pixels through 32 units, and draws what comes out. */
@Command(
        name = "autoencoder",
        description = "A dense autoencoder of digits, 784-128-32-128-784, with a digit before and after it.",
        sortOptions = false)
public final class Autoencoder implements Callable<Integer> {

    private static final int SIDE = 28;
    private static final String SHADES = " .:+#";

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passes over the training images, by default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-autoencoder",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new Autoencoder(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--epochs", epochs);
        run(data.load(), epochs, out);
        return 0;
    }

    /** 784-128-32-128-784. */
    static Network network() {
        return Network.input(SIDE * SIDE)
                .layer(new Dense(128, new Relu()))
                .layer(new Dense(32, new Relu()))
                .layer(new Dense(128, new Relu()))
                .layer(new Dense(SIDE * SIDE))
                .output(new Sigmoid())
                .seed(1)
                .build();
    }

    /** Trains, prints, and returns the history. */
    static History run(Digits digits, int epochs, Path out) {
        Network network = network();
        System.out.println("Data: " + digits.source());
        Trainer trainer = new Trainer(network, new MeanSquaredError(), new Adam(0.001))
                .epochs(epochs)
                .validation(digits.validation().targetsFromFeatures())
                .listener(Progress.on(System.out));
        History history = trainer.train(digits.training().targetsFromFeatures());

        Dataset test = digits.test().targetsFromFeatures();
        String result = String.format(
                Locale.ROOT,
                "Test images: pixels, from 0 to 1, are off by %.3f (RMSE, mean over pixels)",
                network.evaluate(test, new Rmse()).value());
        System.out.println(result);
        draw(test.subset(0, 1), network);
        new TrainingRecord("An autoencoder of digits", digits.source())
                .add("autoencoder", trainer, history)
                .measured(result)
                .write(out);
        return history;
    }

    /** A digit and its reconstruction, side by side. */
    private static void draw(Dataset one, Network network) {
        INDArray before = one.batches(1).get(0).features();
        INDArray after = network.predict(one);
        for (int row = 0; row < SIDE; row++) {
            System.out.println((line(before, row) + line(after, row)).stripTrailing());
        }
    }

    private static String line(INDArray image, int row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < SIDE; column++) {
            double pixel = image.getDouble(0, row * SIDE + column);
            line.append(SHADES.charAt((int) Math.min(SHADES.length() - 1, pixel * SHADES.length())));
        }
        return line.toString();
    }
}
