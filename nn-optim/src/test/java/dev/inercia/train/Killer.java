package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Kills processes that train, at random moments, until the trainings have come to their ends all the same. */
final class Killer {

    private final List<ResumeRow> rows;
    private final Random random;
    private final Path directory;
    private final Map<String, String> undisturbed = new TreeMap<>();
    private int round;
    private int processes;
    private int trainings;

    Killer(List<ResumeRow> rows, long seed, Path directory) {
        this.rows = rows;
        this.directory = directory;
        random = new Random(seed);
        for (ResumeRow row : rows) {
            undisturbed.put(row.name(), row.undisturbed());
        }
    }

    /** The number of processes killed. */
    int processes() {
        return processes;
    }

    /** The number of trainings that were under way when their process was killed. */
    int trainings() {
        return trainings;
    }

    /**
     * Kills so many processes; begins anew when all trainings have ended; lets the last ones end.
     *
     * @param longest milliseconds until a process is killed after it began, at most
     */
    void kill(int times, int longest) throws IOException, InterruptedException {
        int killed = 0;
        while (killed < times) {
            Path base = Files.createDirectories(directory.resolve("round" + round));
            List<String> left = unfinished(base);
            if (left.isEmpty()) {
                check(base);
                round++;
                continue;
            }
            Process process = start(base, left);
            ResumeChild.awaitBegin(process);
            Thread.sleep(random.nextInt(longest));
            boolean wasAlive = process.isAlive();
            process.destroyForcibly().waitFor();
            if (wasAlive) {
                killed++;
                processes++;
                trainings += unfinished(base).size();
            }
        }
        Path base = directory.resolve("round" + round);
        List<String> left = unfinished(base);
        if (!left.isEmpty()) {
            Process process = start(base, left);
            ResumeChild.awaitBegin(process);
            assertThat(process.waitFor()).isZero();
        }
        check(base);
    }

    private Process start(Path base, List<String> names) throws IOException {
        List<String> args = new ArrayList<>(List.of(base.toString(), String.valueOf(1 + random.nextInt(6))));
        args.addAll(names);
        return ResumeChild.start(List.of(), args);
    }

    private List<String> unfinished(Path base) {
        return rows.stream()
                .map(ResumeRow::name)
                .filter(name -> !Files.exists(ResumeChild.result(base, name)))
                .toList();
    }

    private void check(Path base) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (ResumeRow row : rows) {
            Path result = ResumeChild.result(base, row.name());
            found.put(row.name(), Files.exists(result) ? Files.readString(result) : "none");
        }
        assertThat(found).isEqualTo(undisturbed);
    }
}
