package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TileTest {

    private static final double[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 8};

    private static float[] numbers(Tile tile) {
        float[] numbers = new float[tile.rows() * tile.columns()];
        tile.get(numbers);
        return numbers;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void holdsOneTypeOfNumbers(DataType type) {
        Tile tile = new Tile(type, 3, 4);
        assertThat(tile.isFloat()).isEqualTo(type == DataType.FLOAT);
        assertThat(tile.floats() != null).isEqualTo(type == DataType.FLOAT);
        assertThat(tile.doubles() != null).isEqualTo(type == DataType.DOUBLE);
        assertThat(tile.rows()).isEqualTo(3);
        assertThat(tile.capacity()).isEqualTo(3);
        assertThat(tile.columns()).isEqualTo(4);
        assertThat(numbers(tile)).hasSize(12).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void loadsAndStoresRows(DataType type) {
        INDArray matrix = array(type, NUMBERS, 4, 2);
        Tile tile = new Tile(type, 3, 2);

        tile.load(Memory.of(matrix), 1, 2);
        assertThat(tile.rows()).isEqualTo(2);
        assertThat(tile.capacity()).isEqualTo(3);
        assertThat(numbers(tile)).containsExactly(3, 4, 5, 6);

        tile.store(Memory.of(matrix), 2);
        assertThat(values(matrix)).containsExactly(1, 2, 3, 4, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void onlyTheRowsInUseTakePart(DataType type) {
        Memory matrix = Memory.of(array(type, NUMBERS, 4, 2));
        Tile tile = new Tile(type, 3, 2);
        Tile row = new Tile(type, 1, 2);
        tile.load(matrix, 0, 3);
        tile.load(matrix, 0, 2);
        row.set(new float[] {10, 20});

        tile.addRow(row);
        assertThat(numbers(tile)).containsExactly(11, 22, 13, 24);
        tile.addRowsTo(row);
        assertThat(numbers(row)).containsExactly(10 + 11 + 13, 20 + 22 + 24);
        tile.set(new float[] {1, 2, 3, 4, 99});
        assertThat(numbers(tile)).containsExactly(1, 2, 3, 4);
        double third = type == DataType.FLOAT ? tile.floats()[4] : tile.doubles()[4];
        assertThat(third).as("beyond the rows in use").isEqualTo(5);
        tile.clear();
        assertThat(numbers(tile)).containsOnly(0);
    }

    @Test
    void aTileForWalkingIsSmallAndHoldsWholeRows() {
        assertThat(Tile.walking(DataType.FLOAT, 10, 30).capacity())
                .as("a small matrix")
                .isEqualTo(10);
        assertThat(Tile.walking(DataType.FLOAT, 1_000, 100).capacity()).isEqualTo(20);
        assertThat(Tile.walking(DataType.DOUBLE, 1_000, 5_000).capacity())
                .as("at least one row")
                .isEqualTo(1);
    }

    @Test
    void moreRowsThanItHoldsAreRefused() {
        Memory matrix = Memory.of(array(DataType.FLOAT, NUMBERS, 4, 2));
        Tile tile = new Tile(DataType.FLOAT, 3, 2);
        assertThatThrownBy(() -> tile.load(matrix, 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(tile.rows()).isEqualTo(3);
        assertThatThrownBy(() -> new Tile(DataType.FLOAT, 1 << 16, 1 << 16)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void tilesTogetherTakeAnOddNumberOfCacheLinesEach() {
        for (int columns : new int[] {1, 12, 13, 1020, 1024}) {
            for (Tile tile : Tile.together(DataType.FLOAT, 3, 2, columns)) {
                assertThat(tile.rows()).isEqualTo(2);
                assertThat(tile.columns()).isEqualTo(columns);
                assertThat(tile.floats()).hasSizeGreaterThanOrEqualTo(2 * columns);
                assertThat((16 + 4 * tile.floats().length) % 128).isEqualTo(64);
                assertThat(tile.doubles()).isNull();
            }
            for (Tile tile : Tile.together(DataType.DOUBLE, 3, 2, columns)) {
                assertThat(tile.doubles()).hasSizeGreaterThanOrEqualTo(2 * columns);
                assertThat((16 + 8 * tile.doubles().length) % 128).isEqualTo(64);
                assertThat(tile.floats()).isNull();
            }
        }
    }
}
