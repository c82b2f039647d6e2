package com.example.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Momentum;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.page.Curves;
import dev.inercia.train.page.TrainingPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example of a page, word by word. */
class LookAtTrainingTest {

    private static Trainer trainer(double mu) {
        Network network = Network.input(2)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), new Momentum(0.1, mu)).epochs(3);
    }

    static void look(Dataset data, Path directory) throws IOException {
        TrainingPage page = TrainingPage.at(8080).savedAs(directory.resolve("training.html"));
        System.out.println("Open " + page.open());
        History slow = trainer(0.5).listener(page.named("mu 0.5")).train(data);
        History fast = trainer(0.9).listener(page.named("mu 0.9")).train(data);
        Curves.of("mu 0.5", slow).and("mu 0.9", fast).save(directory.resolve("curves.svg"));
    }

    @Test
    void looksAtTwoTrainings(@TempDir Path directory) throws IOException {
        Dataset data = Dataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
        look(data, directory);
        TrainingPage.at(8080).close();
        assertThat(Files.readString(directory.resolve("training.html"))).contains("mu 0.5", "mu 0.9");
        assertThat(Files.readString(directory.resolve("curves.svg"))).contains("mu 0.5, training", "mu 0.9, training");
    }
}
