package dev.inercia.examples.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A contestant.
 *
 * @param name its name in tables
 * @param version of the library
 * @param command the process without the task's arguments
 * @param variants at least one; the fastest is measured
 * @param works the works it can run
 * @param startsAlike whether it trains the same network from the same parameters with the same optimizer, and says the
 *     loss
 */
record Contestant(
        String name,
        String version,
        List<String> command,
        List<Variant> variants,
        Set<Work> works,
        boolean startsAlike) {

    /** The reference of all ratios. */
    static final String OURS = "Inercia";

    /** A lower bound of our time, not a contestant. */
    static final String GEMMS = "its gemms alone";

    /** One that does not start as ours. */
    Contestant(String name, String version, List<String> command, List<Variant> variants, Set<Work> works) {
        this(name, version, command, variants, works, false);
    }

    /** The same, which starts as ours. */
    Contestant startingAlike() {
        return new Contestant(name, version, command, variants, works, true);
    }

    /** The same without AVX-512: in its libraries and, if it is in Java, in what the JIT compiles. */
    Contestant heldToAvx2() {
        List<String> held = new ArrayList<>(command);
        if (Jvm.classPathOf(command).isPresent()) {
            held.add(1, Jvm.AVX2);
        }
        return new Contestant(
                name,
                version,
                List.copyOf(held),
                variants.stream().map(Variant::heldToAvx2).toList(),
                works,
                startsAlike);
    }
}
