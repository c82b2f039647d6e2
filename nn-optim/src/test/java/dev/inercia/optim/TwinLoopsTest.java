package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Float loops and their double twins, in both modules, differ in the type alone. */
class TwinLoopsTest {

    /** Those that differ for a reason. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("Exponential.apply", "floats by a polynomial that is vectorised, doubles by Math.exp"),
            Map.entry(
                    "Norm.sumOfSquares",
                    "squares of floats neither overflow nor vanish as doubles, so they need no scale"),
            Map.entry("Rule.apply", "the float loop is made of the double loop unless it is overridden"),
            Map.entry("Dataset.weighted", "weights are doubles; floats are converted"),
            Map.entry("OfFloats.copy", "stored floats are copied or converted"),
            Map.entry("OfDoubles.copy", "stored doubles are converted or copied"),
            Map.entry("Tile.set", "floats are copied or converted"),
            Map.entry("Tile.get", "floats are copied or converted"),
            Map.entry("DirectMemory.absoluteSum", "BLAS has a name for each type"),
            Map.entry("Places.Floats", "oneDNN multiplies floats alone"),
            Map.entry("OnnxTensor.number", "the bits of a file's numbers have the widths of several types"),
            Map.entry("ProtoWriter.decimal", "the format has a tag for each type"),
            Map.entry("OnnxGraph.columns", "floats have a constant of their own, doubles are written as bits"));

    private static List<Twins.Pair> pairs;

    @BeforeAll
    static void read() throws IOException {
        pairs = new ArrayList<>();
        for (String module : List.of("../nn-core", ".")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java/dev/inercia"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    pairs.addAll(Twins.in(Files.readString(file)));
                }
            }
        }
    }

    @Test
    void areMechanical() {
        assertThat(pairs)
                .filteredOn(pair -> !EXCEPTIONS.containsKey(pair.where()))
                .allSatisfy(pair -> assertThat(pair.floats()).as(pair.where()).isEqualTo(pair.doubles()));
    }

    @Test
    void exceptionsAreNeeded() {
        assertThat(pairs.stream()
                        .filter(pair -> !pair.areEqual())
                        .map(Twins.Pair::where)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    /** Of every kind: methods, rules, classes, branches. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Relu.gradient",
                "Softmax.apply",
                "SoftmaxCrossEntropy.apply",
                "Huber.apply",
                "Adam.apply",
                "Update.apply",
                "RunningMean.apply",
                "ClipByValue.apply",
                "GradientSum.apply",
                "Sweep.FloatPart",
                "Sweep.flush",
                "Tile.addRow",
                "BoundRowLoss.unweighted",
                "Hash.uniform"
            })
    void areFound(String where) {
        assertThat(pairs).extracting(Twins.Pair::where).contains(where);
    }

    private static final String LOOP = """
            class Sample {
                private static final float TINY = 1e-10f;
                private static final double TINY_DOUBLE = 1e-135;

                void apply(float[] p, float[] g, int from, int to) {
                    float eps = (float) (1 - epsilon);
                    for (int i = from; i < to; i++) {
                        float d = (g[i] + TINY) - TINY; // rounds
                        p[i] -= 0.5f * d / ((float) Math.sqrt(g[i]) + Math.max(-1f, eps)) + 1f / to;
                    }
                }

                void apply(double[] p, double[] g, int from, int to) {
                    double eps = 1 - epsilon;
                    for (int i = from; i < to; i++) {
                        double d = g[i] + TINY_DOUBLE - TINY_DOUBLE;
                        p[i] -= 0.5 * d / (Math.sqrt(g[i]) + Math.max(-1, eps)) + 1.0 / to;
                    }
                }
            }
            """;

    private static boolean areEqual(String source) {
        List<Twins.Pair> found = Twins.in(source);
        assertThat(found).hasSize(1);
        return found.get(0).areEqual();
    }

    @Test
    void substitutionMakesOneOfTheOther() {
        assertThat(areEqual(LOOP)).isTrue();
    }

    /** Whatever is altered in the double loop, it is noticed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "double eps = 1 - epsilon         | double eps = 1 + epsilon",
                "double eps = 1 - epsilon         | double eps = 1 - epsilon2",
                "double eps = 1 - epsilon         | double eps = epsilon - 1",
                "g[i] + TINY_DOUBLE - TINY_DOUBLE | g[i] + (TINY_DOUBLE - TINY_DOUBLE)",
                "g[i] + TINY_DOUBLE - TINY_DOUBLE | g[i]",
                "p[i] -= 0.5                      | p[i] -= 0.25",
                "p[i] -= 0.5                      | p[i] += 0.5",
                "Math.sqrt(g[i])                  | Math.sqrt(p[i])",
                "Math.sqrt(g[i])                  | Math.cbrt(g[i])",
                "Math.max(-1, eps)                | Math.max(1, eps)",
                "1.0 / to                         | 1 / to",
                "double d =                       | int d = (int)",
            })
    void anAlteredTwinIsNoticed(String as, String altered) {
        int doubles = LOOP.indexOf("double[]");
        String changed = LOOP.substring(0, doubles) + LOOP.substring(doubles).replace(as, altered);
        assertThat(changed).isNotEqualTo(LOOP);
        assertThat(areEqual(changed)).isFalse();
    }

    @Test
    void anAlteredLoopOfTheLibraryIsNoticed() throws IOException {
        String adam = Files.readString(Path.of("src/main/java/dev/inercia/optim/Adam.java"));
        assertThat(Twins.in(adam)).isNotEmpty().allMatch(Twins.Pair::areEqual);
        assertThat(Twins.in(adam.replace("(Math.sqrt(v[i]) * root + eps)", "Math.sqrt(v[i] * root + eps)")))
                .noneMatch(Twins.Pair::areEqual);
        assertThat(Twins.in(adam.replace("float c1 = (float) (1 - beta1)", "float c1 = (float) (1 - beta2)")))
                .noneMatch(Twins.Pair::areEqual);
    }
}
