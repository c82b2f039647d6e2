package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What data sets are made of, and what the batches then hold. */
class DatasetTest {

    private static final float[][] FEATURES = {{1, 2}, {3, 4}, {5, 6}};

    private static Batch all(Dataset data, DataType type) {
        return data.batches(data.size(), type).get(0);
    }

    private static float[] features(Dataset data) {
        return all(data, DataType.FLOAT).features().reshape(-1).toFloatVector();
    }

    private static int[] labels(Dataset data) {
        return all(data, DataType.FLOAT).targets().toIntVector();
    }

    /** Examples whose feature is their number, and whose label is that number modulo 3. */
    private static Dataset numbered(int size) {
        float[][] features = new float[size][1];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            features[i][0] = i;
            labels[i] = i % 3;
        }
        return Dataset.of(features, labels, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void holdsArraysOfEitherTypeExactly(DataType type) {
        double tenth = type == DataType.FLOAT ? 0.1f : 0.1;
        INDArray features =
                Nd4j.createFromArray(new double[][] {{tenth, -2}, {1e-30, 4}}).castTo(type);
        INDArray targets = Nd4j.createFromArray(new double[][] {{tenth}, {-7}}).castTo(type);
        Dataset data = Dataset.of(features, targets);
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.features()).isEqualTo(Shape.of(2));
        assertThat(data.targets()).isEqualTo(Shape.of(1));
        assertThat(data.classes()).isZero();
        Batch batch = all(data, type);
        assertThat(batch.features().dataType()).isEqualTo(type);
        assertThat(batch.features().toDoubleMatrix()).isEqualTo(features.toDoubleMatrix());
        assertThat(batch.targets().toDoubleMatrix()).isEqualTo(targets.toDoubleMatrix());
    }

    @Test
    void convertsBetweenTypes() {
        Dataset doubles = Dataset.of(Nd4j.createFromArray(new double[][] {{0.1}}), Nd4j.createFromArray(0));
        assertThat(all(doubles, DataType.FLOAT).features().toFloatVector()).containsExactly(0.1f);
        Dataset floats = Dataset.of(new float[][] {{0.1f}}, new int[] {0});
        assertThat(all(floats, DataType.DOUBLE).features().toDoubleVector()).containsExactly((double) 0.1f);
    }

    @Test
    void readsWhateverLayoutByRow() {
        INDArray columnByColumn = Nd4j.createFromArray(FEATURES).dup('f');
        INDArray wide = Nd4j.createFromArray(new float[][] {{9, 9, 9, 9}, {9, 1, 2, 9}, {9, 3, 4, 9}, {9, 5, 6, 9}});
        INDArray view = wide.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(1, 3));
        INDArray transposed =
                Nd4j.createFromArray(new float[][] {{1, 3, 5}, {2, 4, 6}}).transpose();
        INDArray integers = Nd4j.createFromArray(new int[][] {{1, 2}, {3, 4}, {5, 6}});
        INDArray labels = Nd4j.createFromArray(8, 0, 2, 1).get(NDArrayIndex.interval(1, 4));
        for (INDArray features : new INDArray[] {columnByColumn, view, transposed, integers}) {
            Dataset data = Dataset.of(features, labels);
            assertThat(features(data)).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(labels(data)).containsExactly(0, 2, 1);
            assertThat(data.classes()).isEqualTo(3);
        }
    }

    @Test
    void keepsTheShapeOfImages() {
        INDArray images = Nd4j.arange(2 * 3 * 4).castTo(DataType.FLOAT).reshape(2, 1, 3, 4);
        Dataset data = Dataset.of(images, Nd4j.createFromArray(1, 0));
        assertThat(data.features()).isEqualTo(Shape.of(1, 3, 4));
        assertThat(data.targets()).isEqualTo(Shape.of());
        Batch batch = all(data, DataType.FLOAT);
        assertThat(batch.features().shape()).containsExactly(2, 1, 3, 4);
        assertThat(batch.targets().shape()).containsExactly(2);
        assertThat(batch.features().getFloat(1, 0, 2, 3)).isEqualTo(23);
    }

    @Test
    void takesClassIndices() {
        Dataset data = Dataset.of(FEATURES, new int[] {2, 0, 1});
        assertThat(data.classes()).isEqualTo(3);
        assertThat(data.targets()).isEqualTo(Shape.of());
        assertThat(features(data)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(labels(data)).containsExactly(2, 0, 1);
        assertThat(Dataset.of(FEATURES, new int[] {0, 0, 0}, 7).classes()).isEqualTo(7);
    }

    @Test
    void takesTargetValues() {
        Dataset data = Dataset.of(FEATURES, new float[][] {{-1}, {0.5f}, {9}});
        assertThat(data.classes()).isZero();
        assertThat(data.targets()).isEqualTo(Shape.of(1));
        assertThat(all(data, DataType.FLOAT).targets().toFloatMatrix()).isEqualTo(new float[][] {{-1}, {0.5f}, {9}});
    }

    @Test
    void scalesBytesByExactly255() {
        byte[] pixels = new byte[256];
        float[] floats = new float[256];
        double[] doubles = new double[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
            floats[i] = i / 255f;
            doubles[i] = i / 255.0;
        }
        Dataset data = Dataset.ofBytes(pixels, Shape.of(1, 8, 16), new byte[] {1, 0}, 2);
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.features()).isEqualTo(Shape.of(1, 8, 16));
        assertThat(labels(data)).containsExactly(1, 0);
        assertThat(features(data)).isEqualTo(floats);
        assertThat(all(data, DataType.DOUBLE).features().reshape(-1).toDoubleVector())
                .isEqualTo(doubles);
    }

    @Test
    void labelsInBytesAreUnsigned() {
        byte[] labels = {(byte) 200, 3};
        assertThat(labels(Dataset.ofBytes(new byte[2], Shape.of(1), labels, 256)))
                .containsExactly(200, 3);
        assertThatThrownBy(() -> Dataset.ofBytes(new byte[2], Shape.of(1), labels, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Class index 200 of example 0 is out of range: with 10 classes expected 0 to 9");
    }

    @Test
    void copiesWhatItIsMadeFrom() {
        float[][] features = {{1, 2}, {3, 4}};
        int[] labels = {0, 1};
        float[][] targets = {{5}, {6}};
        INDArray array = Nd4j.createFromArray(features);
        INDArray targetArray = Nd4j.createFromArray(targets);
        Dataset classes = Dataset.of(features, labels);
        Dataset values = Dataset.of(features, targets);
        Dataset arrays = Dataset.of(array, targetArray);
        features[0][0] = 99;
        labels[0] = 1;
        targets[0][0] = 99;
        array.assign(99);
        targetArray.assign(99);
        for (Dataset data : new Dataset[] {classes, values, arrays}) {
            assertThat(features(data)).containsExactly(1, 2, 3, 4);
        }
        assertThat(labels(classes)).containsExactly(0, 1);
        assertThat(labels(values)).containsExactly(5, 6);
        assertThat(labels(arrays)).containsExactly(5, 6);
    }

    @Test
    void takesSubsets() {
        Dataset data = numbered(10);
        assertThat(features(data.subset(3, 6))).containsExactly(3, 4, 5);
        assertThat(labels(data.subset(3, 6))).containsExactly(0, 1, 2);
        int[] rows = {9, 0, 9};
        Dataset chosen = data.subset(rows);
        rows[0] = 5;
        assertThat(features(chosen)).containsExactly(9, 0, 9);
        assertThat(chosen.size()).isEqualTo(3);
        assertThat(chosen.classes()).isEqualTo(3);
        assertThat(chosen.features()).isEqualTo(Shape.of(1));
        assertThat(chosen.targets()).isEqualTo(Shape.of());
    }

    @Test
    void nestsSelections() {
        Dataset nested =
                numbered(10).subset(2, 9).subset(new int[] {6, 0, 3, 1}).subset(1, 4);
        assertThat(features(nested)).containsExactly(2, 5, 3);
        assertThat(labels(nested)).containsExactly(2, 2, 0);
    }

    @Test
    void shufflesBySeed() {
        Dataset data = numbered(100);
        float[] once = features(data.shuffled(7));
        assertThat(features(data.shuffled(7))).isEqualTo(once);
        assertThat(features(data.shuffled(8))).isNotEqualTo(once);
        assertThat(once).isNotEqualTo(features(data));
        assertThat(once).containsExactlyInAnyOrder(features(data));
        int[] labels = labels(data.shuffled(7));
        assertThat(labels)
                .isEqualTo(IntStream.range(0, 100).map(i -> (int) once[i] % 3).toArray());
    }

    @Test
    void splitsInOrder() {
        Split split = numbered(10).split(0.75);
        assertThat(features(split.first())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(features(split.second())).containsExactly(8, 9);
    }

    @Test
    void oneHotRowsAreClassIndices() {
        float[][] x = {{1}, {2}, {3}};
        float[][] targets = {{0, 0, 1}, {1, 0, 0}, {0, 0, 1}};
        for (Dataset data : new Dataset[] {
            Dataset.ofOneHot(x, targets), Dataset.ofOneHot(Nd4j.createFromArray(x), Nd4j.createFromArray(targets))
        }) {
            assertThat(data.classes()).isEqualTo(3);
            assertThat(data.targets()).isEqualTo(Shape.of());
            assertThat(data.labels()).containsExactly(2, 0, 2);
            assertThat(data.subset(1, 3).shuffled(1).labels()).containsExactlyInAnyOrder(0, 2);
        }
        for (float[] bad : new float[][] {{0, 0, 0}, {1, 1, 0}, {0.5f, 0.5f, 0}, {0, 2, 0}, {1, -1, 1}}) {
            assertThatThrownBy(() -> Dataset.ofOneHot(x, new float[][] {{0, 0, 1}, bad, {0, 1, 0}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected one-hot targets, one 1 in each row and 0 elsewhere, but example 1 has "
                            + Arrays.toString(bad) + ": for several labels per example, or for values, use Dataset.of");
        }
    }

    @Test
    void labelsOverTimeAreDeclared() {
        Dataset data =
                Dataset.ofLabels(Nd4j.zeros(2, 3, 5), Nd4j.createFromArray(new int[][] {{0, 1, 2}, {2, 2, 0}}), 4);
        assertThat(data.classes()).isEqualTo(4);
        assertThat(data.features()).isEqualTo(Shape.of(3, 5));
        assertThat(data.targets()).isEqualTo(Shape.of(3));
        Batch batch = data.batch(2, DataType.FLOAT);
        batch.gather(new int[] {1, 0}, 0);
        assertThat(batch.targets().dup('c').data().asFloat()).containsExactly(2, 2, 0, 0, 1, 2);
        assertThatThrownBy(() -> Dataset.ofLabels(
                        Nd4j.zeros(2, 3, 5), Nd4j.createFromArray(new int[][] {{0, 1, 2}, {2, 4, 0}}), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Class index 4 of index 1 of example 1 is out of range: with 4 classes expected 0 to 3");
        assertThatThrownBy(() ->
                        Dataset.ofLabels(Nd4j.zeros(1, 2, 5), Nd4j.createFromArray(new float[][] {{0, 0.5f}}), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected class indices, whole numbers, but example 0 has 0.5 at index 1");
    }
}
