package dev.inercia.nn.io;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** As a layer that standardises its input would be: it copies its arrays, and equals what has the same numbers. */
    record Numbers(float one, float[] many, double[] precise, List<Float> listed) {

        Numbers {
            many = many.clone();
            precise = precise.clone();
        }

        @Override
        public float[] many() {
            return many.clone();
        }

        @Override
        public double[] precise() {
            return precise.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers n
                    && Float.compare(one, n.one) == 0
                    && Arrays.equals(many, n.many)
                    && Arrays.equals(precise, n.precise)
                    && listed.equals(n.listed);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(many);
        }
    }

    /** Its arrays are compared by identity, which the codec does not rely on. */
    record Careless(float[] numbers) {}

    /** Forgets a number. */
    record Cut(float[] numbers) {
        Cut {
            numbers = Arrays.copyOf(numbers, Math.max(0, numbers.length - 1));
        }
    }

    record Sparing(Optional<Part> part, Optional<List<Double>> numbers, OptionalUser user) {}

    record OptionalUser(Optional<Integer> count) {}

    record Generic<T>(T content) {}

    record Raw(@SuppressWarnings("rawtypes") List list) {}

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
    void writesArraysAsNumbers() {
        assertThat(CODEC.encode(
                        new Numbers(0.1f, new float[] {1, -0f, Float.NaN}, new double[] {0.1, 1e300}, List.of(3.5f))))
                .isEqualTo("{\"class\":\"Numbers\",\"one\":0.1,\"many\":[1.0,-0.0,\"NaN\"],\"precise\":[0.1,1.0E300],"
                        + "\"listed\":[3.5]}");
    }

    @Test
    void givesBackEveryBitOfAnArray() {
        RecordCodec codec = new RecordCodec(List.of(Numbers.class));
        Random random = new Random(2);
        float[] many = new float[20_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = Float.intBitsToFloat(random.nextInt());
        }
        many[0] = Float.MIN_VALUE;
        many[1] = Float.MAX_VALUE;
        many[2] = -0f;
        // Read as a double, its shortest decimal form rounds to another float.
        many[3] = Float.intBitsToFloat(0x15ae43fd);
        Numbers numbers = new Numbers(
                -0f, many, new double[] {Double.MIN_VALUE, -0.0, Double.NEGATIVE_INFINITY}, List.of(1 / 3f));
        Numbers read = codec.decode(codec.encode(numbers), Numbers.class);
        assertThat(read).isEqualTo(numbers);
        for (int i = 0; i < many.length; i++) {
            assertThat(Float.floatToIntBits(read.many()[i])).isEqualTo(Float.floatToIntBits(many[i]));
        }
    }

    @Test
    void comparesWhatItEncodedRatherThanArrays() {
        RecordCodec codec = new RecordCodec(List.of(Careless.class));
        Careless careless = new Careless(new float[] {0.5f, 2});
        assertThat(codec.decode(codec.encode(careless), Careless.class).numbers())
                .containsExactly(0.5f, 2);
    }

    @Test
    void leavesOutWhatIsMissing() {
        RecordCodec codec = new RecordCodec(List.of(Sparing.class, OptionalUser.class, Half.class));
        Sparing empty = new Sparing(Optional.empty(), Optional.empty(), new OptionalUser(Optional.empty()));
        assertThat(codec.encode(empty)).isEqualTo("{\"class\":\"Sparing\",\"user\":{\"class\":\"OptionalUser\"}}");
        assertThat(codec.decode(codec.encode(empty), Sparing.class)).isEqualTo(empty);
        Sparing full = new Sparing(
                Optional.of(new Half(0.5)), Optional.of(List.of(1.0, 2.0)), new OptionalUser(Optional.of(3)));
        assertThat(codec.decode(codec.encode(full), Sparing.class)).isEqualTo(full);
        refused(
                () -> codec.decode(
                        "{\"class\":\"Sparing\",\"user\":{\"class\":\"OptionalUser\",\"count\":\"x\"}}", Sparing.class),
                "Expected Sparing.user.count to be of type int, but found \"x\"");
        refused(
                () -> codec.decode(
                        "{\"class\":\"Sparing\",\"user\":{\"class\":\"OptionalUser\",\"number\":1}}", Sparing.class),
                "Sparing.user has other components than a OptionalUser of this version: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0.1 | 1e39 | Expected Numbers.one to be of type float, but found 1.0E39, which is too large",
                "0.1 | [] | Expected Numbers.one to be of type float, but found []",
                "[2.0] | 2 | Expected Numbers.many to be of type float[], but found 2",
                "[2.0] | [2,null] | Expected Numbers.many[1] to be of type float, but found null",
                "[2.0] | [\"x\"] | Expected Numbers.many[0] to be a number, but found x",
                "[3.0] | [true] | Expected Numbers.precise[0] to be of type double, but found true",
            })
    void refusesOtherNumbers(String good, String bad, String message) {
        RecordCodec codec = new RecordCodec(List.of(Numbers.class));
        String json = codec.encode(new Numbers(0.1f, new float[] {2}, new double[] {3}, List.of()));
        refused(() -> codec.decode(json.replace(good, bad), Numbers.class), message);
    }

    @Test
    void refusesToSaveWhatIsNoRecord() {
        refused(
                () -> CODEC.encode(new Holder(new StringBuilder())),
                "Cannot save Holder.anything: java.lang.StringBuilder is neither a record nor a plain value."
                        + " Layers, activations and initialisers are saved as records of numbers, texts, lists, float[],");
        refused(
                () -> CODEC.encode(new Holder(null)),
                "Cannot save Holder.anything: it is null; declare it as an Optional if it may be missing.");
        refused(
                () -> CODEC.encode(new Sparing(null, Optional.empty(), new OptionalUser(Optional.empty()))),
                "Cannot save Sparing.part: it is null;");
        refused(
                () -> CODEC.encode(new Nest(List.of(new Part() {}), List.of(), new Half(0))),
                "Cannot save Nest.parts[0]: dev.inercia.nn.io.RecordCodecTest$1 is neither");
    }

    /** Found when saving, not when the trained network is needed again. */
    @Test
    void refusesToSaveWhatCouldNotBeLoaded() {
        String cure = ", from which a reader cannot tell its type; declare it as what it is.";
        refused(
                () -> CODEC.encode(new Holder(3)),
                "Cannot save Holder.anything: it is declared as java.lang.Object" + cure);
        refused(
                () -> CODEC.encode(new Generic<>(new Half(0))),
                "Cannot save Generic.content: it is declared as T" + cure);
        refused(
                () -> CODEC.encode(new Raw(List.of(1))),
                "Cannot save Raw.list: it is declared as java.util.List" + cure);
        refused(
                () -> CODEC.encode(new Cut(new float[] {1, 2, 3})),
                "Cannot save what would not be loaded as it is: Cut[");
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
                "`` | Not valid JSON: it is empty",
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

    /** The same answer without encoding anything. */
    @Test
    void saysBeforehandWhetherARecordCanBeSaved() {
        assertThat(Savable.objection(new Half(0), List.of())).isEmpty();
        assertThat(Savable.objection(new Numbers(1, new float[0], new double[0], List.of()), List.of()))
                .isEmpty();
        assertThat(Savable.objection(new Nest(List.of(new Part() {}), List.of(), new Half(0)), List.of()))
                .get()
                .asString()
                .startsWith("Cannot save Nest.parts[0]: ");
        assertThat(Savable.objection(new Other.Half(0), List.of(Half.class)))
                .get()
                .asString()
                .endsWith("; rename it");
    }

    /** Asked whenever a network is built: reading JSON is left to those who save or load one. */
    @Test
    void saysSoWithoutAJsonLibrary() {
        noClasses()
                .that()
                .belongToAnyOf(Savable.class)
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "dev.inercia.nn.tensor")))
                .check(new ClassFileImporter().importClasses(Savable.class));
    }

    @Test
    void refusesJsonWithoutEnd() {
        refused(() -> CODEC.decode("[".repeat(20_000), Half.class), "Not valid JSON: ");
        refused(
                () -> CODEC.decode("[".repeat(20_000) + "]".repeat(20_000), Half.class),
                "Not valid JSON: it is nested too deeply");
    }
}
