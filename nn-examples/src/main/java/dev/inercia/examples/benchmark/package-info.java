/**
 * The benchmark: {@link dev.inercia.examples.benchmark.Benchmark} measures Inercia and other libraries side by side.
 * Every contestant ({@code Ours}, {@code Gemms}, {@code Dl4j}, the Python scripts among the resources) is a separate
 * process that answers {@code Commands}; {@code Match} makes them take turns. DL4J's is in {@code src/benchmarks},
 * which only the Maven profile of that name compiles; everything else is compiled and tested by the ordinary build.
 *
 * <p>May know: the examples, the report's machine and output directory, plots, and the library.
 */
package dev.inercia.examples.benchmark;
