package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.State;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class SharedFilesTest {

    private static final Dataset TRAINING = SyntheticDigits.generate(60, 1).dataset();
    private static final Dataset TEST = SyntheticDigits.generate(20, 2).dataset();

    @TempDir
    private Path directory;

    private Task task() {
        return Task.parse(Work.A.arguments(directory.toString()).toArray(String[]::new));
    }

    private static Batch all(Dataset data) {
        return data.batches(data.size(), DataType.FLOAT).get(0);
    }

    @Test
    void comeBackBitForBit() {
        SharedFiles.write(directory, TRAINING, TEST);
        Mnist read = Mnist.load(directory);

        assertThat(read.train().size()).isEqualTo(60);
        assertThat(all(read.train()).features().data().asFloat())
                .containsExactly(all(TRAINING).features().data().asFloat());
        assertThat(all(read.test()).targets().data().asFloat())
                .containsExactly(all(TEST).targets().data().asFloat());
    }

    @Test
    void holdPermutationsThatDiffer() {
        SharedFiles.write(directory, TRAINING, TEST);
        int[][] orders = Inputs.order(task());

        assertThat(orders).hasNumberOfRows(SharedFiles.EPOCHS);
        for (int[] order : orders) {
            assertThat(IntStream.of(order).sorted().toArray())
                    .containsExactly(IntStream.range(0, 60).toArray());
        }
        assertThat(Arrays.stream(orders).map(Arrays::toString).distinct()).hasSize(SharedFiles.EPOCHS);
    }

    /** Whatever its listeners look at before the first step: steps on batches in that order end at the same bits. */
    @Test
    void ourTrainerTakesTheOrderThatOthersAreGiven() {
        SharedFiles.write(directory, TRAINING, TEST);
        Task task = task();
        int[][] orders = Inputs.order(task);
        Network trained = Ours.network(task);
        Ours.trainer(task, trained).epochs(3).train(TRAINING);

        Network stepped = Ours.network(task);
        Optimizer optimizer = Ours.optimizer(task);
        State state = optimizer.start(stepped.parameters());
        Pass pass = Pass.training(stepped, task.batch(), new SoftmaxCrossEntropy(), 0);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (Batch batch : TRAINING.subset(orders[epoch]).batches(task.batch(), DataType.FLOAT)) {
                pass.loss(batch.features(), batch.targets());
                pass.backward();
                optimizer.step(stepped.parameters(), pass.gradients(), state);
            }
        }
        assertThat(stepped.parameters().flat().toFloatVector())
                .isEqualTo(trained.parameters().flat().toFloatVector());
    }
}
