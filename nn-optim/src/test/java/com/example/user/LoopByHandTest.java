package com.example.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.State;
import dev.inercia.train.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The training loop in a user's own hands, as the README shows it. */
class LoopByHandTest {

    /** Trains without a trainer. */
    static void train(Network network, Loss loss, Optimizer optimizer, Dataset data) {
        Pass pass = Pass.training(network, 10, loss, 1);
        State state = optimizer.start(network.parameters());
        Batches batches = data.batches(10);
        for (int epoch = 1; epoch <= 20; epoch++) {
            batches.shuffle(1, epoch);
            for (Batch batch : batches) {
                pass.loss(batch.features(), batch.targets());
                pass.backward();
                optimizer.step(network.parameters(), pass.gradients(), state);
            }
        }
    }

    private static Network network() {
        return Network.input(2)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(3)
                .build();
    }

    private static Dataset points() {
        Random random = new Random(5);
        float[][] points = new float[200][2];
        int[] inside = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            inside[i] = Math.hypot(points[i][0], points[i][1]) < 0.8 ? 1 : 0;
        }
        return Dataset.of(points, inside);
    }

    @Test
    void takesTheTrainersSteps() {
        Network byHand = network();
        train(byHand, new SoftmaxCrossEntropy(), new Adam(0.01), points());
        Network byTrainer = network();
        new Trainer(byTrainer, new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(10)
                .epochs(20)
                .seed(1)
                .train(points());
        assertThat(byHand.parameters().flat().toFloatVector())
                .isEqualTo(byTrainer.parameters().flat().toFloatVector())
                .isNotEqualTo(network().parameters().flat().toFloatVector());
    }
}
