package dev.inercia.examples.benchmark;

import java.util.List;
import java.util.Set;

/**
 * Who competes.
 *
 * @param name as in tables
 * @param version of the library
 * @param command the process without the task's arguments
 * @param variants of which the fastest is measured, at least one
 * @param works what it can do
 */
record Contestant(String name, String version, List<String> command, List<Variant> variants, Set<Work> works) {

    /** Everything is measured by it. */
    static final String OURS = "Inercia";

    /** Not a contestant, but what we cannot be faster than. */
    static final String GEMMS = "its gemms alone";
}
