package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Altered files, a few of them; {@link MutationSoak} reads 100,000. */
class MutationTest {

    @Test
    void alteredFilesAreReadOrRefused(@TempDir Path directory) throws IOException {
        Mutations mutations = new Mutations(System.nanoTime(), directory);
        mutations.run(900);
        assertThat(mutations.refused()).isGreaterThan(500);
        assertThat(mutations.accepted()).isPositive();
    }
}
