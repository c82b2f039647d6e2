package dev.inercia.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schedule promises, a row for each. */
class ScheduleContractTest {

    private static final int UNTIL = 30;
    /** Points a unit of time. */
    private static final int POINTS = 1000;

    private static double[] factors(Schedule schedule) {
        return IntStream.rangeClosed(0, UNTIL * POINTS)
                .mapToDouble(step -> schedule.factor(Time.of(step, POINTS)))
                .toArray();
    }

    static Stream<ScheduleRow> rows() {
        return ScheduleRow.all();
    }

    @Test
    void everyScheduleHasARow() {
        List<String> schedules = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.inercia").stream()
                        .filter(type -> type.isAssignableTo(Schedule.class) && !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .toList();
        List<String> tested = rows().map(row -> row.make().get().getClass().getSimpleName())
                .distinct()
                .toList();
        assertThat(tested).containsExactlyInAnyOrderElementsOf(schedules);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasTheReferencesValues(ScheduleRow row) {
        Schedule schedule = row.make().get();
        int points = row.golden().length;
        assertThat(schedule.factors(points - 1, points))
                .as(row.source())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(row.golden());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isFiniteAndNeverNegative(ScheduleRow row) {
        Schedule schedule = row.make().get();
        for (double value : factors(schedule)) {
            assertThat(value).isBetween(0.0, 1.0);
        }
        assertThat(schedule.factor(1e9)).isBetween(0.0, 1.0);
        for (double value : schedule.momenta(UNTIL, 301)) {
            if (!Double.isNaN(value)) {
                assertThat(value).isBetween(0.0, Math.nextDown(1.0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAValue(ScheduleRow row) {
        Schedule schedule = row.make().get();
        assertThat(schedule)
                .isEqualTo(row.make().get())
                .hasSameHashCodeAs(row.make().get());
        double[] first = schedule.factors(UNTIL, 100);
        assertThat(schedule.factors(UNTIL, 100)).as("asked again").containsExactly(first);
    }

    /** The steepest is a warm-up of two units: a thousandth of one changes nothing by more than two thousandths. */
    @ParameterizedTest
    @MethodSource("rows")
    void runsWithoutJumpsOrWithThemAndFallsOrRises(ScheduleRow row) {
        double[] values = factors(row.make().get());
        double jump = 0;
        double rise = 0;
        for (int i = 1; i < values.length; i++) {
            jump = Math.max(jump, Math.abs(values[i] - values[i - 1]));
            rise = Math.max(rise, values[i] - values[i - 1]);
        }
        assertThat(jump > 0.002).as("jumps, by " + jump).isEqualTo(row.jumps());
        assertThat(rise > 0).as("rises, by " + rise).isEqualTo(row.rises());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void staysAtItsLastValue(ScheduleRow row) {
        if (!Double.isNaN(row.last())) {
            Schedule schedule = row.make().get();
            for (double beyond : new double[] {0, 1e-9, 0.5, 1, 10, 1e6}) {
                assertThat(schedule.factor(row.end() + beyond)).isCloseTo(row.last(), within(1e-15));
            }
        }
    }
}
