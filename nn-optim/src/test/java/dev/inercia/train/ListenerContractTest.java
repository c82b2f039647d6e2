package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Stateful;
import dev.inercia.optim.gradient.GradientTransform;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.tune.Search;
import dev.inercia.tune.SearchResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every listener shipped promises, a row for each. */
class ListenerContractTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.inercia.train", "dev.inercia.tune", "dev.inercia.optim");
    private static final List<Integer> BATCHES = List.of(4, 8, 16, 32, 64);

    static Stream<ListenerRow> rows() {
        return ListenerRow.all();
    }

    private static Stream<JavaClass> shipped(Class<?> type) {
        return CLASSES.stream()
                .filter(shipped -> shipped.isAssignableTo(type)
                        && !shipped.isInterface()
                        && shipped.getModifiers().contains(JavaModifier.PUBLIC));
    }

    @Test
    void everyListenerHasARow() {
        Stream<Listener> all =
                Stream.concat(rows().map(ListenerRow::listener), ListenerRow.observers(Path.of("unused")));
        assertThat(all.map(listener -> listener.getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        shipped(Listener.class).map(JavaClass::getName).toList());
    }

    /** What trainers share can hold nothing that changes: it is a record. */
    @Test
    void whatTrainersShareIsARecord() {
        for (Class<?> type : List.of(Listener.class, GradientTransform.class, Schedule.class, Optimizer.class)) {
            assertThat(shipped(type)).isNotEmpty().allMatch(JavaClass::isRecord);
        }
    }

    /** All of a training that does not depend on the time it took. */
    private static String told(History history) {
        return history.epochs().stream()
                        .map(epoch -> epoch + " " + epoch.loss() + " " + epoch.validationLoss())
                        .toList()
                + "\n" + history.warnings() + "\n" + history.stopReason();
    }

    private static String run(ListenerRow row, Listener... listeners) {
        Trainer trainer = row.trainer(listeners);
        History history = trainer.train(ListenerRow.data(row.scale()).first());
        return told(history) + "\n"
                + List.of(
                        trainer.network().parameters().flat().toString(),
                        history.epochs().size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void doesSomethingInItsRow(ListenerRow row) {
        Listener handles = new Listener() {
            @Override
            public boolean onNonFinite(Training training, NonFiniteException problem) {
                return true;
            }
        };
        assertThat(run(row, row.listener())).isNotEqualTo(run(row, handles));
    }

    @Test
    void observersChangeNothing(@TempDir Path directory) {
        ListenerRow row = rows().findFirst().orElseThrow();
        String alone = run(row, new StopOnNonFinite());
        ListenerRow.observers(directory).forEach(observer -> {
            assertThat(run(row, new StopOnNonFinite(), observer)).isEqualTo(alone);
        });
    }

    private static String search(ListenerRow row, int threads) {
        Trainer base = row.trainer(row.listener());
        Split data = ListenerRow.data(row.scale());
        SearchResult<Integer> result = new Search<Integer>(
                        batch -> base.network(row.network().get()).batchSize(batch))
                .threads(threads)
                .run(BATCHES, data.first(), data.second());
        StringBuilder text = new StringBuilder();
        result.trials()
                .forEach(trial ->
                        text.append(trial.candidate()).append(trial.failure()).append(told(trial.history())));
        return text.toString();
    }

    /** Trainers derived from one share its listeners, also when they train at the same time. */
    @ParameterizedTest
    @MethodSource("rows")
    void aSearchIsTheSameOnOneThreadAndOnTwo(ListenerRow row) {
        String alone = search(row, 1);
        assertThat(search(row, 2)).isEqualTo(alone);
        assertThat(search(row, 2)).isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void beginsAnewWithEveryTraining(ListenerRow row) {
        assertThat(run(row, row.listener())).isEqualTo(run(row, row.listener()));
    }

    /** Hands over to another of its kind after some epoch, as resuming from a checkpoint does. */
    private record HandOver(Listener description, int epoch, boolean withState) implements Listener {

        @Override
        public Listener bind(Training training) {
            return new Listener() {

                private Listener bound = description.bind(training);

                @Override
                public void onStep(Training training) {
                    bound.onStep(training);
                }

                @Override
                public void onEpoch(Training training, Epoch result) {
                    bound.onEpoch(training, result);
                    if (result.number() == epoch) {
                        Listener next = description.bind(training);
                        if (withState) {
                            handOver((Stateful<?>) bound, next);
                        }
                        bound = next;
                    }
                }

                @Override
                public void beforeEnd(Training training) {
                    bound.beforeEnd(training);
                }
            };
        }

        @SuppressWarnings("unchecked")
        private static <S extends Record> void handOver(Stateful<S> from, Object to) {
            Map<String, INDArray> arrays = new HashMap<>();
            from.arrays().forEach((name, array) -> arrays.put(name, array.dup()));
            Stateful<S> next = (Stateful<S>) to;
            assertThat(next.state().getClass())
                    .as("it says beforehand what there is to remember")
                    .isEqualTo(from.state().getClass());
            RecordCodec codec = new RecordCodec(
                    List.of(from.state().getClass(), Epoch.class, Measure.class, FirstLoss.Losses.class));
            S state = (S) codec.decode(codec.encode(from.state()), from.state().getClass());
            next.restore(state);
            assertThat(next.arrays().keySet()).isEqualTo(arrays.keySet());
            next.arrays().forEach((name, array) -> array.assign(arrays.get(name)));
            assertThat(next.state()).isEqualTo(from.state());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void goesOnFromWhatItRemembered(ListenerRow row) {
        if (row.remembered() > 0) {
            String whole = run(row, row.listener());
            assertThat(run(row, new HandOver(row.listener(), row.remembered(), true)))
                    .isEqualTo(whole);
            assertThat(run(row, new HandOver(row.listener(), row.remembered(), false)))
                    .as("otherwise it remembers nothing that matters")
                    .isNotEqualTo(whole);
        }
    }

    /** A listener that remembers something must be able to give it out. */
    @ParameterizedTest
    @MethodSource("rows")
    void whatItBindsToIsStatefulOrItself(ListenerRow row) {
        row.trainer()
                .onStep(training -> {
                    Listener bound = row.listener().bind(training);
                    assertThat(bound instanceof Stateful<?>).isEqualTo(row.remembered() > 0);
                    assertThat(bound == row.listener()).isEqualTo(row.remembered() == 0);
                })
                .epochs(1)
                .listener(new StopOnNonFinite())
                .train(ListenerRow.data(row.scale()).first());
    }
}
