package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that train are killed, told to end, and find no room to save. */
class KilledTrainingTest {

    private static final int KILLS = 6;

    @TempDir
    private Path directory;

    private static ResumeRow row(String name) {
        return ResumeRow.all()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** By SIGKILL, at random moments; {@code KillSoak} does so 500 times. */
    @Test
    void aKilledTrainingGoesOnToTheSameBits() throws Exception {
        Killer killer = new Killer(ResumeRow.all().toList(), System.nanoTime(), directory);
        killer.kill(KILLS, 1200);
        assertThat(killer.processes()).isEqualTo(KILLS);
        assertThat(killer.trainings()).as("trainings killed").isGreaterThanOrEqualTo(50);
    }

    private String result() throws IOException {
        return Files.readString(ResumeChild.result(directory, "all-together"));
    }

    /** By SIGTERM: it finishes the step in hand and saves; there are no other checkpoints but the first. */
    @Test
    void aTrainingThatIsToldToEndSavesItself() throws Exception {
        Process process = ResumeChild.start(List.of(), List.of(directory.toString(), "0", "all-together"));
        ResumeChild.awaitBegin(process);
        Path own = directory.resolve("all-together");
        while (new CheckpointDirectory(own).entries().isEmpty()) {
            Thread.sleep(1);
        }
        Thread.sleep(30);
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        List<CheckpointDirectory.Entry> entries = new CheckpointDirectory(own).entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).step()).isPositive().isLessThan(50);
        Process next = ResumeChild.start(List.of(), List.of(directory.toString(), "0", "all-together"));
        assertThat(next.waitFor()).isZero();
        assertThat(result()).isEqualTo(row("all-together").undisturbed());
    }

    /** No file may grow beyond a size that the first checkpoint has not yet: writing fails in the middle of later ones. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aTrainingWithoutRoomGoesOnWithAWarning() throws Exception {
        row("early-stopping").resumed(directory.resolve("whole"), 1, 0);
        List<CheckpointDirectory.Entry> whole = new CheckpointDirectory(directory.resolve("whole")).entries();
        long later = Files.size(whole.get(whole.size() - 1).path());
        long blocks = later / 512 - 1;
        Process process = ResumeChild.start(
                List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"),
                List.of(directory.toString(), "2", "early-stopping"));
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(ResumeChild.result(directory, "early-stopping")))
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
