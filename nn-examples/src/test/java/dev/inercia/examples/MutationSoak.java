package dev.inercia.examples;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads altered files for as long as it takes: {@code MutationSoak [files, by default 100000] [seed, by default the
 * time]}. With {@code -Xmx256m}, little memory is proven, too.
 */
public final class MutationSoak {

    private static final int REPORT = 10_000;

    private MutationSoak() {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
        Path directory = Files.createTempDirectory("mutations");
        System.out.println("seed " + seed + ", in " + directory);
        Mutations mutations = new Mutations(seed, directory);
        for (int done = 0; done < count; done += REPORT) {
            mutations.run(Math.min(REPORT, count - done));
            System.out.println(mutations.accepted() + " read, " + mutations.refused() + " refused");
        }
    }
}
