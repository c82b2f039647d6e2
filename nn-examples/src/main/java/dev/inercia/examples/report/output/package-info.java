/**
 * Writes a {@link dev.inercia.examples.report.result.Report}: a page, plots, {@code results.json}, a CSV file per run; and
 * for other trainings a {@link dev.inercia.examples.report.output.TrainingRecord}.
 *
 * <p>May know: {@code report.claim}, {@code report.text}, {@code report.result}.
 */
package dev.inercia.examples.report.output;
