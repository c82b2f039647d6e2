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
 */
record Contestant(String name, String version, List<String> command, List<Variant> variants, Set<Work> works) {

    /** The reference of all ratios. */
    static final String OURS = "Inercia";

    /** A lower bound of our time, not a contestant. */
    static final String GEMMS = "its gemms alone";

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
                works);
    }
}
