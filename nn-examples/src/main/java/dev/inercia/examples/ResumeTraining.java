package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.train.Checkpoints;
import dev.inercia.train.EarlyStopping;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.log.CsvLog;
import dev.inercia.train.log.Progress;
import dev.inercia.train.log.TensorBoard;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains on digits, and is killed: run it with {@code --kill 3000}, and then again without. It goes on where it was, and
 * comes to the same result, to the last bit, as if it had never stopped.
 */
@Command(
        name = "ResumeTraining",
        description = "Trains on digits. With --kill it kills itself in the middle; run again, it goes on.",
        sortOptions = false)
public final class ResumeTraining implements Callable<Integer> {

    /** What a shell reports of a killed process. */
    static final int KILLED = 137;

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "resume-training",
            description = "Where checkpoints and logs go, by default ${DEFAULT-VALUE}.")
    private Path directory;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Epochs, by default ${DEFAULT-VALUE}; later runs may ask for more.")
    private int epochs;

    @Option(names = "--kill", paramLabel = "N", description = "Kills itself after this step.")
    private Long kill;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new ResumeTraining(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--epochs", epochs);
        History history = run(data.load(), directory, epochs, kill == null ? Long.MAX_VALUE : kill);
        System.out.println(history);
        return 0;
    }

    /** 784-64-10 with dropout. */
    static Network network() {
        return Network.input(784)
                .layer(new Dense(64, new Relu()))
                .layer(new Dropout(0.1))
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    /** Goes on with the training in a directory, or begins one. */
    static History run(Digits digits, Path directory, int epochs, long killAfter) {
        Network network = network();
        Path checkpoints = directory.resolve("checkpoints");
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .epochs(epochs)
                .validation(digits.validation())
                .listener(new EarlyStopping(3).restoringBest())
                .listener(
                        new Checkpoints(checkpoints).everySteps(500).keepBest().onShutdown())
                .listener(new CsvLog(directory.resolve("log.csv")))
                .listener(new TensorBoard(directory.resolve("events")))
                .listener(Progress.on(System.err))
                .onStep(training -> {
                    if (training.step() == killAfter) {
                        Runtime.getRuntime().halt(KILLED); // no hook, no finally: as if killed
                    }
                });
        return trainer.resume(checkpoints, digits.training());
    }
}
