package dev.inercia.optim.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.optim.ParameterGroups;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What every gradient transform promises, a row for each. */
class TransformContractTest {

    private static final List<DataType> TYPES = List.of(DataType.FLOAT, DataType.DOUBLE);

    static Stream<TransformRow> rows() {
        return TransformRow.all();
    }

    /** Two layers, the first longer than a tile. */
    static Parameters zeros(DataType type) {
        return Parameters.zeros(
                type,
                List.of(
                        new Segment(0, "0.weight", Shape.of(30, 50), 'f', Role.WEIGHT, 0, 1500),
                        new Segment(0, "0.bias", Shape.of(50), 'c', Role.BIAS, 1500, 1550),
                        new Segment(1, "1.weight", Shape.of(50, 3), 'f', Role.WEIGHT, 1550, 1700),
                        new Segment(1, "1.bias", Shape.of(3), 'c', Role.BIAS, 1700, 1703)));
    }

    static Parameters random(DataType type, long seed, double size) {
        Parameters parameters = zeros(type);
        Random random = new Random(seed);
        double[] values = new double[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 50 == 0 ? 0 : size * random.nextGaussian();
        }
        parameters.flat().assign(Nd4j.createFromArray(values).castTo(type));
        return parameters;
    }

    private static double[] values(Parameters parameters) {
        return parameters.flat().toDoubleVector();
    }

    @Test
    void everyTransformHasARow() {
        List<String> transforms = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.inercia").stream()
                        .filter(type -> type.isAssignableTo(GradientTransform.class) && !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .toList();
        List<String> tested =
                rows().map(row -> row.make().get().getClass().getSimpleName()).toList();
        assertThat(tested).containsExactlyInAnyOrderElementsOf(transforms);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void doesWhatAPlainLoopDoesAndLeavesWhatIsFrozen(TransformRow row) {
        for (ParameterGroups groups : List.of(
                ParameterGroups.defaults(),
                ParameterGroups.defaults().frozen("0.*"),
                ParameterGroups.defaults().frozen("1.weight"))) {
            for (DataType type : TYPES) {
                Parameters p = random(type, 1, 1);
                GradientTransform.Bound bound = row.make().get().bind(p, groups, TransformRow.SEED);
                for (long step = 1; step <= 3; step++) {
                    Parameters g = random(type, 1 + step, 1);
                    double[] before = values(g);
                    double[] expected = before.clone();
                    row.plain()
                            .apply(
                                    expected,
                                    values(p),
                                    p.segments().stream()
                                            .filter(groups::isTrained)
                                            .toList(),
                                    step);
                    bound.apply(g, step);
                    double[] found = values(g);
                    assertThat(found).as("something was done").isNotEqualTo(before);
                    assertThat(found)
                            .as("%s %s step %d", groups, type, step)
                            .usingComparatorWithPrecision(type == DataType.FLOAT ? 1e-6 : 1e-14)
                            .containsExactly(expected);
                    for (Segment segment : p.segments()) {
                        if (!groups.isTrained(segment)) {
                            assertThat(Arrays.copyOfRange(found, segment.from(), segment.to()))
                                    .containsExactly(Arrays.copyOfRange(before, segment.from(), segment.to()));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onlyReadsTheParameters(TransformRow row) {
        Parameters p = random(DataType.FLOAT, 1, 1);
        double[] before = values(p);
        row.make().get().bind(p, ParameterGroups.defaults(), 1).apply(random(DataType.FLOAT, 2, 1), 1);
        assertThat(values(p)).containsExactly(before);
    }

    /** Penalties are bound once, but follow the parameters as they are trained. */
    @ParameterizedTest
    @MethodSource("rows")
    void seesTheParametersAsTheyAre(TransformRow row) {
        Parameters p = zeros(DataType.DOUBLE);
        GradientTransform.Bound bound = row.make().get().bind(p, ParameterGroups.defaults(), TransformRow.SEED);
        p.assign(random(DataType.DOUBLE, 1, 1));
        Parameters g = random(DataType.DOUBLE, 2, 1);
        double[] expected = values(g);
        row.plain().apply(expected, values(p), p.segments(), 1);
        bound.apply(g, 1);
        assertThat(values(g)).usingComparatorWithPrecision(1e-14).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void zerosStayFinite(TransformRow row) {
        for (DataType type : TYPES) {
            Parameters g = zeros(type);
            row.make()
                    .get()
                    .bind(random(type, 1, 1), ParameterGroups.defaults(), 1)
                    .apply(g, 1);
            assertThat(Arrays.stream(values(g))).allMatch(Double::isFinite);
            if (row.keepsZero()) {
                assertThat(values(g)).containsOnly(0);
            }
        }
    }

    /** As large as a float gets, whose squares no float holds; and as large as a double gets. */
    @ParameterizedTest
    @MethodSource("rows")
    void hugeGradientsStayFiniteAndDoNotVanish(TransformRow row) {
        for (DataType type : TYPES) {
            for (double size : type == DataType.FLOAT ? new double[] {1e30, 1e37} : new double[] {1e30, 1e300}) {
                Parameters g = random(type, 2, size);
                row.make()
                        .get()
                        .bind(random(type, 1, 1), ParameterGroups.defaults(), 1)
                        .apply(g, 1);
                assertThat(Arrays.stream(values(g))).allMatch(Double::isFinite);
                assertThat(Math.abs(values(g)[1])).as("%s %s", type, size).isGreaterThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theSameSeedGivesTheSameBits(TransformRow row) {
        Parameters p = random(DataType.FLOAT, 1, 1);
        Parameters one = random(DataType.FLOAT, 2, 1);
        Parameters other = one.copy();
        row.make().get().bind(p, ParameterGroups.defaults(), 7).apply(one, 100);
        GradientTransform.Bound bound = row.make().get().bind(p, ParameterGroups.defaults(), 7);
        bound.apply(random(DataType.FLOAT, 3, 1), 99);
        bound.apply(other, 100);
        assertThat(other.flat().toFloatVector()).containsExactly(one.flat().toFloatVector());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAValue(TransformRow row) {
        assertThat(row.make().get())
                .isEqualTo(row.make().get())
                .hasSameHashCodeAs(row.make().get());
    }

    /** One array of the smallest parameter's length would already be above. */
    @ParameterizedTest
    @MethodSource("rows")
    void makesNoArrays(TransformRow row) {
        Parameters g = random(DataType.FLOAT, 2, 1);
        GradientTransform.Bound bound =
                row.make().get().bind(random(DataType.FLOAT, 1, 1), ParameterGroups.defaults(), 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = 0;
        for (int step = 1; step <= 2000; step++) {
            if (step == 1001) {
                before = threads.getThreadAllocatedBytes(thread);
            }
            bound.apply(g, step);
        }
        assertThat((threads.getThreadAllocatedBytes(thread) - before) / 1000.0).isLessThan(200);
    }
}
