package dev.inercia.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every metric promises. */
class MetricContractTest {

    /** All metrics, with the problem that each is made for. */
    static List<Metric> metrics() {
        return List.of(
                new Accuracy(),
                new BalancedAccuracy(),
                new TopK(1),
                new ConfusionMatrix(),
                new F1(Average.MACRO),
                new Precision(Average.WEIGHTED),
                Recall.ofClass(1),
                new MatthewsCorrelation(),
                new LogLoss(),
                new RocAuc(),
                new AveragePrecision(),
                new BinaryAccuracy(),
                new MultiLabel(),
                new MultiLabelF1(Average.MICRO),
                new ExactMatch(),
                new HammingLoss(),
                new R2(),
                new ExplainedVariance(),
                new Rmse(),
                new Mae());
    }

    /** Predictions that nearly all metrics take, a single output of yes or no. */
    private static void add(Metric metric, double... scores) {
        if (metric instanceof TopK) {
            INDArray both = Nd4j.zeros(scores.length, 2);
            for (int i = 0; i < scores.length; i++) {
                both.putScalar(i, 1, scores[i]).putScalar(i, 0, 1 - scores[i]);
            }
            metric.add(both, Nd4j.createFromArray(1f, 0f, 1f));
        } else {
            metric.add(
                    Nd4j.createFromArray(scores).reshape(scores.length, 1),
                    Nd4j.createFromArray(new double[][] {{1}, {0}, {1}}));
        }
    }

    @Test
    void everyMetricHasARow() {
        Set<String> all = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(Metric.class.getPackageName())
                        .stream()
                        .filter(found -> !found.isInterface() && found.isAssignableTo(Metric.class))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
        assertThat(metrics().stream()
                        .map(metric -> metric.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isEqualTo(all);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void betterPredictionsAreBetterInItsDirection(Metric metric) {
        Metric good = metric.fresh();
        Metric bad = metric.fresh();
        add(good, 0.9, 0.1, 0.8);
        add(bad, 0.1, 0.9, 0.4);
        assertThat(good.value() > bad.value())
                .as(good.value() + ", not " + bad.value())
                .isEqualTo(metric.higherIsBetter());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aFreshOneIsEmptyAndTheOriginalIsLeftAsItIs(Metric metric) {
        Metric first = metric.fresh();
        add(first, 0.9, 0.1, 0.8);
        Metric second = first.fresh();
        assertThat(second).hasSameClassAs(metric).isNotSameAs(first);
        assertThat(second.name()).isEqualTo(metric.name());
        assertThatThrownBy(second::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(metric.name()
                        + " has nothing to measure: expected at least one prediction with a weight above 0, but none was"
                        + " added");
        double before = first.value();
        add(second, 0.1, 0.9, 0.4);
        assertThat(first.value()).isEqualTo(before);
    }

    private static boolean fits(Metric metric, Problem problem) {
        try {
            metric.requireFits(problem);
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith(metric.getClass().getSimpleName() + " measures ");
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void eachFitsAProblemAndPrintsInTheFieldsTerms(Metric metric) {
        assertThat(Problem.values()).anyMatch(problem -> fits(metric, problem));
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(metric.toString()).isNotBlank();
            Metric used = metric.fresh();
            add(used, 0.9, 0.1, 0.8);
            assertThat(used.toString()).matches("(?s)\\p{ASCII}*\\d\\p{ASCII}*");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void everyProblemHasAMetricThatFits() {
        for (Problem problem : Problem.values()) {
            problem.metric().requireFits(problem);
            assertThat(problem.metric().getClass().getSimpleName()).isEqualTo(problem.metricName());
        }
    }
}
