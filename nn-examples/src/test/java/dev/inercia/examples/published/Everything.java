package dev.inercia.examples.published;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.Weights;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.onnx.Onnx;
import dev.inercia.optim.Adam;
import dev.inercia.train.Checkpoints;
import dev.inercia.train.Trainer;
import dev.inercia.train.log.CsvLog;
import dev.inercia.train.log.TensorBoard;
import java.nio.file.Path;

/** Trains with checkpoints and logs, saves, loads, and writes and reads ONNX: what a program does with the library. */
public final class Everything {

    private Everything() {}

    private static Trainer trainer(Path directory) {
        Network network = Network.input(2)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(2)
                .listener(new Checkpoints(directory.resolve("checkpoints")))
                .listener(new CsvLog(directory.resolve("log.csv")))
                .listener(new TensorBoard(directory.resolve("board")));
    }

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        Dataset data = Dataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
        trainer(directory).epochs(2).train(data);
        Trainer next = trainer(directory).epochs(4);
        next.resume(directory.resolve("checkpoints"), data);
        Path model = directory.resolve("model.safetensors");
        next.network().save(model);
        Path graph = directory.resolve("model.onnx");
        Onnx.write(Network.load(model), graph);
        System.out.println(Onnx.read(graph).predict(data));
        System.out.println(Weights.read(model).names());
    }
}
