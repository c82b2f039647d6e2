/**
 * The benchmark: {@link dev.inercia.examples.benchmark.Benchmark} measures Inercia and others side by side. Every
 * contestant ({@code Ours}, {@code Gemms}, {@code Dl4j}, the Python scripts among the resources) is a process of its
 * own that answers {@code Commands}; {@code Match} lets them take turns. DL4J's is in {@code src/benchmarks}, which
 * only the Maven profile of that name compiles; all else is in the ordinary build, and so tested by it.
 *
 * <p>May know: the examples, the report's machine and output directory, plots, and the library.
 */
package dev.inercia.examples.benchmark;
