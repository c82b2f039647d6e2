package dev.inercia.examples.benchmark;

import dev.inercia.examples.report.output.Json;
import java.util.List;

/**
 * {@code results.json}: all measurements and their conditions. Times are microseconds. Written as {@link Json}
 * writes.
 *
 * @param date the date
 * @param machine processor and operating system
 * @param cores processors that the JVM sees
 * @param java the JVM of all contestants in Java
 * @param products the libraries that compute Inercia's matrix products
 * @param instructions the vector instructions allowed to all: AVX2, or all of the processor's
 * @param data the data set
 * @param absent the missing contestants, and why
 * @param standings one per work
 */
record Document(
        String date,
        String machine,
        int cores,
        String java,
        String products,
        String instructions,
        String data,
        List<String> absent,
        List<Standing> standings) {

    String toJson() {
        return Json.mapper().writeValueAsString(this) + "\n";
    }
}
