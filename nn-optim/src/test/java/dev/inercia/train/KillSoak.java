package dev.inercia.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kills processes for as long as it takes: {@code KillSoak [kills, by default 500] [seed, by default the time]}. */
public final class KillSoak {

    /** Trainings in a process, at most. */
    private static final int TOGETHER = 8;

    private static final int LONGEST_MILLIS = 500;
    private static final int REPORT = 25;

    private KillSoak() {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
        Path directory = Files.createTempDirectory("kills");
        System.out.println("seed " + seed + ", in " + directory);
        List<ResumeRow> rows = ResumeRow.all().toList();
        ChildCommand command = ChildCommand.archived(directory, List.of("all-together"));
        Killer killer = new Killer(rows, command, seed, directory);
        long start = System.nanoTime();
        while (killer.processes() < kills) {
            killer.kill(Math.min(REPORT, kills - killer.processes()), TOGETHER, LONGEST_MILLIS);
            System.out.printf(
                    "%d processes killed after %.0f s, with %d trainings under way%n",
                    killer.processes(), (System.nanoTime() - start) / 1e9, killer.trainings());
        }
        killer.end();
        System.out.println("All came to the same bits");
    }
}
