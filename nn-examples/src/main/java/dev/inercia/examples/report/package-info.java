/**
 * The report's experiments, one main method each, and {@code ReproduceReport}, which runs them all: the main job.
 *
 * <p>May know: {@code report.claim}, {@code report.text}, {@code report.result}, {@code report.output}, {@code plot},
 * all modules.
 */
package dev.inercia.examples.report;
