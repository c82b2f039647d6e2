package dev.inercia.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {

    interface Part {}

    record Plain(int i, long l, double d, boolean b, String s, TimeUnit unit, Shape shape) {}

    /** Its components are called like the key that a record's name stands under, or nearly. */
    record Awkward(String type, String name, String record) implements Part {}

    record Nest(List<Part> parts, List<List<Integer>> numbers, Part first) {}

    record Half(double value) implements Part {
        Half {
            if (value > 1) {
                throw new IllegalArgumentException("Half: value must be at most 1, but is " + value);
            }
        }
    }

    record Growing(int size) {
        Growing {
            size++;
        }
    }

    record Holder(Object anything) {}

    record Precise(float value) {}

    static final class Other {
        record Half(int value) implements Part {}
    }

    private static final RecordCodec CODEC = new RecordCodec(List.of(Plain.class, Awkward.class, Half.class));

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
    }

    @Test
    void writesJsonThatPeopleCanRead() {
        assertThat(CODEC.encode(new Plain(1, 2, 0.5, true, "x", TimeUnit.DAYS, Shape.of(2, 3))))
                .isEqualTo("{\"class\":\"Plain\",\"i\":1,\"l\":2,\"d\":0.5,\"b\":true,\"s\":\"x\",\"unit\":\"DAYS\","
                        + "\"shape\":[2,3]}");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                0.1,
                1e300,
                Double.MIN_VALUE,
                -Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                4_503_599_627_370_497.5
            })
    void givesBackEveryBitOfANumber(double d) {
        Plain plain = new Plain(Integer.MIN_VALUE, Long.MAX_VALUE, d, false, "ä\"\\\n\0", TimeUnit.DAYS, Shape.of());
        Plain read = CODEC.decode(CODEC.encode(plain), Plain.class);
        assertThat(read).isEqualTo(plain);
        assertThat(Double.doubleToRawLongBits(read.d())).isEqualTo(Double.doubleToRawLongBits(d));
    }

    @Test
    void givesBackManyNumbers() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Half half = new Half(-Math.abs(Double.longBitsToDouble(random.nextLong())));
            assertThat(CODEC.decode(CODEC.encode(half), Half.class)).isEqualTo(half);
        }
    }

    @Test
    void givesBackRecordsWithinRecords() {
        RecordCodec codec = new RecordCodec(List.of(Nest.class, Awkward.class, Half.class));
        Nest nest = new Nest(
                List.of(new Awkward("a", "b", "c"), new Half(0.5)), List.of(List.of(1, -2), List.of()), new Half(1));
        assertThat(codec.decode(codec.encode(nest), Nest.class)).isEqualTo(nest);
    }

    @Test
    void refusesToSaveWhatIsNoRecord() {
        refused(
                () -> CODEC.encode(new Holder(new StringBuilder())),
                "Cannot save Holder.anything: java.lang.StringBuilder is neither a record nor a plain value."
                        + " Layers, activations and initialisers are saved as records of numbers, texts and other");
        refused(() -> CODEC.encode(new Holder(null)), "Cannot save Holder.anything: it is null.");
        refused(() -> CODEC.encode(new Precise(1)), "Cannot save Precise.value: java.lang.Float is neither");
        refused(
                () -> CODEC.encode(new Nest(List.of(new Part() {}), List.of(), new Half(0))),
                "Cannot save Nest.parts[0]: dev.inercia.nn.io.RecordCodecTest$1 is neither");
    }

    /** Found when saving, not when the trained network is needed again. */
    @Test
    void refusesToSaveWhatCouldNotBeLoaded() {
        refused(
                () -> CODEC.encode(new Holder(3)),
                "Cannot save what could not be loaded: Expected Holder.anything to be of type java.lang.Object, but"
                        + " found 3");
        refused(
                () -> CODEC.encode(new Growing(1)),
                "Cannot save what would not be loaded as it is: Growing[size=2] would become Growing[size=3]");
    }

    @Test
    void refusesTwoRecordsOfOneName() {
        refused(
                () -> new RecordCodec(List.of(Half.class, Other.Half.class)),
                "Two records are called Half: " + Half.class.getName() + " and " + Other.Half.class.getName()
                        + "; a model file tells them apart by that name");
        assertThat(new RecordCodec(List.of(Half.class, Half.class))).isNotNull();
        String message = " has the same simple name as " + Half.class.getName() + "; rename it";
        refused(() -> CODEC.encode(new Other.Half(1)), "Cannot save Half: " + Other.Half.class.getName() + message);
        refused(
                () -> new RecordCodec(List.of()).encode(new Nest(List.of(new Half(0)), List.of(), new Other.Half(1))),
                "Cannot save Nest.first: " + Other.Half.class.getName() + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"class\":\"Half\"} | Expected Half.value to be of type double, but found ",
                "{\"class\":\"Half\",\"value\":\"x\"} | Expected Half.value to be a number, but found x",
                "{\"class\":\"Half\",\"value\":true} | Expected Half.value to be of type double, but found true",
                "{\"class\":\"Half\",\"value\":2} | Half: Half: value must be at most 1, but is 2.0",
                "{\"class\":\"Half\",\"value\":1,\"b\":2} | Half has other components than a Half of this version: {",
                "{\"class\":\"Awkward\",\"type\":\"\",\"name\":\"\",\"record\":\"\"} "
                        + "| Expected Half to be a Half, but found a Awkward",
                "{\"class\":\"java.io.File\"} | Half is a 'java.io.File', which is not known here: register its record"
                        + " when loading; known are [Plain, Awkward, Half]",
                "{\"value\":1} | Half is a '', which is not known here",
                "{} | Half is a '', which is not known here",
                "[] | Expected Half to be of type",
                "null | Expected Half to be of type",
                "`` | Expected Half to be of type",
                "{ | Not valid JSON: ",
            })
    void refusesJsonOfAnythingElse(String json, String message) {
        refused(() -> CODEC.decode(json, Half.class), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"i\":1 | \"i\":2147483648 | Plain.i to be of type int, but found 2147483648",
                "\"i\":1 | \"i\":1.0 | Plain.i to be of type int, but found 1.0",
                "\"l\":2 | \"l\":9223372036854775808 | Plain.l to be of type long, but found 9223372036854775808",
                "\"b\":true | \"b\":1 | Plain.b to be of type boolean, but found 1",
                "\"s\":\"x\" | \"s\":null | Plain.s to be of type java.lang.String, but found null",
                "\"DAYS\" | \"YEARS\" | Plain.unit to be of type java.util.concurrent.TimeUnit, but found \"YEARS\"",
                "[2,3] | [\"2\"] | Plain.shape to be of type int, but found \"2\"",
            })
    void refusesOtherTypes(String good, String bad, String message) {
        String json = CODEC.encode(new Plain(1, 2, 0.5, true, "x", TimeUnit.DAYS, Shape.of(2, 3)));
        refused(() -> CODEC.decode(json.replace(good, bad), Plain.class), "Expected " + message);
    }

    @Test
    void refusesJsonWithoutEnd() {
        refused(() -> CODEC.decode("[".repeat(20_000), Half.class), "Not valid JSON: ");
        refused(
                () -> CODEC.decode("[".repeat(20_000) + "]".repeat(20_000), Half.class),
                "Not valid JSON: it is nested too deeply");
    }
}
