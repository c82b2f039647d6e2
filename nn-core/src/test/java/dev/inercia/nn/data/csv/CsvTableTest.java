package dev.inercia.nn.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class CsvTableTest {

    private static final String PEOPLE = """
            age,sex,height,class
            39,male,1.75,yes
            50,female,1.6e0,no
            28,female,-.5,yes
            """;

    @TempDir
    Path directory;

    private Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CsvTable table(String text) {
        return CsvTable.read(file("people.csv", text));
    }

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void numbersAreFeaturesAndTextsOneForEachValue() {
        CsvTable table = table(PEOPLE);
        assertThat(table).hasToString("3 rows of [age, sex, height, class]");
        Dataset data = table.labels("class");
        assertThat(data).hasToString("3 examples [4], 2 classes [no, yes]");
        assertThat(data.labels()).containsExactly(1, 0, 1);
        assertThat(table.featureNames("class")).containsExactly("age", "sex=female", "sex=male", "height");
        Batch batch = data.batches(3, DataType.DOUBLE).get(0);
        assertThat(batch.features().toDoubleMatrix())
                .isDeepEqualTo(new double[][] {{39, 0, 1, 1.75}, {50, 1, 0, 1.6}, {28, 1, 0, -0.5}});
    }

    @Test
    void targetsAreValuesOfColumns() {
        Dataset one = table(PEOPLE).without("sex").values("age");
        assertThatThrownBy(() -> table(PEOPLE).values("sex"))
                .hasMessage(
                        "people.csv, line 2, row 1, column 'sex': expected a number, as in other rows, but got 'male':"
                                + " correct it, or declare the column with categories(\"sex\")");
        assertThat(one).hasToString("3 examples [3], targets [1]");
        Dataset two = table(PEOPLE).without("class").values("height", "age");
        assertThat(two.batches(3, DataType.DOUBLE).get(0).targets().toDoubleMatrix())
                .isDeepEqualTo(new double[][] {{1.75, 39}, {1.6, 50}, {-0.5, 28}});
    }

    @Test
    void numbersMayBeCategories() {
        CsvTable table = table("zip,y\n8000,1\n1200,2\n8000,3\n");
        assertThat(table.featureNames("y")).containsExactly("zip");
        assertThat(table.categories("zip").featureNames("y")).containsExactly("zip=1200", "zip=8000");
        assertThat(table.categories("zip").without("y").features())
                .isDeepEqualTo(new double[][] {{0, 1}, {1, 0}, {0, 1}});
    }

    @Test
    void otherFilesAreReadAsTheTrainingData() {
        CsvTable training = table(PEOPLE);
        CsvTable test = CsvTable.read(file("test.csv", "class,height,sex,age,extra\nno,2,male,7,x\n"))
                .like(training);
        Dataset data = test.labels("class");
        assertThat(data.classNames()).containsExactly("no", "yes");
        assertThat(data.labels()).containsExactly(0);
        assertThat(test.features("class")).isDeepEqualTo(new double[][] {{7, 0, 1, 2}});
        CsvTable unlabelled =
                CsvTable.read(file("new.csv", "age,sex,height\n7,female,2\n")).like(training);
        assertThat(unlabelled.features("class")).isDeepEqualTo(new double[][] {{7, 1, 0, 2}});
        refused(
                () -> unlabelled.labels("class"),
                "There is no column 'class' in new.csv; there are [age, sex, height]");
        refused(
                () -> CsvTable.read(file("t.csv", "age,sex,height\n7,female,2\n8,other,2\n"))
                        .like(training)
                        .features("class"),
                "t.csv, line 3, row 2, column 'sex': 'other' is not among the values that the column has in the training"
                        + " data, [female, male]");
        refused(
                () -> CsvTable.read(file("t.csv", "age,sex,height\nold,female,2\n"))
                        .like(training)
                        .features("class"),
                "t.csv, line 2, row 1, column 'age': expected a number, as in other rows, but got 'old': correct it, or"
                        + " declare the column with categories(\"age\")");
    }

    @Test
    void refusesMissingValuesWithRowAndColumn() {
        for (String missing : new String[] {"", "NA", "nan", "?", "NULL", " "}) {
            CsvTable table = table("a,b,y\n1,2,no\n\n3," + missing + ",yes\n");
            String value = missing.isBlank() ? "" : " ('" + missing + "')";
            refused(
                    () -> table.labels("y"),
                    "people.csv, line 4, row 2, column 'b': the value is missing" + value
                            + ": remove the row, fill the value in, or leave the column out with without(\"b\")");
            assertThat(table.without("b").labels("y").size()).isEqualTo(2);
        }
        CsvTable countries = table("country,y\nNA,1\nFR,2\n").categories("country");
        assertThat(countries.featureNames("y")).containsExactly("country=FR", "country=NA");
    }

    @Test
    void refusesAColumnOfWhichOnlySomeAreNumbers() {
        refused(
                () -> table("a,y\n1,no\n2x,yes\n").labels("y"),
                "people.csv, line 3, row 2, column 'a': expected a number, as in other rows, but got '2x': correct it, or"
                        + " declare the column with categories(\"a\")");
    }

    @Test
    void refusesTextsThatAreNoCategories() {
        String text = IntStream.range(0, 101)
                .mapToObj(i -> "name" + i + "," + i % 2)
                .collect(Collectors.joining("\n", "name,y\n", "\n"));
        refused(
                () -> table(text).labels("y"),
                "people.csv, column 'name': there are 101 different texts, such as 'name0', and each would be a feature:"
                        + " leave the column out with without(\"name\"), or declare it with categories(\"name\"); numbers need"
                        + " a decimal point, not a comma");
        assertThat(table(text).categories("name").labels("y").features().size()).isEqualTo(101);
    }

    @Test
    void refusesWhatIsNoTable() {
        refused(() -> table("a,b\n"), "people.csv: expected a header line and at least one row below it");
        refused(
                () -> table("a,b, a\n1,2,3\n"),
                "people.csv: expected a different name for each column, but the header is [a, b, a]");
        refused(() -> table("a,b,a\n1,2,3\n"), "people.csv: Header contains duplicate fields: [a]");
        assertThatThrownBy(() -> table("a,b\n1,2\n1,2,3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("people.csv: ")
                .hasMessageContaining("3");
        refused(
                () -> table(PEOPLE).without("heigth"),
                "There is no column 'heigth' in people.csv; there are [age, sex, height, class]");
        refused(
                () -> table("y\n1\n").labels("y"),
                "Expected at least one column besides [y] to be a feature, but there are only [y]");
        assertThatThrownBy(() -> CsvTable.read(directory.resolve("absent.csv")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.csv");
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        CsvTable table =
                CsvTable.read(file("sheet.csv", "\uFEFFname;value\r\n\"Müller; \"\"Max\"\"\";1.5\r\nLee;2\r\n"), ';');
        assertThat(table.columns()).containsExactly("name", "value");
        assertThat(table.featureNames("value")).containsExactly("name=Lee", "name=Müller; \"Max\"");
    }

    /** A class loader of its own, in which the library that reads CSV is not there. */
    private static final class WithoutLibrary extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("de.siegmar.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.inercia.nn.data.csv.")) {
                return CsvTableTest.class.getClassLoader().loadClass(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String resource = "/" + name.replace('.', '/') + ".class";
            try (InputStream in = CsvTableTest.class.getResourceAsStream(resource)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void namesTheArtifactWhereItIsMissing() throws Exception {
        Class<?> table = new WithoutLibrary().loadClass("dev.inercia.nn.data.csv.CsvTable");
        assertThatThrownBy(() -> table.getMethod("read", Path.class).invoke(null, file("a.csv", "a,b\n1,2\n")))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Reading CSV needs the library de.siegmar:fastcsv, which is optional and not on the class path:"
                                + " add the dependency de.siegmar:fastcsv:" + version() + " to your program");
    }

    /** That of the library that the tests run with. */
    private static String version() {
        String jar = CsvReader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return jar.replaceAll(".*fastcsv-|\\.jar$", "");
    }

    @Test
    void readsUtf8() throws IOException {
        Path file = directory.resolve("u.csv");
        Files.write(file, "größe,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(CsvTable.read(file).featureNames("y")).containsExactly("größe");
    }
}
