package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BatchesTest {

    private static Dataset numbered(int size) {
        float[][] features = new float[size][2];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            Arrays.fill(features[i], i);
            labels[i] = i;
        }
        return Dataset.of(features, labels);
    }

    /** The labels batch by batch, checked to belong to the features. */
    private static List<List<Integer>> walk(Batches batches) {
        List<List<Integer>> seen = new ArrayList<>();
        for (Batch batch : batches) {
            int[] labels = batch.targets().toIntVector();
            for (int row = 0; row < labels.length; row++) {
                assertThat(batch.features().getRow(row).toIntVector()).containsExactly(labels[row], labels[row]);
            }
            assertThat(batch.rows()).isEqualTo(labels.length);
            seen.add(IntStream.of(labels).boxed().toList());
        }
        return seen;
    }

    private static List<Integer> order(Batches batches) {
        return walk(batches).stream().flatMap(List::stream).toList();
    }

    @Test
    void endsWithASmallerBatchAndStartsAgain() {
        Batches batches = numbered(10).batches(4, DataType.FLOAT);
        List<List<Integer>> expected = List.of(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9));
        assertThat(batches.count()).isEqualTo(3);
        assertThat(walk(batches)).isEqualTo(expected);
        assertThat(walk(batches)).isEqualTo(expected);
    }

    /** A data set of one's own that counts what is gathered. */
    private static final class Counting implements Dataset {

        private final Dataset parent = numbered(10);
        private int gathered;

        @Override
        public int size() {
            return parent.size();
        }

        @Override
        public Shape features() {
            return parent.features();
        }

        @Override
        public Shape targets() {
            return parent.targets();
        }

        @Override
        public int classes() {
            return parent.classes();
        }

        @Override
        public Batch batch(int rows, DataType type) {
            Batch batch = parent.batch(rows, type);
            return new Batch() {

                @Override
                public int rows() {
                    return batch.rows();
                }

                @Override
                public INDArray features() {
                    return batch.features();
                }

                @Override
                public INDArray targets() {
                    return batch.targets();
                }

                @Override
                public void gather(int[] order, int from) {
                    gathered++;
                    batch.gather(order, from);
                }
            };
        }
    }

    @Test
    void askingForABatchsSizeGathersNothing() {
        Counting data = new Counting();
        Batches batches = data.batches(4);
        assertThat(IntStream.range(0, 3).map(batches::rows)).containsExactly(4, 4, 2);
        assertThat(data.gathered).isZero();
        assertThat(IntStream.range(0, 3).map(i -> batches.get(i).rows())).containsExactly(4, 4, 2);
        assertThat(data.gathered).isEqualTo(3);
    }

    @Test
    void isFloatUnlessSaidOtherwise() {
        assertThat(numbered(10).batches(4).get(0).features().dataType()).isEqualTo(DataType.FLOAT);
    }

    @Test
    void allAreEqualIfTheSizeDividesEvenly() {
        Batches batches = numbered(6).batches(3, DataType.DOUBLE);
        assertThat(batches.count()).isEqualTo(2);
        assertThat(walk(batches)).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
    }

    @Test
    void isOneBatchWhereThereAreFewExamples() {
        Batches batches = numbered(3).batches(Integer.MAX_VALUE, DataType.FLOAT);
        assertThat(batches.count()).isEqualTo(1);
        assertThat(walk(batches)).containsExactly(List.of(0, 1, 2));
    }

    @Test
    void refillsTheSameArrays() {
        Batches batches = numbered(5).batches(2, DataType.FLOAT);
        Batch first = batches.get(0);
        INDArray features = first.features();
        INDArray targets = first.targets();
        Batch second = batches.get(1);
        assertThat(second).isSameAs(first);
        assertThat(second.features()).isSameAs(features);
        assertThat(second.targets()).isSameAs(targets);
        assertThat(targets.toIntVector()).containsExactly(2, 3);
        assertThat(batches.get(2)).isNotSameAs(first);
        assertThat(batches.get(2).targets().toIntVector()).containsExactly(4);
    }

    @Test
    void gathersAnyRows() {
        Batch batch = numbered(9).subset(3, 9).batch(2, DataType.DOUBLE);
        INDArray features = batch.features();
        batch.gather(new int[] {0, 5, 1, 4}, 1);
        assertThat(batch.features()).isSameAs(features);
        assertThat(features.toDoubleMatrix()).isEqualTo(new double[][] {{8, 8}, {4, 4}});
        assertThat(batch.targets().toIntVector()).containsExactly(8, 4);
    }

    @Test
    void gathersOneRowAtATime() {
        Batch batch = numbered(3).batch(1, DataType.FLOAT);
        batch.gather(new int[] {2}, 0);
        assertThat(batch.features().shape()).containsExactly(1, 2);
        assertThat(batch.targets().toIntVector()).containsExactly(2);
    }

    @Test
    void shufflesBySeedAndEpochAlone() {
        Batches one = numbered(50).batches(7, DataType.FLOAT);
        Batches other = numbered(50).batches(20, DataType.FLOAT);
        one.shuffle(5, 3);
        List<Integer> order = order(one);
        assertThat(order)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).boxed().toList());
        assertThat(order).isNotEqualTo(IntStream.range(0, 50).boxed().toList());
        one.shuffle(5, 4);
        assertThat(order(one)).isNotEqualTo(order);
        one.shuffle(6, 3);
        assertThat(order(one)).isNotEqualTo(order);
        one.shuffle(5, 3);
        assertThat(order(one)).isEqualTo(order);
        other.shuffle(99, 1);
        other.shuffle(5, 3);
        assertThat(order(other)).isEqualTo(order);
    }

    @Test
    void putsEveryExampleEverywhereEquallyOften() {
        int[][] counts = new int[4][4];
        Batches batches = numbered(4).batches(4, DataType.FLOAT);
        for (int epoch = 0; epoch < 2000; epoch++) {
            batches.shuffle(1, epoch);
            int[] order = batches.get(0).targets().toIntVector();
            for (int place = 0; place < 4; place++) {
                counts[place][order[place]]++;
            }
        }
        // 500 each, give or take five standard deviations.
        assertThat(IntStream.range(0, 16).map(i -> counts[i / 4][i % 4]).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(400, 600));
    }

    @Test
    void endsAsIteratorsDo() {
        Iterator<Batch> iterator = numbered(1).batches(1, DataType.FLOAT).iterator();
        iterator.next();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }
}
