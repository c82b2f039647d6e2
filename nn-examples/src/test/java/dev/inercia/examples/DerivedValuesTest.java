package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.nn.check.CanIgnoreReturnValue;
import dev.inercia.nn.check.CheckReturnValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A method that gives another value of its own type, such as {@code trainer.epochs(100)}, changes nothing: it is annotated,
 * so that the compiler of this build and the tools of users refuse a call whose result is dropped.
 */
class DerivedValuesTest {

    /** Of types that change: these give themselves. {@code State.inner} is an accessor. */
    private static final Set<String> CHANGE_WHAT_THEY_ARE_CALLED_ON =
            Set.of("NetworkBuilder", "Matrix.at", "Memory.at", "Listener.bind", "State.inner");

    private static final List<JavaClass> LIBRARY = new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(
                            "dev.inercia.nn",
                            "dev.inercia.optim",
                            "dev.inercia.train",
                            "dev.inercia.tune",
                            "dev.inercia.mnist")
                    .stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .toList();

    private static boolean givesAnother(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC)
                && !modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.SYNTHETIC)
                && method.getRawReturnType().equals(method.getOwner());
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    private static boolean isException(JavaMethod method) {
        return CHANGE_WHAT_THEY_ARE_CALLED_ON.stream()
                .anyMatch(each ->
                        each.equals(name(method)) || method.getOwner().getName().endsWith("." + each));
    }

    @Test
    void haveToBeUsed() {
        Set<String> found = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : LIBRARY) {
            for (JavaMethod method : type.getMethods()) {
                if (givesAnother(method) && !isException(method)) {
                    found.add(name(method));
                    if (!method.isAnnotatedWith(CheckReturnValue.class)
                            && !type.isAnnotatedWith(CheckReturnValue.class)) {
                        missing.add(name(method));
                    }
                }
            }
        }
        assertThat(found)
                .contains("Trainer.epochs", "Dense.weights", "Dataset.shuffled", "EarlyStopping.restoringBest");
        assertThat(missing).isEmpty();
    }

    /** A training is run, and weights are loaded, for what that does to the network. */
    @Test
    void areNotWhatTrainingGives() {
        assertThat(LIBRARY.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(CanIgnoreReturnValue.class))
                        .map(DerivedValuesTest::name))
                .containsExactlyInAnyOrder("Trainer.train", "Trainer.resume", "Resuming.resume", "Network.load");
    }
}
