package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What both implementations of the primitives promise; matrix products have a test of their own. */
class MemoryContractTest {

    /** An implementation by name. */
    record Kind(String name, Supplier<Memory> maker) {

        Memory of(INDArray array) {
            return maker.get().at(array);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("direct", DirectMemory::new),
                new Kind("direct, in pieces of 4", () -> new DirectMemory(2)),
                new Kind("portable", PortableMemory::new));
    }

    static Stream<Arguments> kindsAndTypes() {
        return kinds().flatMap(
                        kind -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(kind, type)));
    }

    private static double[] get(Memory memory, int offset, int count) {
        if (memory.type() == DataType.FLOAT) {
            float[] target = new float[count + 2];
            memory.get(offset, target, 1, count);
            assertThat(new float[] {target[0], target[count + 1]}).containsOnly(0);
            return Numbers.doubles(Arrays.copyOfRange(target, 1, count + 1));
        }
        double[] target = new double[count + 2];
        memory.get(offset, target, 1, count);
        assertThat(new double[] {target[0], target[count + 1]}).containsOnly(0);
        return Arrays.copyOfRange(target, 1, count + 1);
    }

    /** Puts these values, out of the middle of a longer array. */
    private static void put(Memory memory, int offset, double... values) {
        double[] source = new double[values.length + 3];
        Arrays.fill(source, -99);
        System.arraycopy(values, 0, source, 2, values.length);
        if (memory.type() == DataType.FLOAT) {
            memory.put(offset, Numbers.floats(source), 2, values.length);
        } else {
            memory.put(offset, source, 2, values.length);
        }
    }

    private static INDArray counting(DataType type, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> i);
        return Numbers.array(type, numbers, count);
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void copiesAnyPartOfAnArray(Kind kind, DataType type) {
        INDArray array = counting(type, 12).reshape('c', 3, 4);
        Memory memory = kind.of(array);

        assertThat(memory.array()).isSameAs(array);
        assertThat(memory.type()).isEqualTo(type);
        assertThat(memory.length()).isEqualTo(12);
        assertThat(get(memory, 0, 12)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(get(memory, 5, 3)).containsExactly(5, 6, 7);
        assertThat(get(memory, 11, 1)).containsExactly(11);

        put(memory, 6, -6, -7);
        put(memory, 11, -11);
        assertThat(values(array)).containsExactly(0, 1, 2, 3, 4, 5, -6, -7, 8, 9, 10, -11);
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void aViewIsReadAndWrittenFromItsOwnOffset(Kind kind, DataType type) {
        INDArray whole = counting(type, 24).reshape('c', 6, 4);
        INDArray view = Numbers.rows(whole, 2, 3);
        Memory memory = kind.of(view);

        assertThat(memory.length()).isEqualTo(12);
        assertThat(get(memory, 0, 12))
                .containsExactly(values(view))
                .startsWith(8)
                .endsWith(19);
        put(memory, 1, -1, -2);
        assertThat(whole.getDouble(2, 1)).isEqualTo(-1);
        assertThat(whole.getDouble(2, 2)).isEqualTo(-2);
        assertThat(whole.sumNumber().doubleValue()).isEqualTo(276 - 9 - 10 - 3);

        Memory inner = kind.of(Numbers.rows(view, 1, 2));
        assertThat(get(inner, 0, 8)).containsExactly(12, 13, 14, 15, 16, 17, 18, 19);
        put(inner, 7, -19);
        assertThat(whole.getDouble(4, 3)).isEqualTo(-19);
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void columnByColumnIsReadInMemoryOrder(Kind kind, DataType type) {
        INDArray flat = counting(type, 10);
        INDArray view = Nd4j.create(flat.data(), new long[] {2, 3}, new long[] {1, 2}, 3, 'f', type);
        assertThat(values(view)).containsExactly(3, 5, 7, 4, 6, 8);

        Memory memory = kind.of(view);
        assertThat(get(memory, 0, 6)).containsExactly(3, 4, 5, 6, 7, 8);
        put(memory, 1, 40, 50);
        assertThat(values(view)).containsExactly(3, 50, 7, 40, 6, 8);
        assertThat(values(flat)).containsExactly(0, 1, 2, 3, 40, 50, 6, 7, 8, 9);
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void canBePointedAtOneArrayAfterTheOther(Kind kind, DataType type) {
        Memory memory = kind.maker.get();
        assertThat(memory.array()).isNull();
        INDArray a = counting(type, 4);
        INDArray b = counting(type, 9).addi(100);
        assertThat(memory.at(a)).isSameAs(memory);
        assertThat(get(memory, 3, 1)).containsExactly(3);
        assertThat(get(memory.at(b), 8, 1)).containsExactly(108);
        assertThat(memory.length()).isEqualTo(9);
        DataType other = type == DataType.FLOAT ? DataType.DOUBLE : DataType.FLOAT;
        assertThat(get(memory.at(counting(other, 3)), 2, 1)).containsExactly(2);
        assertThat(memory.type()).isEqualTo(other);
        assertThat(get(memory.at(a), 1, 2)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void finiteIsExact(Kind kind, DataType type) {
        for (int length : new int[] {1, 7, 64, 103}) {
            INDArray array = Numbers.array(type, uniform(length, -1, 1, 1), length);
            assertThat(kind.of(array).isFinite()).isTrue();
            for (int i = 0; i < length; i++) {
                for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    INDArray spoilt = array.dup();
                    put(kind.of(spoilt), i, bad);
                    assertThat(kind.of(spoilt).isFinite())
                            .as("%s at %d of %d", bad, i, length)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void aSumThatOverflowsIsFinite(Kind kind, DataType type) {
        double largest = type == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
        double[] huge = new double[20_000];
        Arrays.fill(huge, largest);
        huge[7] = -largest;
        INDArray array = Numbers.array(type, huge, huge.length);
        assertThat(kind.of(array).isFinite()).isTrue();
        put(kind.of(array), 19_999, Double.NaN);
        assertThat(kind.of(array).isFinite()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void finiteLooksAtTheViewAlone(Kind kind, DataType type) {
        INDArray whole = counting(type, 12).reshape('c', 3, 4);
        put(kind.of(whole), 3, Double.NaN);
        put(kind.of(whole), 8, Double.POSITIVE_INFINITY);
        assertThat(kind.of(Numbers.rows(whole, 1, 1)).isFinite()).isTrue();
        assertThat(kind.of(Numbers.rows(whole, 0, 2)).isFinite()).isFalse();
        assertThat(kind.of(Numbers.rows(whole, 1, 2)).isFinite()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void gapsAreRefused(Kind kind, DataType type) {
        INDArray columns = Nd4j.zeros(type, 3, 4).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2));
        Memory memory = kind.of(counting(type, 2));
        assertThatThrownBy(() -> memory.at(columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected an array without gaps between its elements, but got shape [3, 2] with strides"
                        + " [4, 1]: copy it with dup()");
        assertThat(get(memory, 0, 2)).as("what it looked at before").containsExactly(0, 1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void otherTypesAreRefused(Kind kind) {
        for (DataType type : new DataType[] {DataType.INT32, DataType.FLOAT16}) {
            assertThatThrownBy(() -> kind.of(Nd4j.zeros(type, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected an array of FLOAT or DOUBLE, but got " + type
                            + ": convert it with castTo(DataType.FLOAT)");
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void readingPastTheEndIsRefused(Kind kind, DataType type) {
        INDArray whole = counting(type, 12).reshape('c', 3, 4);
        Memory memory = kind.of(Numbers.rows(whole, 1, 1));
        assertThatThrownBy(() -> get(memory, 2, 3)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> put(memory, 4, 1)).isInstanceOf(RuntimeException.class);
        assertThat(whole.sumNumber().doubleValue()).isEqualTo(66);
    }

    /** As for arrays above 2^27 elements, which one buffer does not reach: every piece of every copy. */
    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void piecesAreCopiedWherever(Kind kind, DataType type) {
        for (int offset = 0; offset < 12; offset++) {
            for (int count = 0; count <= 12 - offset; count++) {
                for (int to = 0; to <= 13 - count; to++) {
                    Memory source = kind.of(counting(type, 12).addi(1));
                    INDArray target = Nd4j.zeros(type, 13);
                    kind.of(target).copy(to, source, offset, count);
                    double[] expected = new double[13];
                    for (int i = 0; i < count; i++) {
                        expected[to + i] = offset + i + 1;
                    }
                    assertThat(values(target)).containsExactly(expected);
                }
                double[] got = get(kind.of(counting(type, 12)), offset, count);
                assertThat(got).hasSize(count);
                for (int i = 0; i < count; i++) {
                    assertThat(got[i]).isEqualTo(offset + i);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndTypes")
    void closedArraysAreRefusedByEveryPrimitive(Kind kind, DataType type) {
        INDArray array = counting(type, 12).dup(); // a user's
        Memory memory = kind.of(array);
        Memory view = kind.of(Numbers.rows(array.reshape('c', 3, 4), 1, 1));
        Memory open = kind.of(counting(type, 12));
        array.close();
        for (Memory closed : new Memory[] {memory, view}) {
            for (ThrowingCallable access : List.<ThrowingCallable>of(
                    () -> get(closed, 0, 2),
                    () -> put(closed, 0, 1, 2),
                    () -> closed.copy(0, open, 0, 2),
                    () -> open.copy(0, closed, 0, 2),
                    closed::absoluteSum,
                    closed::indexOfNonFinite,
                    () -> closed.at(closed.array()))) {
                assertThatThrownBy(access)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "Expected an open array, but it was closed: close arrays only when nobody uses them any"
                                        + " more");
            }
        }
    }

    @Test
    void arraysOfOursCannotBeClosed() {
        INDArray array = Memory.zeros(DataType.FLOAT, 3, 4).array();
        INDArray view = Layout.rows(array, 1, 2);
        INDArray front = Layout.front(array, 12);
        for (INDArray each : new INDArray[] {array, view, front, array.reshape(4, 3), array.getRow(2)}) {
            each.close();
            assertThatThrownBy(each.data()::close).hasMessage("Can't release this data buffer");
        }
        assertThat(array.wasClosed()).isFalse();
        assertThat(values(view)).containsOnly(0).hasSize(8);
        INDArray theirs = array.dup();
        theirs.close();
        assertThat(theirs.wasClosed()).isTrue();
    }

    @Test
    void theDefaultOrderOfArraysMakesNoDifference() {
        char before = Nd4j.order();
        Nd4j.factory().setOrder('f');
        try {
            assertThat(Memory.zeros(DataType.FLOAT, 3, 4).array().ordering()).isEqualTo('c');
        } finally {
            Nd4j.factory().setOrder(before);
        }
    }

    @Test
    void thisMachineComputesDirectly() {
        boolean portable = Boolean.getBoolean("inercia.portable");
        assertThat(Memory.create()).isInstanceOf(portable ? PortableMemory.class : DirectMemory.class);
        assertThat(values(Memory.zeros(DataType.FLOAT, 2, 3).array()))
                .containsOnly(0)
                .hasSize(6);
        assertThat(Memory.of(counting(DataType.DOUBLE, 5)).length()).isEqualTo(5);
    }
}
