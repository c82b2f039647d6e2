package dev.inercia.train;

import java.nio.file.Files;
import java.nio.file.Path;

/** Kills processes for as long as it takes: {@code KillSoak [kills, by default 500] [seed, by default the time]}. */
public final class KillSoak {

    private static final int LONGEST_MILLIS = 1200;
    private static final int REPORT = 25;

    private KillSoak() {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
        Path directory = Files.createTempDirectory("kills");
        System.out.println("seed " + seed + ", in " + directory);
        Killer killer = new Killer(ResumeRow.all().toList(), seed, directory);
        while (killer.processes() < kills) {
            killer.kill(Math.min(REPORT, kills - killer.processes()), LONGEST_MILLIS);
            System.out.println(killer.processes() + " processes killed, with " + killer.trainings()
                    + " trainings under way; all came to the same bits");
        }
    }
}
