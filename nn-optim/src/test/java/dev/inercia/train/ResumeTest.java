package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that stops anywhere and goes on comes to the same bits. */
class ResumeTest {

    @TempDir
    private Path directory;

    static Stream<ResumeRow> rows() {
        return ResumeRow.all();
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
