package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that train are killed, told to end, and find no room to save. */
class KilledTrainingTest {

    private static final int KILLS = 50;
    private static final int LANES = 2;
    /** Trainings in a process, at most. */
    private static final int TOGETHER = 4;

    private static final int LONGEST_MILLIS = 400;

    @TempDir
    private Path directory;

    private static ResumeRow row(String name) {
        return ResumeRow.all()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** By SIGKILL, at random moments, two at once; {@code KillSoak} does so 500 times. */
    @Test
    void aKilledTrainingGoesOnToTheSameBits() throws Exception {
        ChildCommand command = ChildCommand.archived(directory, List.of("all-together"));
        List<ResumeRow> rows = ResumeRow.all().toList();
        long seed = System.nanoTime();
        List<Killer> killers = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            List<ResumeRow> own = rows.subList(rows.size() * i / LANES, rows.size() * (i + 1) / LANES);
            killers.add(new Killer(own, command, seed + i, directory.resolve("lane" + i)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (Killer killer : killers) {
                tasks.add(() -> {
                    killer.kill(KILLS / LANES, TOGETHER, LONGEST_MILLIS);
                    killer.end();
                    return null;
                });
            }
            for (Future<Void> future : threads.invokeAll(tasks)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(killers.stream().mapToInt(Killer::processes).sum()).isEqualTo(KILLS);
        assertThat(killers.stream().mapToInt(Killer::trainings).sum())
                .as("trainings under way")
                .isGreaterThanOrEqualTo(KILLS);
    }

    private String result(String name) throws IOException {
        return Files.readString(ResumeChild.result(directory, name));
    }

    /** By SIGTERM: it finishes the step in hand and saves; there are no other checkpoints but the first. */
    @Test
    void aTrainingThatIsToldToEndSavesItself() throws Exception {
        List<String> names = List.of("all-together");
        ChildProcess process = ChildCommand.plain().start(List.of(), directory, 0, 600, names);
        process.awaitBegin();
        CheckpointDirectory own = new CheckpointDirectory(directory.resolve("all-together"));
        process.await(() -> !entries(own).isEmpty(), "the first checkpoint");
        assertThatThrownBy(() -> row("all-together").resumed(directory.resolve("all-together"), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is in use by another training in another process");
        Thread.sleep(700); // into the second step, of 25
        process.terminate();
        assertThat(entries(own)).hasSize(2);
        assertThat(entries(own).get(1).step()).isPositive().isLessThan(25);
        ChildCommand.plain().start(List.of(), directory, 0, 0, names).requireEnd();
        assertThat(result("all-together")).isEqualTo(row("all-together").undisturbed());
    }

    private static List<CheckpointDirectory.Entry> entries(CheckpointDirectory files) {
        try {
            return files.entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No file may grow beyond a size that only later checkpoints have: writing them fails in the middle. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aTrainingWithoutRoomGoesOnWithAWarning() throws Exception {
        row("early-stopping").resumed(directory.resolve("whole"), 1, 0);
        List<CheckpointDirectory.Entry> whole = new CheckpointDirectory(directory.resolve("whole")).entries();
        long later = Files.size(whole.get(whole.size() - 1).path());
        long blocks = later / 512 - 1;
        List<String> limited = List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh");
        ChildCommand.plain()
                .start(limited, directory, 2, 0, List.of("early-stopping"))
                .requireEnd();
        assertThat(result("early-stopping"))
                .contains(
                        "a checkpoint could not be saved, and training goes on; those before are still there. Make room in "
                                + directory.resolve("early-stopping"));
        Path own = directory.resolve("early-stopping");
        List<CheckpointDirectory.Entry> entries = new CheckpointDirectory(own).entries();
        assertThat(entries).isNotEmpty();
        assertThat(entries.get(entries.size() - 1).step()).isLessThan(20);
        try (var files = Files.list(own)) {
            assertThat(files).as("nothing torn is left").hasSameSizeAs(entries);
        }
        assertThat(row("early-stopping").resumed(own, 3, 0))
                .isEqualTo(row("early-stopping").undisturbed());
    }
}
