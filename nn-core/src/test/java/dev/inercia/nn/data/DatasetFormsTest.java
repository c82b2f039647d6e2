package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Data in the forms that people have it in. */
class DatasetFormsTest {

    private static final float[][] X = {{1, 2}, {3, 4}, {5, 6}};
    private static final double[][] PRECISE = {{1 + 1e-12, 2}, {3, 4}, {5, 6}};

    private static double[] targets(Dataset data) {
        return data.batches(data.size(), DataType.DOUBLE)
                .get(0)
                .targets()
                .dup('c')
                .data()
                .asDouble();
    }

    @Test
    void doublesStayDoubles() {
        for (Dataset data : new Dataset[] {
            Dataset.of(PRECISE, new int[] {0, 1, 0}),
            Dataset.of(PRECISE, new int[] {0, 1, 0}, 2),
            Dataset.of(PRECISE, new double[] {1, 2, 3}),
            Dataset.of(PRECISE, new double[][] {{1}, {2}, {3}}),
            Dataset.of(PRECISE, new String[] {"a", "b", "a"}),
            Dataset.ofOneHot(PRECISE, new double[][] {{1, 0}, {0, 1}, {1, 0}})
        }) {
            assertThat(data.features()).isEqualTo(Shape.of(2));
            assertThat(data.batches(3, DataType.DOUBLE).get(0).features().getDouble(0, 0))
                    .isEqualTo(1 + 1e-12);
        }
        double[][] changed = {{1}, {2}};
        Dataset copied = Dataset.of(changed, changed);
        changed[0][0] = 9;
        assertThat(targets(copied)).containsExactly(1, 2);
    }

    @Test
    void oneTargetARowIsAnOutputOfOne() {
        float[] floats = {0.5f, -1, 2};
        double[] doubles = {0.5, 1e-300, 2};
        Dataset ofFloats = Dataset.of(X, floats);
        Dataset ofDoubles = Dataset.of(PRECISE, doubles);
        floats[0] = 9;
        doubles[0] = 9;
        assertThat(ofFloats.targets()).isEqualTo(ofDoubles.targets()).isEqualTo(Shape.of(1));
        assertThat(ofFloats.classes()).isZero();
        assertThat(targets(ofFloats)).containsExactly(0.5, -1, 2);
        assertThat(targets(ofDoubles)).containsExactly(0.5, 1e-300, 2);
        assertThatThrownBy(() -> Dataset.of(X, new float[] {1, Float.NaN, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Expected finite targets, but example 1 has NaN at index 0: remove or replace it before training");
    }

    @Test
    void namesOfClassesAreKept() {
        String[] labels = {"setosa", "virginica", "setosa"};
        for (Dataset data : new Dataset[] {Dataset.of(X, labels), Dataset.of(X, List.of(labels))}) {
            assertThat(data.classNames()).containsExactly("setosa", "virginica");
            assertThat(data.classes()).isEqualTo(2);
            assertThat(data.labels()).containsExactly(0, 1, 0);
            assertThat(data.shuffled(1)
                            .subset(0, 2)
                            .weighted(new float[] {1, 2})
                            .classNames())
                    .containsExactly("setosa", "virginica");
        }
        Dataset test = Dataset.of(X, List.of("b", "b", "a"), List.of("c", "b", "a"));
        assertThat(test.labels()).containsExactly(1, 1, 2);
        assertThat(test.classes()).isEqualTo(3);
        assertThat(Dataset.of(X, new int[] {0, 1, 0}).classNames()).isEmpty();
        assertThat(Dataset.of(X, new int[] {0, 1, 0})
                        .named(List.of("no", "yes"))
                        .classNames())
                .containsExactly("no", "yes");
    }

    @Test
    void namesThatAreNumbersAreInTheirOrder() {
        assertThat(Dataset.of(X, new String[] {"10", "9", "10"}).classNames()).containsExactly("9", "10");
        assertThat(Dataset.of(X, new String[] {"10", "9", "x"}).classNames()).containsExactly("10", "9", "x");
    }

    @Test
    void refusesOtherNames() {
        assertThatThrownBy(() -> Dataset.of(X, List.of("a", "d", "a"), List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Label 'd' of example 1 is not among the class names [a, b]");
        assertThatThrownBy(() -> Dataset.of(X, List.of("a", "b", "a"), List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a different name for each class, but got [a, b, a]");
        assertThatThrownBy(() -> Dataset.of(X, new int[] {0, 1, 2}).named(List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a name for each of 3 classes, but got 2: [a, b]");
        assertThatThrownBy(() -> Dataset.of(X, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected as many targets as examples, but got features for 3 examples and targets for 2");
    }

    @Test
    void saysWhatItIs() {
        Dataset digits = Dataset.of(new float[1797][64], new int[1797], 10);
        assertThat(digits).hasToString("1797 examples [64], 10 classes");
        assertThat(digits.subset(0, 1)).hasToString("1 example [64], 10 classes");
        assertThat(digits.shuffled(1).augmented(shape -> (x, random) -> {}, 1))
                .hasToString("1797 examples [64], 10 classes");
        assertThat(Dataset.of(X, new String[] {"a", "b", "a"})).hasToString("3 examples [2], 2 classes [a, b]");
        assertThat(Dataset.of(X, X).weighted(new float[] {1, 2, 3}))
                .hasToString("3 examples [2], targets [2], weighted");
        assertThat(Dataset.ofLabels(Nd4j.zeros(2, 4, 3), Nd4j.zeros(2, 4), 5))
                .hasToString("2 examples [4, 3], 5 classes, targets [4]");
    }

    @Test
    void anAutoencoderIsToGiveWhatItWasGiven() {
        Dataset data = Dataset.of(X, new int[] {0, 1, 2}).targetsFromFeatures();
        assertThat(data.targets()).isEqualTo(Shape.of(2));
        assertThat(data.classes()).isZero();
        assertThat(data.areValues()).isTrue();
        assertThat(data.subset(1, 3).areValues()).isTrue();
        assertThat(targets(data)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(data).hasToString("3 examples [2], targets [2]");
        assertThatThrownBy(data::labels)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected one class index per example, but the targets are values of shape [2]");
        Dataset denoising = data.augmented(
                shape -> (x, random) -> {
                    x[0] = -1;
                },
                1);
        Batch batch = denoising.batches(3, DataType.FLOAT).get(0);
        assertThat(batch.features().dup('c').data().asFloat()).containsExactly(-1, 2, -1, 4, -1, 6);
        assertThat(batch.targets().dup('c').data().asFloat()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void valuesAreDeclared() {
        Dataset proportions = Dataset.of(X, new float[] {0, 0.5f, 1});
        assertThat(proportions.areValues()).isFalse();
        assertThat(proportions.asValues().areValues()).isTrue();
        assertThat(targets(proportions.asValues().subset(1, 2))).containsExactly(0.5);
    }

    @Test
    void bytesAreFetchedWhenABatchNeedsThem() {
        List<Integer> fetched = new java.util.concurrent.CopyOnWriteArrayList<>();
        ByteRows rows = row -> {
            fetched.add(row);
            return new byte[] {(byte) row, (byte) (255 - row)};
        };
        Dataset data = rows.dataset(Shape.of(2), List.of("b", "a", "b"), List.of());
        assertThat(data).hasToString("3 examples [2], 2 classes [a, b]");
        assertThat(data.labels()).containsExactly(1, 0, 1);
        assertThat(fetched).isEmpty();
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            fetched.clear();
            Batch batch = data.batch(2, type);
            batch.gather(new int[] {2, 0}, 0);
            assertThat(fetched).containsExactlyInAnyOrder(2, 0);
            double[] expected = {2 / 255.0, 253 / 255.0, 0, 1};
            for (int i = 0; i < 4; i++) {
                double value = batch.features().getDouble(i / 2, i % 2);
                assertThat(value).isEqualTo(type == DataType.FLOAT ? (float) expected[i] : expected[i]);
            }
        }
        assertThat(rows.dataset(Shape.of(2), List.of("b"), List.of("c", "b")).labels())
                .containsExactly(1);
        assertThatThrownBy(() -> rows.dataset(Shape.of(2), List.of("d"), List.of("c", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Label 'd' of example 0 is not among the class names [c, b]");
        assertThatThrownBy(() -> rows.dataset(Shape.of(2), List.of(), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected at least one example");
        Dataset wrong = rows.dataset(Shape.of(3), List.of("a"), List.of());
        assertThatThrownBy(() -> wrong.batches(1).get(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 3 bytes for each example, but got 2 for example 0");
    }
}
