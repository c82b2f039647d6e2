package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.State;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that stops anywhere and goes on comes to the same bits. */
class ResumeTest {

    @TempDir
    private Path directory;

    static Stream<ResumeRow> rows() {
        return ResumeRow.all();
    }

    /** What a training shows of itself, bit for bit; a new getter has to be added here. */
    private static Map<String, Object> view(Training training, boolean isAfterStep)
            throws ReflectiveOperationException {
        Map<String, Object> view = new TreeMap<>();
        for (Method getter : Training.class.getDeclaredMethods()) {
            String name = getter.getName();
            boolean isOfLastStep = name.equals("gradients") || name.equals("pass");
            if (Modifier.isPublic(getter.getModifiers())
                    && getter.getParameterCount() == 0
                    && !Set.of("isResumed", "trainer", "data").contains(name)
                    && (isAfterStep || !isOfLastStep)) {
                view.put(name, text(getter.invoke(training)));
            }
        }
        return view;
    }

    private static Object text(Object value) {
        if (value instanceof Network network) {
            return text(network.parameters());
        } else if (value instanceof Pass pass) {
            return text(pass.gradients());
        } else if (value instanceof Parameters parameters) {
            return List.of(
                    ResumeRow.bits(parameters.flat().toDoubleVector()),
                    ResumeRow.bits(parameters.buffers().toDoubleVector()));
        } else if (value instanceof State state) {
            return state.step()
                    + state.names().stream()
                            .map(name -> ResumeRow.bits(state.get(name).toDoubleVector()))
                            .toList()
                            .toString();
        } else if (value instanceof History history) {
            return ResumeRow.text(history);
        } else if (value instanceof Optional<?> optional) {
            return optional.map(ResumeTest::text);
        } else if (value instanceof ConfusionMatrix matrix) {
            return matrix + " " + ResumeRow.bits(matrix.table().ravel().toDoubleVector());
        }
        assertThat(value).isInstanceOfAny(Boolean.class, Integer.class, Long.class, Double.class);
        return value;
    }

    private static Listener watching(Map<String, Object> seen) {
        return new Listener() {
            @Override
            public void onStep(Training training) {
                look(training, "step ", true);
            }

            @Override
            public void onEpoch(Training training, Epoch epoch) {
                look(training, "epoch ", true);
            }

            @Override
            public void onSettled(Training training) {
                look(training, "settled " + training.epoch() + " ", false);
            }

            private void look(Training training, String when, boolean isAfterStep) {
                try {
                    seen.put(when + training.step(), view(training, isAfterStep));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** In the middle of an epoch and between two, also before the first step since. */
    @ParameterizedTest
    @ValueSource(strings = {"adam", "weights", "all-together", "reduce-on-plateau"})
    void showsTheSameAfterAResume(String name) {
        ResumeRow row =
                rows().filter(some -> some.name().equals(name)).findFirst().orElseThrow();
        Map<String, Object> whole = new LinkedHashMap<>();
        row.trainer().listener(watching(whole)).train(row.data());
        for (int steps : new int[] {1, 9, 3, 4}) {
            Map<String, Object> seen = new LinkedHashMap<>();
            int[] left = {steps};
            row.trainer()
                    .listener(new Checkpoints(directory))
                    .listener(watching(seen))
                    .onStep(training -> {
                        if (--left[0] == 0) {
                            training.pause("enough");
                        }
                    })
                    .resume(directory, row.data());
            seen.keySet().removeIf(when -> seen.get(when).toString().contains("isStopped=true"));
            assertThat(seen).isNotEmpty();
            assertThat(whole).containsAllEntriesOf(seen);
        }
    }

    @Test
    void everyOptimizerHasARow() {
        List<String> optimizers = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.inercia.optim")
                        .stream()
                        .filter(type -> type.isAssignableTo(Optimizer.class)
                                && type.isRecord()
                                && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(rows().map(row -> row.optimizer().getClass().getSimpleName()).distinct())
                .containsExactlyInAnyOrderElementsOf(optimizers);
    }

    /**
     * Pauses in the middle of epochs and at their ends, and once, as after a kill, without the newest checkpoint, so that
     * steps are taken again. Everything is new each time but the directory. Nothing depends on how often it saved.
     */
    @ParameterizedTest
    @MethodSource("rows")
    void goesOnFromAnywhereToTheSameBits(ResumeRow row) throws IOException {
        String whole = row.undisturbed();
        row.resumed(directory, 1000, 13);
        row.resumed(directory, 4, 9);
        CheckpointDirectory files = new CheckpointDirectory(directory);
        Files.delete(files.entries().get(files.entries().size() - 1).path());
        row.resumed(directory, 7, 10);
        assertThat(row.resumed(directory, 1000, 0)).isEqualTo(whole);
        assertThat(row.resumed(directory, 1000, 0)).as("it is complete").isEqualTo(whole);
    }
}
