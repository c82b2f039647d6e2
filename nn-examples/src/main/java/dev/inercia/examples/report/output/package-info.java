/**
 * Writes a {@link dev.inercia.examples.report.result.Report}: a page, plots, {@code results.json}, a CSV file per run.
 *
 * <p>May know: {@code report.claim}, {@code report.text}, {@code report.result}, {@code plot}.
 */
package dev.inercia.examples.report.output;
