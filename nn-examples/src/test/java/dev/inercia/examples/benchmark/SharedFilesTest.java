package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
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
        int[][] orders = SharedFiles.readOrder(directory);

        assertThat(orders).hasNumberOfRows(SharedFiles.EPOCHS);
        for (int[] order : orders) {
            assertThat(IntStream.of(order).sorted().toArray())
                    .containsExactly(IntStream.range(0, 60).toArray());
        }
        assertThat(Arrays.stream(orders).map(Arrays::toString).distinct()).hasSize(SharedFiles.EPOCHS);
    }

    @Test
    void giveBatchesInTheirOrderWhateverIsAskedFor() {
        int[][] orders = {{3, 1, 2, 0}, {0, 1, 2, 3}};
        Dataset four = TRAINING.subset(0, 4);
        Batch batch = new InOrder(four, orders).batch(2, DataType.FLOAT);
        int[] other = {0, 0, 0, 0};

        int[][] batches = {{3, 1}, {2, 0}, {0, 1}, {2, 3}, {3, 1}, {2, 0}};
        for (int i = 0; i < batches.length; i++) {
            if (i % 2 == 0) {
                batch.startEpoch(1 + i / 2);
            }
            int[] expected = batches[i];
            batch.gather(other, 0); // a look at the first batch, as a listener takes it, moves nothing on
            batch.gather(other, i % 2 * 2);
            assertThat(batch.features().data().asFloat())
                    .containsExactly(
                            all(four.subset(expected)).features().data().asFloat());
        }
    }
}
