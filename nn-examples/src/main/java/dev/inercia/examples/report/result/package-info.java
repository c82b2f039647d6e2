/**
 * The results of the report's experiments as plain data: a {@link dev.inercia.examples.report.result.Report} of
 * {@link dev.inercia.examples.report.result.Outcome}s, each of {@link dev.inercia.examples.report.result.Run}s and
 * {@link dev.inercia.examples.report.result.Finding}s. Experiments produce it, {@code output} writes it.
 *
 * <p>May know: {@code report.claim}, {@code report.text}, {@code plot}, nn-optim.
 */
package dev.inercia.examples.report.result;
