package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Kills processes that train, at random moments, until the trainings have come to their ends all the same. */
final class Killer {

    /** Milliseconds between steps, so that trainings last long enough to be killed. */
    private static final int NAP_MILLIS = 3;

    private static final int MOST_STEPS = 6;

    private final List<ResumeRow> rows;
    private final ChildCommand command;
    private final Random random;
    private final Path directory;
    private final Map<String, String> undisturbed = new TreeMap<>();
    private Path round;
    private int rounds;
    private int processes;
    private int trainings;

    /**
     * Kills trainings in a directory of its own.
     *
     * @param rows what is trained
     */
    Killer(List<ResumeRow> rows, ChildCommand command, long seed, Path directory) throws IOException {
        this.rows = rows;
        this.command = command;
        this.directory = directory;
        random = new Random(seed);
        for (ResumeRow row : rows) {
            undisturbed.put(row.name(), row.undisturbed());
        }
        begin();
    }

    private void begin() throws IOException {
        round = Files.createDirectories(directory.resolve("round" + rounds++));
    }

    /** The number of processes killed. */
    int processes() {
        return processes;
    }

    /** The number of trainings that had begun, and not ended, when their process was killed. */
    int trainings() {
        return trainings;
    }

    /**
     * Kills so many processes; begins anew when all trainings have ended.
     *
     * @param together trainings in a process, at most
     * @param longest milliseconds until a process is killed after a training has begun, at most
     */
    void kill(int times, int together, int longest) throws IOException, InterruptedException {
        for (int killed = 0; killed < times; ) {
            List<String> left = unfinished();
            if (left.isEmpty()) {
                check();
                begin();
                continue;
            }
            ChildProcess process = start(left.subList(0, Math.min(together, left.size())));
            process.awaitBegin();
            Thread.sleep(random.nextInt(longest));
            if (process.kill()) {
                killed++;
                processes++;
                List<String> unfinished = unfinished();
                trainings += (int)
                        process.begun().stream().filter(unfinished::contains).count();
            }
        }
    }

    /** Lets the trainings end that were killed last. */
    void end() throws IOException, InterruptedException {
        List<String> left = unfinished();
        if (!left.isEmpty()) {
            start(left).requireEnd();
        }
        check();
    }

    private ChildProcess start(List<String> names) throws IOException {
        return command.start(List.of(), round, 1 + random.nextInt(MOST_STEPS), NAP_MILLIS, names);
    }

    private List<String> unfinished() {
        return rows.stream()
                .map(ResumeRow::name)
                .filter(name -> !Files.exists(ResumeChild.result(round, name)))
                .toList();
    }

    private void check() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (ResumeRow row : rows) {
            Path result = ResumeChild.result(round, row.name());
            found.put(row.name(), Files.exists(result) ? Files.readString(result) : "none");
        }
        assertThat(found).isEqualTo(undisturbed);
    }
}
